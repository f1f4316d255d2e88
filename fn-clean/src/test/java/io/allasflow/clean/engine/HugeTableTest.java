package io.allasflow.clean.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A table with more rows than can be told apart in one pass is cleaned in the container's heap with 100 MB of it taken.
/// Its one column fills both of its quantiles: half its numbers have a decimal comma.
@Tag("slow")
class HugeTableTest {
    private static final int TAKEN = 100_000_000;

    @ParameterizedTest
    @CsvSource({"4000000, 4000000 written", "9000000, 9000000 written"})
    void is_cleaned_whatever_its_rows(int rows, String outcome) throws Exception {
        var child = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
                "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), HugeTableTest.class.getName(),
                Integer.toString(rows)).redirectErrorStream(true).start();
        var output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(child.waitFor(5, TimeUnit.MINUTES)).isTrue();
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
