package io.allasflow.clean.engine.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.allasflow.clean.engine.Resources;
import io.allasflow.clean.engine.UncleanableTableException;
import io.allasflow.core.csv.CanonicalCsv;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Chunk by chunk, the same cells as Commons CSV reads from the whole.
class RowsTest {

    @Property(tries = 2000)
    void agree_with_commons_csv(@ForAll("tables") List<List<String>> table,
            @ForAll @IntRange(min = 1, max = 60) int chunkBytes) throws Exception {
        var csv = canonical(table);

        assertThat(read(csv, chunkBytes)).isEqualTo(commons(csv)).isEqualTo(table);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a\n", "\"\"\n", "\n", "a\n\nb\n", "a\n\n", "a,\n,b\n", ",", "a\nb", "\"a\nb\"",
        "\"\n\"\"\n\",\"\"\n\"\"\"\"", "\uFEFFa\n", "#a\n#b\n", "a\r\nb\r\n", "a\rb\n",
        "\u0000,\u0085\u2028\n",
        "\"a\"\n\"b\"\n\"c\"", "ä,😀\n"})
    void agree_with_commons_csv_at_the_corners(String csv) throws Exception {
        for (var chunkBytes : List.of(1, 2, 3, 1000)) {
            assertThat(read(csv, chunkBytes)).as("chunks of %s", chunkBytes).isEqualTo(commons(csv));
        }
    }

    @Test
    void take_wide_records_and_large_cells() throws Exception {
        var wide = new ArrayList<String>();
        for (var i = 0; i < 20_000; i++) {
            wide.add(i % 2 == 0 ? "c" + i : "\"" + i + "\n");
        }
        var large = "x\"\n,é".repeat(400_000);
        var table = List.of(wide, List.of(large), wide, List.of("a", large, "b"));

        assertThat(read(canonical(table), 1 << 16)).isEqualTo(table);
    }

    @ParameterizedTest
    @ValueSource(strings = {" \"a\n", "a\n\"b\"c\n", "a\n\"b\n", "a\nb\"c\"\n", "a\n\"b\",c\"\n"})
    void refuse_what_is_not_canonical(String csv) {
        assertThatThrownBy(() -> read(csv, 1000)).isInstanceOf(UncleanableTableException.class);
    }

    /// What is open must not fill the memory, wherever it is and whatever comes after.
    @ParameterizedTest
    @CsvSource({"'', 0", "'a\n1\n', 4"})
    void refuse_a_record_that_does_not_end_within_the_bound(String before, int start) throws Exception {
        var bound = 256;
        var cell = "x\n".repeat((bound - 4) / 2);
        assertThat(lengths(before + "\"" + cell + "\"\n", bound)).isNotEmpty();
        assertThatThrownBy(() -> lengths(before + "\"" + cell + cell + "\"\n", bound))
                .isInstanceOf(UncleanableTableException.class)
                .hasMessageContaining("begins at byte " + start + " does not end within 256 bytes");
    }

    private static List<Integer> lengths(String csv, int mostRecordBytes) throws Exception {
        var lengths = new ArrayList<Integer>();
        var bytes = new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8));
        try (var reader = new ChunkReader(bytes, 16, mostRecordBytes)) {
            for (var chunk = reader.header(); chunk != null; chunk = reader.next(chunk.bytes())) {
                lengths.add(chunk.length());
            }
        }
        return lengths;
    }

    @Test
    void never_take_a_row_for_a_part_of_the_header() {
        assertThatThrownBy(() -> Pass.over(() -> new ByteArrayInputStream("a\rb\n".getBytes(StandardCharsets.UTF_8)),
                Resources.ofMachine())).isInstanceOf(UncleanableTableException.class)
                .hasMessageContaining("carriage return");
    }

    @Test
    void refuse_what_is_not_utf_8() {
        assertThatThrownBy(() -> read(new byte[]{'a', '\n', (byte) 0xe4, '\n'}, 1000))
                .isInstanceOf(UncleanableTableException.class);
    }

    private static List<List<String>> read(String csv, int chunkBytes) throws Exception {
        return read(csv.getBytes(StandardCharsets.UTF_8), chunkBytes);
    }

    private static List<List<String>> read(byte[] csv, int chunkBytes) throws Exception {
        var records = new ArrayList<List<String>>();
        var rows = new Rows();
        try (var reader = new ChunkReader(new ByteArrayInputStream(csv), chunkBytes)) {
            for (var chunk = reader.header(); chunk != null; chunk = reader.next(chunk.bytes())) {
                rows.read(chunk);
                for (var row = 0; row < rows.count(); row++) {
                    records.add(List.of(rows.cells(row)));
                }
            }
            assertThat(reader.isAtEnd()).isTrue();
        }
        return records;
    }

    private static List<List<String>> commons(String csv) throws IOException {
        try (var parser = CanonicalCsv.parse(new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)))) {
            return parser.getRecords().stream().map(record -> List.of(record.values())).toList();
        }
    }

    private static String canonical(List<List<String>> table) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var printer = CanonicalCsv.print(bytes)) {
            for (var record : table) {
                printer.printRecord(record);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Provide
    Arbitrary<List<List<String>>> tables() {
        var cell = Arbitraries.frequencyOf(Tuple.of(2, Arbitraries.just("")),
                Tuple.of(5, Arbitraries.strings().withChars("ab\",\n\r '#\\\t").ofMaxLength(6)),
                Tuple.of(2, Arbitraries.strings().withChars("äé漢\u00a0\u2028\ufeff\u0000").ofMaxLength(4)),
                Tuple.of(1, Arbitraries.of("😀", "\uD83D\uDE00\"", "long ".repeat(30))));
        return cell.list().ofMinSize(1).ofMaxSize(5).list().ofMaxSize(15);
    }
}
