package io.allasflow.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.allasflow.core.csv.CanonicalCsv;
import io.allasflow.core.csv.CanonicalWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalWriterTest {
    @Property
    void writes_what_commons_csv_writes(@ForAll("tables") List<List<String>> table) throws IOException {
        assertThat(written(table)).isEqualTo(printed(table));
    }

    @Provide
    Arbitrary<List<List<String>>> tables() {
        var odd = Arbitraries.of("", " ", "\"", "\"\"", ",", "\n", "\r", "\t", "\0", "#", "$", "a", "z", "+", "-", "ä",
                "日", "\ud83d\ude00", "\u00a0", "\u2028");
        return odd.list().ofMaxSize(5).map(texts -> String.join("", texts)).list().ofMinSize(1).ofMaxSize(4).list()
                .ofMaxSize(4);
    }

    /// Around the ends of the buffer, and with a character's halves on both sides of one.
    @ParameterizedTest
    @ValueSource(ints = {1022, 1023, 1024, 1025, 8191, 8192, 16380, 16381, 16382, 16383, 16384, 16385, 100_000})
    void writes_cells_of_any_length(int length) throws IOException {
        for (var character : List.of("x", "\"", "ä", "\ud83d\ude00")) {
            var table = List.of(List.of("a", "x" + character.repeat(length)), List.of(character.repeat(length), "b"));

            assertThat(written(table)).isEqualTo(printed(table));
        }
    }

    @Test
    void writes_a_part_of_a_text() throws IOException {
        var out = new ByteArrayOutputStream();
        var writer = new CanonicalWriter(out);
        writer.cell("one,two".toCharArray(), 2, 3);
        writer.cell("one,two".toCharArray(), 2, 5);
        writer.endRecord();
        writer.flush();

        assertThat(out).hasToString("e,\"e,t\"\n");
    }

    @Test
    void refuses_half_a_character() {
        assertThatThrownBy(() -> written(List.of(List.of("a\ud83d"))))
                .isInstanceOf(CharacterCodingException.class);
    }

    @Property
    void writes_the_same_from_a_text_and_from_an_array(@ForAll("tables") List<List<String>> table) throws IOException {
        var out = new ByteArrayOutputStream();
        var writer = new CanonicalWriter(out);
        for (var row : table) {
            for (var cell : row) {
                writer.cell(("<" + cell + ">").toCharArray(), 1, cell.length() + 1);
            }
            writer.endRecord();
        }
        writer.flush();

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(printed(table));
    }

    private static String written(List<List<String>> table) throws IOException {
        var out = new ByteArrayOutputStream();
        var writer = new CanonicalWriter(out);
        for (var row : table) {
            writer.record(row);
        }
        writer.flush();
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String printed(List<List<String>> table) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var printer = CanonicalCsv.print(out)) {
            printer.printRecords(table);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
