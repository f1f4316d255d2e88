package io.allasflow.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.allasflow.ingest.engine.ByteSource;
import io.allasflow.ingest.engine.RefusedSourceException;
import io.allasflow.ingest.engine.SampledSource;
import io.allasflow.ingest.engine.compressed.Compression;
import io.allasflow.ingest.engine.json.JsonSettings;
import io.allasflow.ingest.engine.json.JsonTable;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// JSON and archives that do not fit into memory, and sources that break while they are read.
class BigJsonTest {
    private static final int SAMPLE = 256 << 10;
    private static final String RECORD = "{\"id\":1234567,\"at\":{\"town\":\"Oulu\"},\"v\":[1.0,2]}\n";
    private static final int BLOCK = 1200;

    @Tag("slow")
    @ParameterizedTest
    @CsvSource({"'[{\"id\":0}', ',', ']', 64, 1", "'{\"n\":1,\"data\":[{\"id\":0}', ',', '],\"z\":2}', 24, 1",
        "'', '', '', 64, 0", "'{\"id\":1}\n{\"id\":\n', '', '{\"id\"', 24, 3"})
    void reads_in_a_small_heap(String start, String before, String end, int megabytes, int others) throws Exception {
        var output = ChildProcess.run(64, BigJsonTest.class, start, before, end, String.valueOf(megabytes));
        System.out.println("ingest of JSON: " + output);

        long repeats = ((long) megabytes << 20) / (before + RECORD).length() / BLOCK;
        assertThat(output).startsWith("rows " + (repeats * BLOCK + others) + ",");
    }

    public static void main(String[] arguments) throws IOException {
        var start = System.nanoTime();
        var record = arguments[1] + RECORD;
        int repeats = (int) ((Long.parseLong(arguments[3]) << 20) / record.length() / BLOCK);
        var records = bytes(record.repeat(BLOCK));
        ByteSource generated = () -> new SequenceInputStream(Collections.enumeration(Stream.of(
                Stream.of(bytes(arguments[0])), Collections.nCopies(repeats, records).stream(),
                Stream.of(bytes(arguments[2]))).flatMap(parts -> parts).<InputStream>map(ByteArrayInputStream::new)
                .toList()));
        try (var source = SampledSource.of(generated)) {
            long rows = JsonTable.of(source, JsonSettings.AUTO).copy(OutputStream.nullOutputStream());
            System.out.println("rows " + rows + ", " + (System.nanoTime() - start) / 1_000_000 + " ms");
        }
    }

