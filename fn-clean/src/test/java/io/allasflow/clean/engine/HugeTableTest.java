package io.allasflow.clean.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A table too large for the memory is refused, and the largest that is not is cleaned, in the container's heap with 100
/// MB of it taken. Its one column fills both of its quantiles: half its numbers have a decimal comma.
class HugeTableTest {
    private static final int TAKEN = 100_000_000;

    @ParameterizedTest
    // 4200000 rows are still cleaned ("4200000 written"), which takes too long to show in every build.
    @CsvSource("2147483647, TOO_MANY_ROWS")
    void is_refused_before_the_memory_is_full(int rows, String outcome) throws Exception {
        var child = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
                "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), HugeTableTest.class.getName(),
                Integer.toString(rows)).redirectErrorStream(true).start();
        var output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(child.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(output).isEqualToIgnoringNewLines(outcome);
    }

    public static void main(String[] arguments) throws Exception {
        var taken = new byte[TAKEN / 1_000_000][1_000_000];
        var nowhere = OutputStream.nullOutputStream();
        try {
            var rows = new Cleaner(CleanSettings.defaults()).clean(Cleaned.SOURCE,
                    () -> new Numbers(Integer.parseInt(arguments[0])), new CleanOutput(nowhere, nowhere, nowhere))
                    .rows();
            System.out.println(rows.written() + " written");
        } catch (UncleanableTableException e) {
            System.out.println(e.reason());
        } finally {
            java.lang.ref.Reference.reachabilityFence(taken);
        }
    }

    private static final class Numbers extends InputStream {
        private final int rows;
        private byte[] line = "price\n".getBytes(StandardCharsets.UTF_8);
        private int at;
        private int row;

        Numbers(int rows) {
            this.rows = rows;
        }

        @Override
        public int read() {
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
                line = (row % 2 == 0 ? row + ".5\n" : "\"" + row + ",25\"\n").getBytes(StandardCharsets.UTF_8);
                at = 0;
            }
            var count = Math.min(length, line.length - at);
            System.arraycopy(line, at, buffer, offset, count);
            at += count;
            return count;
        }
    }
}
