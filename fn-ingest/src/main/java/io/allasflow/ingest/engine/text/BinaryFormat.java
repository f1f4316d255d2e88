package io.allasflow.ingest.engine.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// Files that are recognised and are no text. Archives that are opened are not among them.
enum BinaryFormat {
    PNG("a PNG image", 0, 0x89, 'P', 'N', 'G'),
    JPEG("a JPEG image", 0, 0xFF, 0xD8, 0xFF),
    GIF("a GIF image", 0, 'G', 'I', 'F', '8'),
    PDF("a PDF document", 0, '%', 'P', 'D', 'F', '-'),
    OLE("an old Office document", 0, 0xD0, 0xCF, 0x11, 0xE0),
    /// With the byte that its first structure starts with: `PAR1` alone may be a column's name.
    PARQUET("a Parquet table", 0, 'P', 'A', 'R', '1', 0x15),
    AVRO("an Avro table", 0, 'O', 'b', 'j', 1),
    HDF5("an HDF5 file", 0, 0x89, 'H', 'D', 'F'),
    SQLITE("an SQLite database", 0, "SQLite format 3".getBytes(StandardCharsets.US_ASCII)),
    TAR("a tar archive", 257, "ustar".getBytes(StandardCharsets.US_ASCII)),
    SEVEN_ZIP("a 7z archive", 0, '7', 'z', 0xBC, 0xAF),
    XZ("an xz archive", 0, 0xFD, '7', 'z', 'X', 'Z'),
    ZSTANDARD("a Zstandard archive", 0, 0x28, 0xB5, 0x2F, 0xFD);

    /// Shorter texts may have some more control characters.
    private static final int SHORT = 100;
    private static final int MOST_IN = 50;
    private static final int MOST_IN_SHORT = 8;

    private final String description;
    private final int at;
    private final byte[] magic;

    BinaryFormat(String description, int at, int... magic) {
        this.description = description;
        this.at = at;
        this.magic = new byte[magic.length];
        for (int i = 0; i < magic.length; i++) {
            this.magic[i] = (byte) magic[i];
        }
    }

    BinaryFormat(String description, int at, byte[] magic) {
        this.description = description;
        this.at = at;
        this.magic = magic;
    }

    String description() {
        return description;
    }

    static Optional<BinaryFormat> of(byte[] sample) {
        return Arrays.stream(values()).filter(format -> format.matches(sample)).findFirst();
    }

    private boolean matches(byte[] sample) {
        int end = at + magic.length;
        return sample.length >= end && Arrays.equals(sample, at, end, magic, 0, magic.length);
    }

    /// Whether decoded text holds more than a few control characters.
    static boolean isLikely(String text) {
        long controls = text.chars().filter(c -> c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f').count();
        return controls * (text.length() < SHORT ? MOST_IN_SHORT : MOST_IN) > text.length();
    }
}
