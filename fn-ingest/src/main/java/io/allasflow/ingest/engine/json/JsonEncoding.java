package io.allasflow.ingest.engine.json;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/// The encoding of a JSON text. Its first character is ASCII, so the zeros among the first bytes tell it (RFC 4627,
/// section 3), where no byte order mark does.
///
/// @param markLength bytes of the byte order mark, to be skipped
record JsonEncoding(Charset charset, int markLength) {
    static JsonEncoding of(byte[] sample) {
        int first = at(sample, 0);
        int second = at(sample, 1);
        int third = at(sample, 2);
        int fourth = at(sample, 3);
        if (first == 0xEF && second == 0xBB && third == 0xBF) {
            return new JsonEncoding(StandardCharsets.UTF_8, 3);
        }
        if (first == 0 && second == 0) {
            return new JsonEncoding(StandardCharsets.UTF_32BE, third == 0xFE && fourth == 0xFF ? 4 : 0);
        }
        boolean wide = third == 0 && fourth == 0;
        if (first == 0xFF && second == 0xFE) {
            return wide
                    ? new JsonEncoding(StandardCharsets.UTF_32LE, 4)
                    : new JsonEncoding(StandardCharsets.UTF_16LE, 2);
        }
        if (first == 0xFE && second == 0xFF) {
            return new JsonEncoding(StandardCharsets.UTF_16BE, 2);
        }
        if (first == 0) {
            return new JsonEncoding(StandardCharsets.UTF_16BE, 0);
        }
        if (second == 0) {
            return new JsonEncoding(wide ? StandardCharsets.UTF_32LE : StandardCharsets.UTF_16LE, 0);
        }
        return new JsonEncoding(StandardCharsets.UTF_8, 0);
    }

    /// What is no text of this encoding is replaced.
    String decode(byte[] sample) {
        return new String(sample, markLength, sample.length - markLength, charset);
    }

    private static int at(byte[] sample, int index) {
        return index < sample.length ? sample[index] & 0xff : -1;
    }
}
