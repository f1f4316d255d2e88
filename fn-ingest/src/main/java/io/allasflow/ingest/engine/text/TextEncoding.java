package io.allasflow.ingest.engine.text;

import io.allasflow.ingest.engine.UnreadableTableException;
import io.allasflow.ingest.engine.record.Lines;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Which character encodings a file may be in, most likely first. A wrong guess is found out when the whole file is
/// decoded strictly; then the next one is tried, unless text before the failure proves that the guess was right.
///
/// @param charset decodes strictly
/// @param markLength bytes of the byte order mark, to be skipped
public record TextEncoding(Charset charset, int markLength) {
    /// None, if the sample is not in the encoding that its byte order mark or the user promises.
    ///
    /// @param said by the user; null if nothing is
    /// @throws UnreadableTableException if it is UTF-8 with other bytes in it, or its mark contradicts the user
    public static List<TextEncoding> candidates(byte[] sample, Charset said) throws UnreadableTableException {
        var candidates = new ArrayList<TextEncoding>();
        for (var candidate : all(sample, said)) {
            if (candidate.decode(sample) != null) {
                candidates.add(candidate);
            }
        }
        return candidates;
    }

    private static List<TextEncoding> all(byte[] sample, Charset said) throws UnreadableTableException {
        var marked = marked(sample);
        if (marked != null) {
            if (said != null && !said.equals(marked.charset()) && !said.equals(StandardCharsets.UTF_16)) {
                throw UnreadableTableException.contradicted(marked.charset().name(), said.name());
            }
            return List.of(marked);
        }
        if (said != null) {
            var strict = new TextEncoding(said, 0);
            return said.equals(LenientWindows1252.STRICT)
                    ? List.of(strict, new TextEncoding(new LenientWindows1252(), 0))
                    : List.of(strict);
        }
        var candidates = new ArrayList<TextEncoding>();
        // Western text in UTF-16 has a zero in every other byte.
        if (zeroShare(sample, 1) > 0.4 && zeroShare(sample, 0) < 0.1) {
            candidates.add(new TextEncoding(StandardCharsets.UTF_16LE, 0));
        } else if (zeroShare(sample, 0) > 0.4 && zeroShare(sample, 1) < 0.1) {
            candidates.add(new TextEncoding(StandardCharsets.UTF_16BE, 0));
        }
        // Text in another encoding is practically never valid UTF-8 by accident. The last one decodes anything.
        for (var charset : List.of(StandardCharsets.UTF_8, LenientWindows1252.STRICT,
                new LenientWindows1252())) {
            candidates.add(new TextEncoding(charset, 0));
        }
        return candidates;
    }

    /// Null without a byte order mark.
    private static TextEncoding marked(byte[] sample) {
        if (startsWith(sample, 0xEF, 0xBB, 0xBF)) {
            return new TextEncoding(StandardCharsets.UTF_8, 3);
        }
        if (startsWith(sample, 0xFF, 0xFE)) {
            return new TextEncoding(StandardCharsets.UTF_16LE, 2);
        }
        return startsWith(sample, 0xFE, 0xFF) ? new TextEncoding(StandardCharsets.UTF_16BE, 2) : null;
    }

    /// The sample's text, less a character cut at its end; null if it is not in this encoding.
    String decode(byte[] sample) throws UnreadableTableException {
        var text = CharBuffer.allocate(sample.length + 1);
        var result = StrictReader.strict(charset)
                .decode(ByteBuffer.wrap(sample, markLength, sample.length - markLength), text, false);
        if (!result.isError()) {
            return text.flip().toString();
        }
        var decoded = new DecodedText();
        decoded.add(text.array(), 0, text.position());
        // Bytes of no text may look like UTF-8 for a while, and pages are no tables anyway; they are told apart later.
        if (isProvenBy(decoded) && MarkupFormat.of(text.flip().toString(), false).isEmpty()
                && BinaryFormat.of(sample).isEmpty()
                && !BinaryFormat.isLikely(new String(sample, StandardCharsets.ISO_8859_1))) {
            throw UnreadableTableException.notUtf8(1 + Lines.breaks(text.array(), 0, text.limit()));
        }
        return null;
    }

    /// Whether no other encoding is worth a try. One that decodes anything would make other characters of the ones that
    /// were right.
    boolean isProvenBy(DecodedText decoded) {
        return charset.equals(StandardCharsets.UTF_8) && (markLength > 0 || decoded.isBeyondAscii());
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
