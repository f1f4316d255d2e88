package sampledata;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.Adler32;
import java.util.zip.CRC32;
import java.util.zip.Checksum;

/// Makes `broken/photo.csv`.
public final class Photo {
    private Photo() {}

    /// A valid 8 × 8 grey PNG under a table's name. Its one deflate block is a stored one: no library's choice in it.
    public static byte[] photo() {
        int side = 8;
        var scanLines = ByteBuffer.allocate(side * (side + 1));
        for (int y = 0; y < side; y++) {
            scanLines.put((byte) 0); // filter: none
            for (int x = 0; x < side; x++) {
                scanLines.put((byte) (32 * x ^ 16 * y));
            }
        }
        byte[] pixels = scanLines.array();
        var zlib = ByteBuffer.allocate(2 + 5 + pixels.length + 4);
        zlib.put((byte) 0x78).put((byte) 0x01).put((byte) 1);
        zlib.put((byte) pixels.length).put((byte) 0).put((byte) ~pixels.length).put((byte) ~0);
        zlib.put(pixels).putInt(sum(new Adler32(), pixels));

        var header = ByteBuffer.allocate(13).putInt(side).putInt(side).put((byte) 8);
        var png = new ByteArrayOutputStream();
        png.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        png.writeBytes(pngChunk("IHDR", header.array()));
        png.writeBytes(pngChunk("IDAT", zlib.array()));
        png.writeBytes(pngChunk("IEND", new byte[0]));
        return png.toByteArray();
    }

    private static byte[] pngChunk(String type, byte[] data) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        byte[] body = ByteBuffer.allocate(name.length + data.length).put(name).put(data).array();
        int sum = sum(new CRC32(), body);
        return ByteBuffer.allocate(4 + body.length + 4).putInt(data.length).put(body).putInt(sum).array();
    }

    private static int sum(Checksum checksum, byte[] data) {
        checksum.update(data);
        return (int) checksum.getValue();
    }
}
