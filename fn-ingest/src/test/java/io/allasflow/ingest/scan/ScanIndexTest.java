package io.allasflow.ingest.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever becomes of the scan's memory, nothing is lost and nothing done is sent again.
class ScanIndexTest {
    private static final String MADE = "{\"made\":\"defaults/test/data/\",\"scans\":1}\n";

    private static Bucket bucket() {
        var bucket = new Bucket();
        IntStream.range(0, 400).forEach(i -> bucket.put("k%04d.csv".formatted(i)));
        IntStream.range(0, 200).forEach(i -> bucket.complete("k%04d.csv".formatted(2 * i)));
        bucket.scan();
        bucket.sent();
        return bucket;
    }

    /// Those in flight may be sent again: that they were sent is only remembered there.
    private static void checkNothingIsLost(Bucket bucket) {
        var report = bucket.scan();
        assertThat(report.upToDate()).isEqualTo(200);
        assertThat(report.waiting() + report.sent()).isEqualTo(200);
        assertThat(bucket.sent()).noneMatch(key -> (key.charAt(4) - '0') % 2 == 0);
        // Now it is whole again.
        assertThat(bucket.scan()).isEqualTo(new ScanReport(400, 200, 200, 0, 0, 0, 0, 0));
    }

    @Test
    void survives_its_deletion() {
        var bucket = bucket();
        bucket.store.delete(bucket.index());
        checkNothingIsLost(bucket);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10, 18, 100, 1000, 10_000})
    void survives_truncation(int length) {
        var bucket = bucket();
        var bytes = bucket.store.bytes(bucket.index()).orElseThrow();
        bucket.store.put(bucket.index(), Arrays.copyOf(bytes, Math.min(length, bytes.length - 1)));
        checkNothingIsLost(bucket);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not JSON", "null", "[]", "{}", "{\"made\":null}", "{\"scans\":\"x\"}",
        "{\"made\":\"other\",\"scans\":1}\n{\"k\":\"k0001.csv\",\"e\":\"x\",\"d\":true}",
        MADE + "null", MADE + "{}", MADE + "{\"k\":\"k0001.csv\"}", MADE + "{\"e\":\"x\"}", MADE + "[1]",
        MADE + "{\"k\":\"k0001.csv\",\"e\":\"x\",\"d\":true,\"newer\":1}",
        MADE + "{\"k\":\"k0001.csv\",\"e\":\"not its version\",\"d\":true}",
        MADE + "{\"k\":\"k0003.csv\",\"e\":\"x\"}\n{\"k\":\"k0001.csv\",\"e\":\"x\"}\n{\"k\":\"a\",\"e\":\"x\"}"})
    void survives_any_content(String text) throws IOException {
        var bucket = bucket();
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        bucket.store.put(bucket.index(), bytes.toByteArray());
        checkNothingIsLost(bucket);
    }

    @Test
    void survives_a_flipped_bit() {
        var bucket = bucket();
        var bytes = bucket.store.bytes(bucket.index()).orElseThrow();
        bytes[bytes.length / 2] ^= 4;
        bucket.store.put(bucket.index(), bytes);
        checkNothingIsLost(bucket);
    }

    @Test
    void is_the_same_bytes_for_the_same_bucket() {
        assertThat(bucket().store.bytes(new Bucket().index()))
                .contains(bucket().store.bytes(new Bucket().index()).orElseThrow());
    }
}
