package io.allasflow.ingest.engine.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Quotes that open again and again and are never closed, or only much later.
class HostileQuotesTest {
    private static final int CHARACTERS = 3 << 20;

    @ParameterizedTest
    @CsvSource(delimiter = '!', quoteCharacter = '`', value = {"a\",\"b!2", "a\",\"b!0", "a\",\"b!9", "\"a!2", "\"!1",
        "\"\"\"!1", "x,\"!2", "\",\"!2", "\",\"!0", "\",\"!3", "a,\",\"!3", "a,\",\"!2", "\"\",\"!2"})
    void are_looked_at_a_bounded_number_of_times(String line, int width) throws IOException {
        var text = (line + "\n").repeat(CHARACTERS / (line.length() + 1));
        var reader = new RecordReader(new Lines(new StringReader(text)), new CellSyntax(",", '"'), width, false);
        long quotes = 0;
        for (var row = reader.next(); row != null; row = reader.next()) {
            quotes += row.size();
        }

        assertThat(quotes).isPositive();
        assertThat(reader.scanned()).isLessThan(5L * text.length() + 2 * Lines.MAX_CHARACTERS);
    }

    /// The first line is long, and every line after it makes the record wider.
    @Test
    void do_not_have_a_long_first_line_read_again_and_again() throws IOException {
        var text = "\"" + "a\"\"".repeat(1 << 18) + "\n" + "b\",\"c\n".repeat(1 << 17);
        var reader = new RecordReader(new Lines(new StringReader(text)), new CellSyntax(",", '"'), 7, false);
        while (reader.next() != null) {
            assertThat(reader.scanned()).isLessThan(5L * text.length() + 2 * Lines.MAX_CHARACTERS);
        }
    }

    /// All in one line.
    @ParameterizedTest
    @CsvSource(delimiter = '!', quoteCharacter = '`', value = {"\"a,!\"", "\"a,!\"\",", "\"\"\"a,!\"\"x"})
    void are_looked_at_a_bounded_number_of_times_in_a_line(String cell, String end) throws Exception {
        var line = (cell.repeat((1 << 19) / cell.length()) + end).toCharArray();
        var syntax = new CellSyntax(",", '"');
        var damaged = new DamagedLine(syntax, line);

        assertThat(String.join(",", damaged.cells(-1).read(syntax, line, 0))).isEqualTo(new String(line));
        assertThat(damaged.cells(2).count()).isGreaterThan(2);
        assertThat(damaged.looks()).isLessThanOrEqualTo(17L * line.length);
    }
}
