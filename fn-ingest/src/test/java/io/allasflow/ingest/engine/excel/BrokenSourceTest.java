package io.allasflow.ingest.engine.excel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The store's failure is nothing that is wrong with the workbook, whenever it comes.
class BrokenSourceTest {
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void passes_on_a_broken_connection(boolean checked) throws IOException {
        var broken = checked ? new EOFException("connection") : new IllegalStateException("connection");
        var parts = Books.parts("<sheetData><row><c t='s'><v>0</v></c></row></sheetData>");
        // Does not shrink, so that it takes several requests.
        var random = new Random(17);
        for (int i = 0; i < 3; i++) {
            var noise = new StringBuilder("<!-- ");
            random.ints(1 << 19, 'a', 'z').forEach(c -> noise.append((char) c));
            parts.put("xl/noise" + i, noise.toString());
            parts.put(i == 0 ? "xl/styles.xml" : i == 1 ? "xl/sharedStrings.xml" : "xl/worksheets/sheet1.xml",
                    parts.remove(
                            i == 0 ? "xl/styles.xml" : i == 1 ? "xl/sharedStrings.xml" : "xl/worksheets/sheet1.xml"));
        }
        for (var bytes : new byte[][]{Books.zip(parts), RefusedWorkbookTest.someXls()}) {
            int requests = 0;
            for (boolean complete = false; !complete; requests++) {
                var failing = new Failing(bytes, requests, broken);
                var thrown = catchThrowable(() -> Books.read(failing, Books.MAX_BYTES));
                complete = thrown == null;
                assertThat(thrown).isIn(null, broken);
                assertThat(failing.opened).isEqualTo(failing.closed);
            }
            assertThat(requests).isGreaterThan(bytes.length > 1 << 20 ? 3 : 1);
        }
    }

    private static final class Failing implements RandomAccess {
        private final byte[] bytes;
        private final Exception failure;
        private int opened;
        private int closed;
        private int left;

        /// @param good how often it works
        Failing(byte[] bytes, int good, Exception failure) {
            this.bytes = bytes;
            this.left = good;
            this.failure = failure;
        }

        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public InputStream open(long from) {
            boolean fails = left-- == 0;
            opened++;
            return new FilterInputStream(new ByteArrayInputStream(bytes, (int) from, bytes.length - (int) from)) {
                @Override
                public int read(byte[] buffer, int offset, int length) throws IOException {
                    if (fails) {
                        switch (failure) {
                            case IOException e -> throw e;
                            default -> throw (RuntimeException) failure;
                        }
                    }
                    return super.read(buffer, offset, length);
                }

                @Override
                public void close() {
                    closed++;
                }
            };
        }
    }
}
