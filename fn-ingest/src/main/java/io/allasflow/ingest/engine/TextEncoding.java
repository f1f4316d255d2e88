package io.allasflow.ingest.engine;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Which character encodings a file may be in, most likely first. A wrong guess is found out when the whole file is
/// decoded strictly; then the next one is tried.
///
/// @param charset decodes strictly
/// @param markLength bytes of the byte order mark, to be skipped
public record TextEncoding(Charset charset, int markLength) {
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    /// None, if the byte order mark promises an encoding that the sample is not in.
    public static List<TextEncoding> candidates(byte[] sample) {
        return all(sample).stream().filter(candidate -> candidate.decode(sample) != null).toList();
    }

    private static List<TextEncoding> all(byte[] sample) {
        if (startsWith(sample, 0xEF, 0xBB, 0xBF)) {
            return List.of(new TextEncoding(StandardCharsets.UTF_8, 3));
        }
        if (startsWith(sample, 0xFF, 0xFE)) {
            return List.of(new TextEncoding(StandardCharsets.UTF_16LE, 2));
        }
        if (startsWith(sample, 0xFE, 0xFF)) {
            return List.of(new TextEncoding(StandardCharsets.UTF_16BE, 2));
        }
        var candidates = new ArrayList<TextEncoding>();
        // Western text in UTF-16 has a zero in every other byte.
        if (zeroShare(sample, 1) > 0.4 && zeroShare(sample, 0) < 0.1) {
            candidates.add(new TextEncoding(StandardCharsets.UTF_16LE, 0));
        } else if (zeroShare(sample, 0) > 0.4 && zeroShare(sample, 1) < 0.1) {
            candidates.add(new TextEncoding(StandardCharsets.UTF_16BE, 0));
        }
        // Text in another encoding is practically never valid UTF-8 by accident. ISO 8859-1 decodes anything.
        for (var charset : List.of(StandardCharsets.UTF_8, WINDOWS_1252, StandardCharsets.ISO_8859_1)) {
            candidates.add(new TextEncoding(charset, 0));
        }
        return candidates;
    }

    /// The sample's text, less a character cut at its end; null if it is not in this encoding.
    String decode(byte[] sample) {
        var decoder = charset.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        var text = CharBuffer.allocate(sample.length + 1);
        var result = decoder.decode(ByteBuffer.wrap(sample, markLength, sample.length - markLength), text, false);
        return result.isError() ? null : text.flip().toString();
    }

    private static boolean startsWith(byte[] bytes, int... start) {
        for (int i = 0; i < start.length; i++) {
            if (i >= bytes.length || (bytes[i] & 0xff) != start[i]) {
                return false;
            }
        }
        return true;
    }

    private static double zeroShare(byte[] bytes, int first) {
        int zeros = 0;
        int seen = 0;
        for (int i = first; i < bytes.length; i += 2) {
            zeros += bytes[i] == 0 ? 1 : 0;
            seen++;
        }
        return seen == 0 ? 0 : (double) zeros / seen;
    }
}
