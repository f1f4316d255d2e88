package io.allasflow.clean.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Memory does not grow with the table, but for the duplicates' hashes and the bounded quantiles.
class BigTableTest {
    private static final int ROWS = 300_000;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # table | heap | outcome
            long    | 64m  | 300000 read, 297000 written, 3000 duplicates
            # An empty cell is a byte, its line in the change log eighty: a chunk of 1 MB has 70 MB of them.
            sparse  | 128m | 4000 read, 4000 written, 0 duplicates
            """)
    void is_cleaned_in_a_small_heap(String table, String heap, String outcome) throws Exception {
        var child = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), BigTableTest.class.getName(), table)
                .redirectErrorStream(true).start();
        var output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(child.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(output).isEqualToIgnoringNewLines(outcome);
    }

    public static void main(String[] arguments) throws Exception {
        var isSparse = arguments[0].equals("sparse");
        var usual = Resources.ofMachine();
        var resources = new Resources(isSparse ? 3 : usual.threads(), usual.chunkBytes(), usual.duplicateBytes());
        var nowhere = OutputStream.nullOutputStream();
        var rows = new Cleaner(CleanSettings.defaults(), resources)
                .clean(Cleaned.SOURCE, () -> isSparse ? sparse() : new Lines(ROWS, BigTableTest::line),
                        new CleanOutput(nowhere, nowhere, nowhere))
                .rows();
        System.out.println(rows.read() + " read, " + rows.written() + " written, " + rows.duplicates() + " duplicates");
    }

    /// Every hundredth repeats the one before.
    private static String line(int row) {
        if (row == 0) {
            return "id,time,price,amount,name,note\n";
        }
        var i = row % 100 == 0 ? row - 1 : row;
        return i + ",2021-01-" + (10 + i % 20) + " 12:00:00 UTC," + i * 7919L % 100_003 + "," + i % 977 / 8.0
                + ",name " + i + ", a note  that is long enough to be worth not keeping \n";
    }

    /// 500 columns of a questionnaire; five answers in six are missing.
    private static InputStream sparse() {
        return new Lines(4_000, row -> IntStream.range(0, 500)
                .mapToObj(i -> row == 0
                        ? "question_number_" + i + "_how_satisfied_are_you_with_it"
                        : i == 0 ? "r" + row : (row * 31 + i * 7) % 6 == 0 ? "a" : "")
                .collect(Collectors.joining(",", "", "\n")));
    }

    /// Makes lines as they are read.
    private static final class Lines extends InputStream {
        private final int rows;
        private final IntFunction<String> lines;
        private byte[] line;
        private int at;
        private int row;

        Lines(int rows, IntFunction<String> lines) {
            this.rows = rows;
            this.lines = lines;
            this.line = lines.apply(0).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            if (at == line.length) {
                if (row == rows) {
                    return -1;
                }
                row++;
                line = lines.apply(row).getBytes(StandardCharsets.UTF_8);
                at = 0;
            }
            var count = Math.min(length, line.length - at);
            System.arraycopy(line, at, buffer, offset, count);
            at += count;
            return count;
        }
    }
}
