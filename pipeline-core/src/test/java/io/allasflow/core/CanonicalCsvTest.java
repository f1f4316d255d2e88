package io.allasflow.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.allasflow.core.csv.CanonicalCsv;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalCsvTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            plain;cells | plain,cells
            the "x" y   | "the ""x"" y"
            a,b;c       | "a,b",c
            ;;          | "",,
            """)
    void quotes_only_where_needed(String cells, String line) throws IOException {
        assertThat(new String(write(List.of(cells.split(";", -1))), StandardCharsets.UTF_8)).isEqualTo(line + "\n");
    }

    @Test
    void never_writes_a_blank_line() throws IOException {
        assertThat(new String(write(List.of("")), StandardCharsets.UTF_8)).isEqualTo("\"\"\n");
    }

    @Test
    void keeps_line_breaks_inside_a_cell() throws IOException {
        assertThat(new String(write(List.of("a\r\nb", "c")), StandardCharsets.UTF_8)).isEqualTo("\"a\r\nb\",c\n");
    }

    @Test
    void refuses_bytes_that_are_not_utf_8() {
        assertThatThrownBy(() -> {
            try (var parser = CanonicalCsv.parse(new ByteArrayInputStream(new byte[]{'a', (byte) 0xff, '\n'}))) {
                parser.getRecords();
            }
        }).hasRootCauseInstanceOf(CharacterCodingException.class);
    }

    private static byte[] write(List<String> row) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var printer = CanonicalCsv.print(out)) {
            printer.printRecord(row);
        }
        return out.toByteArray();
    }
}
