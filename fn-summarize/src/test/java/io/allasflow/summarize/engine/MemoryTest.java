package io.allasflow.summarize.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The worst tables fit into what the service leaves of a heap of 256 MiB.
class MemoryTest {
    @ParameterizedTest
    // Also held, and too slow for every build: TEXT 1 x 400000, DECIMAL 1 x 2000000, DECIMAL 10000 x 400, TEXT 10000 x 40.
    @CsvSource({"TEXT, 2, 190000", "DECIMAL, 1, 2100000", "TEXT, 10000, 15"})
    void fits(ColumnType type, int columns, int rows) throws Exception {
        var child = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx150m",
                "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), MemoryTest.class.getName(),
                type.name(), Integer.toString(columns), Integer.toString(rows)).redirectErrorStream(true).start();
        var output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(child.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(output).isEqualToIgnoringNewLines(rows + " rows");
    }

    public static void main(String[] arguments) throws Exception {
        var type = ColumnType.valueOf(arguments[0]);
        var columns = IntStream.range(0, Integer.parseInt(arguments[1])).mapToObj(i -> new TypedColumn("c" + i, type))
                .toList();
        var report = Tables.summary(new Table(columns, Integer.parseInt(arguments[2])));
        System.out.println(report.rows() + " rows");
    }

    /// Made as it is read. No two cells of a column are the same; texts are long and not Latin, numbers have many digits.
    private record Table(List<TypedColumn> columns, int rows) implements TypedTable {
        private static final String LONG = "\u6f22".repeat(ValueCounts.LONGEST_VALUE + 1);

        @Override
        public InputStream open() {
            var lines = IntStream.rangeClosed(0, rows).mapToObj(row -> (InputStream) new ByteArrayInputStream(
                    line(row).getBytes(StandardCharsets.UTF_8))).iterator();
            return new SequenceInputStream(new Enumeration<>() {
                @Override
                public boolean hasMoreElements() {
                    return lines.hasNext();
                }

                @Override
                public InputStream nextElement() {
                    return lines.next();
                }
            });
        }

        private String line(int row) {
            return columns.stream().map(column -> row == 0 ? column.name() : cell(column, row))
                    .collect(Collectors.joining(",", "", "\n"));
        }

        private static String cell(TypedColumn column, int row) {
            return column.type() == ColumnType.TEXT ? LONG + row : row + ".123456789012345";
        }
    }
}
