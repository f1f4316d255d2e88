package io.allasflow.clean.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Memory does not grow with the table, but for the duplicates' hashes and the bounded quantiles.
class BigTableTest {
    private static final int ROWS = 300_000;

    @Test
    void cleans_300_000_rows_in_a_heap_of_64_megabytes() throws Exception {
        var child = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx64m",
                "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), BigTableTest.class.getName())
                .redirectErrorStream(true).start();
        var output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(child.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(output).isEqualToIgnoringNewLines("300000 read, 297000 written, 3000 duplicates");
    }

    public static void main(String[] arguments) throws Exception {
        var nowhere = OutputStream.nullOutputStream();
        var rows = new Cleaner(CleanSettings.defaults())
                .clean(Cleaned.SOURCE, Rows::new, new CleanOutput(nowhere, nowhere, nowhere)).rows();
        System.out.println(rows.read() + " read, " + rows.written() + " written, " + rows.duplicates() + " duplicates");
    }

    /// Makes some 30 MB of rows as they are read. Every hundredth repeats the one before.
    private static final class Rows extends InputStream {
        private byte[] line = "id,time,price,amount,name,note\n".getBytes(StandardCharsets.UTF_8);
        private int at;
        private int row;

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            if (at == line.length) {
                if (row == ROWS) {
                    return -1;
                }
                row++;
                var i = row % 100 == 0 ? row - 1 : row;
                line = (i + ",2021-01-" + (10 + i % 20) + " 12:00:00 UTC," + i * 7919L % 100_003 + "," + i % 977 / 8.0
                        + ",name " + i + ", a note  that is long enough to be worth not keeping \n")
                        .getBytes(StandardCharsets.UTF_8);
                at = 0;
            }
            var count = Math.min(length, line.length - at);
            System.arraycopy(line, at, buffer, offset, count);
            at += count;
            return count;
        }
    }
}