    /// Where the sample cuts it: in a name, a word, a number, an escape, or long text.
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"true", "-1.5e10", "\"\\u00e4\"", "null", "\"Aino\""})
    void knows_json_that_the_sample_cuts(String value) throws IOException {
        for (int before = 1; before <= value.length() + 8; before++) {
            var text = "[" + " ".repeat(SAMPLE - before - 6) + "{\"a\":" + value + "}]";
            var ingested = Ingested.of(bytes(text), null);

            assertThat(ingested.result().rows()).isEqualTo(1);
        }
    }

    @Test
    void refuses_a_record_that_is_too_long() {
        var text = "[{\"a\":[" + "1,".repeat(3 << 20) + "1]}]";
        var refused = catchThrowableOfType(PipelineException.class, () -> Ingested.of(bytes(text), null));

        assertThat(refused.code()).isEqualTo(ErrorCode.TOO_COMPLEX);
    }

    /// Each name is short, and together with those around it long; there are few, and together they are too many.
    @Test
    void refuses_names_that_are_too_long_together() {
        var levels = "{\"" + "x".repeat(1000) + "\":";
        var text = new StringBuilder("[");
        for (int record = 0; record < 80; record++) {
            text.append(record == 0 ? "" : ",").append(levels.repeat(60)).append("{\"k").append(record).append("\":1}")
                    .append("}".repeat(60));
        }
        var refused = catchThrowableOfType(PipelineException.class,
                () -> Ingested.of(bytes(text.append(']').toString()), null));

        assertThat(refused.code()).isEqualTo(ErrorCode.TOO_COMPLEX);
    }

    @Test
    void names_the_place_and_nothing_of_the_text() {
        var refused = catchThrowableOfType(PipelineException.class,
                () -> Ingested.of(bytes("[{\"a\":1},\n{\"a\": hunter2}]"), null));

        assertThat(refused.getMessage()).contains("line 2, column").doesNotContain("hunter");
    }

    @Test
    void refuses_a_line_that_is_too_long_beside_damaged_ones() {
        var text = "{\"a\":1}\n{\"a\":2}\n{\"a\":\n{\"a\":3" + " ".repeat(4 << 20) + "}\n";
        var refused = catchThrowableOfType(PipelineException.class, () -> Ingested.of(bytes(text), null));

        assertThat(refused.code()).isEqualTo(ErrorCode.TOO_COMPLEX);
        assertThat(refused).hasMessageContaining("in line 4");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"'{\"a\":1}\n{\"a\":hunter2}' | line 2, column 6",
        "'{\"a\":1}\n{\"a\":2}\n\n{\"a\":hunter2}\nhunter\nhunter' | line 4, column 6"})
    void names_the_place_of_the_first_damaged_line(String text, String place) {
        var refused = catchThrowableOfType(PipelineException.class, () -> Ingested.of(bytes(text), null));

        assertThat(refused.getMessage()).contains(place).doesNotContain("hunter");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"'{\"data\":[{\"x\":1}]}\n\n{\"x\":2}\n{\"data\":[{\"x\":1}]}'| line 3",
        "'{\"data\":[{\"x\":1}]}\n{\"data\n{\"data\":{}}\n{\"x\":2}\n{\"data\":[{\"x\":1}]}'| line 4"})
    void names_the_setting_that_finds_nothing_and_where(String text, String place) {
        var refused = catchThrowableOfType(PipelineException.class,
                () -> Ingested.of(bytes(text), "ingest:\n  records: /data\n"));

        assertThat(refused.getMessage()).contains("'records: /data'").endsWith(place);
    }

    @Test
    void refuses_a_bomb_before_it_is_read() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(packed)) {
            for (int i = 0; i < 200; i++) {
                out.write(new byte[1 << 20]);
            }
        }
        long[] read = new long[1];
        ByteSource bomb = Compression.GZIP.unpack(() -> new ByteArrayInputStream(packed.toByteArray()), 10L << 30);

        assertThatThrownBy(() -> {
            try (var in = bomb.open()) {
                var buffer = new byte[1 << 16];
                for (int count = 0; count >= 0; count = in.read(buffer)) {
                    read[0] += count;
                }
            }
        }).isInstanceOfSatisfying(RefusedSourceException.class,
                e -> assertThat(e.code()).isEqualTo(ErrorCode.ARCHIVE_BOMB));
        assertThat(read[0]).isLessThan(65L << 20);
    }

    /// The store's failure is nothing that is wrong with the archive, wherever it comes.
    @ParameterizedTest
    @CsvSource({"GZIP, 1F8B", "GZIP, 1F8B0800000000000002", "ZIP, 504B0304", "ZIP, 504B"})
    void passes_on_a_broken_connection(Compression compression, String start) throws IOException {
        var broken = new EOFException("connection");
        var failing = new InputStream() {
            @Override
            public int read() throws IOException {
                throw broken;
            }
        };
        var bytes = HexFormat.of().parseHex(start);
        var source = compression.unpack(() -> new SequenceInputStream(Collections.enumeration(
                List.of(new ByteArrayInputStream(bytes), failing))), 1 << 20);

        try (var in = source.open()) {
            assertThatThrownBy(() -> in.readNBytes(10)).isSameAs(broken);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
