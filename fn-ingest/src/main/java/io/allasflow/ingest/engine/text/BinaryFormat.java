package io.allasflow.ingest.engine.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// Files that are recognised and are not delimited text.
enum BinaryFormat {
    PNG("a PNG image", 0x89, 'P', 'N', 'G'),
    JPEG("a JPEG image", 0xFF, 0xD8, 0xFF),
    GIF("a GIF image", 'G', 'I', 'F',
            '8'),
    PDF("a PDF document", '%', 'P', 'D', 'F', '-'),
    ZIP("a zip archive or an Office document", 'P', 'K',
            3, 4),
    GZIP("a gzip archive", 0x1F, 0x8B),
    OLE("an old Office document", 0xD0, 0xCF, 0x11,
            0xE0),
    /// With the byte that its first structure starts with: `PAR1` alone may be a column's name.
    PARQUET("a Parquet table", 'P',
            'A', 'R', '1', 0x15),
    SQLITE("an SQLite database",
            "SQLite format 3".getBytes(StandardCharsets.US_ASCII));

    private final String description;
    private final byte[] start;

    BinaryFormat(String description, int... start) {
        this.description = description;
        this.start = new byte[start.length];
        for (int i = 0; i < start.length; i++) {
            this.start[i] = (byte) start[i];
        }
    }

    BinaryFormat(String description, byte[] start) {
        this.description = description;
        this.start = start;
    }

    String description() {
        return description;
    }

    static Optional<BinaryFormat> of(byte[] sample) {
        return Arrays.stream(values()).filter(format -> sample.length >= format.start.length
                && Arrays.equals(sample, 0, format.start.length, format.start, 0, format.start.length)).findFirst();
    }

    /// Whether decoded text holds what text does not: NUL, or more than a few other control characters.
    static boolean isLikely(String text) {
        long controls = text.chars().filter(c -> c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f').count();
        return text.indexOf(0) >= 0 || controls * 50 > text.length();
    }
}
