package io.allasflow.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Tables that are too large to be files among the cases, or too many.
class WideAndLongTest {
    private static final int MEGABYTE = 1 << 20;

    static Stream<String> megabytes() {
        return Stream.of("x".repeat(MEGABYTE), "line\n".repeat(MEGABYTE / 5), "\"q\" ".repeat(MEGABYTE / 4),
                "\n".repeat(MEGABYTE), "a,\"b\",".repeat(MEGABYTE / 6), "ä\ud83d\ude00".repeat(MEGABYTE / 6));
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("megabytes")
    void keeps_a_cell_of_a_megabyte(String cell) throws IOException {
        var quoted = '"' + cell.replace("\"", "\"\"") + '"';
        var cells = cells("id,text,more\n1,a,b\n2,\"c\",d\n3," + quoted + ",e\n4,f,g\n");

        // Not with what it holds in the message.
        assertThat(cells.equals(List.of(List.of("id", "text", "more"), List.of("1", "a", "b"), List.of("2", "c", "d"),
                List.of("3", cell, "e"), List.of("4", "f", "g")))).isTrue();
    }

    /// Each is an object in memory, whatever is in it.
    @ParameterizedTest
    @ValueSource(strings = {"a,", ",", "\"a\",", "\"a,"})
    void refuses_a_record_of_more_cells_than_any_table(String cell) {
        var text = "id,name\n1,x\n" + cell.repeat(1_000_000) + "\n2,y\n";
        var refused = catchThrowableOfType(PipelineException.class,
                () -> Ingested.of(text.getBytes(StandardCharsets.UTF_8), null));

        assertThat(refused.code()).isEqualTo(ErrorCode.TOO_COMPLEX);
        assertThat(refused).hasMessageContaining("more than 300000 cells near line 3");
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t", "|", ", ", ":", " "})
    void keeps_5000_columns(String delimiter) throws IOException {
        var header = IntStream.range(0, 5000).mapToObj(i -> "gene" + i).toList();
        var row = IntStream.range(0, 5000).mapToObj(i -> String.valueOf(100 + i % 900)).toList();
        var text = String.join(delimiter, header) + "\n" + (String.join(delimiter, row) + "\n").repeat(20);

        assertThat(cells(text)).hasSize(21).startsWith(header, row).endsWith(row);
    }

    /// A header alone under a loose delimiter is no table.
    @ParameterizedTest
    @CsvSource(delimiter = '!', value = {"','!1", "';'!1", "'\t'!1", "'|'!1", "', '!1", "':'!2", "' '!2"})
    void reads_few_rows_however_they_end(String delimiter, int leastRecords) throws IOException {
        var records = List.of(List.of("id", "name"), List.of("1000", "Aino"), List.of("2000", "Eino"));
        for (var lineEnd : List.of("\n", "\r\n", "\r")) {
            for (int count = leastRecords; count <= 3; count++) {
                var written = records.subList(0, count);
                var text = written.stream().map(row -> String.join(delimiter, row))
                        .collect(Collectors.joining(lineEnd));

                assertThat(cells(text)).isEqualTo(written);
                assertThat(cells(text + lineEnd)).isEqualTo(written);
                assertThat(cells(text + lineEnd + lineEnd))
                        .isEqualTo(Stream.concat(written.stream(), Stream.of(List.of(""))).toList());
            }
        }
    }

    private static List<List<String>> cells(String text) throws IOException {
        return Cells.of(Ingested.of(text.getBytes(StandardCharsets.UTF_8), null).raw());
    }
}
