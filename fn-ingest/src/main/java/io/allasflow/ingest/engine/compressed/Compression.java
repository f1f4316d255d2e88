package io.allasflow.ingest.engine.compressed;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.allasflow.core.error.ErrorCode;
import io.allasflow.ingest.engine.ByteSource;
import io.allasflow.ingest.engine.RefusedSourceException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// The archives that are opened, known by how they start and not by their name.
public enum Compression {
    @JsonProperty("gzip")
    GZIP("a gzip archive"),
    @JsonProperty("zip")
    ZIP("a zip archive");

    private static final int TAR_MAGIC_AT = 257;
    private static final byte[] TAR_MAGIC = "ustar".getBytes(StandardCharsets.US_ASCII);

    private final String description;

    Compression(String description) {
        this.description = description;
    }

    public static Optional<Compression> of(byte[] sample) {
        if (startsWith(sample, 0x1F, 0x8B)) {
            return Optional.of(GZIP);
        }
        // The latter is an archive without entries.
        if (startsWith(sample, 'P', 'K', 3, 4) || startsWith(sample, 'P', 'K', 5, 6)) {
            return Optional.of(ZIP);
        }
        return Optional.empty();
    }

    /// The one file in the archive. What is wrong with it shows as a [RefusedSourceException] while it is read, at the
    /// latest at its end; failures of the archive's own source stay what they are.
    ///
    /// @param maxBytes more of them are refused
    public ByteSource unpack(ByteSource archive, long maxBytes) {
        return () -> {
            var packed = new PackedBytes(archive.open());
            InputStream plain = switch (this) {
                case GZIP -> new GzipReader(packed);
                case ZIP -> new ZipReader(packed);
            };
            return new UnpackedBytes(this, packed, plain, maxBytes);
        };
    }

    /// An archive in an archive is never opened: every level multiplies what a few bytes can grow to.
    ///
    /// @param sample the start of what came out of an archive
    public void refuseNested(byte[] sample) throws RefusedSourceException {
        boolean tar = sample.length >= TAR_MAGIC_AT + TAR_MAGIC.length && Arrays.equals(sample, TAR_MAGIC_AT,
                TAR_MAGIC_AT + TAR_MAGIC.length, TAR_MAGIC, 0, TAR_MAGIC.length);
        var inner = tar ? Optional.of("a tar archive") : of(sample).map(compression -> compression.description);
        if (inner.isPresent()) {
            throw new RefusedSourceException(ErrorCode.UNSUPPORTED_ARCHIVE,
                    "is " + description + " that holds " + inner.get() + ", not a table");
        }
    }

    String description() {
        return description;
    }

    private static boolean startsWith(byte[] sample, int... start) {
        for (int i = 0; i < start.length; i++) {
            if (i >= sample.length || (sample[i] & 0xff) != start[i]) {
                return false;
            }
        }
        return true;
    }
}
