package io.allasflow.core.hash;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Names and fingerprints that are the same on every machine.
public final class Sha256 {
    private Sha256() {}

    /// The first `characters` of the digest in hexadecimal.
    public static String hex(byte[] bytes, int characters) {
        return HexFormat.of().formatHex(digest(bytes)).substring(0, characters);
    }

    public static String hex(String text, int characters) {
        return hex(text.getBytes(StandardCharsets.UTF_8), characters);
    }

    /// The first 64 bits of the digest, for sums over sets.
    public static long first64(String text) {
        return ByteBuffer.wrap(digest(text.getBytes(StandardCharsets.UTF_8))).getLong();
    }

    private static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
