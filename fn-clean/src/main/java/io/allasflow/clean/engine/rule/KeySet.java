package io.allasflow.clean.engine.rule;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// A set of texts by 127 bits of their SHA-256: two of a million texts share them by chance once in 10^26 such sets, and
/// nobody knows how to make two that do.
final class KeySet {
    private final int most;
    /// Two longs for each slot, both 0 for a free one. A power of two, at most half full.
    private long[] slots = new long[1 << 10];
    private int used;
    private boolean full;
    private final MessageDigest digest;

    KeySet(int most) {
        this.most = most;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// @return whether it was not there yet, and is now
    boolean add(CharSequence key) {
        var bytes = ByteBuffer.allocate(2 * key.length());
        bytes.asCharBuffer().put(key.toString());
        var hash = ByteBuffer.wrap(digest.digest(bytes.array()));
        var high = hash.getLong();
        var low = hash.getLong() | 1;
        var at = slotOf(high, low);
        if (slots[at] != 0 || slots[at + 1] != 0) {
            return false;
        }
        if (used == most) {
            full = true;
            return false;
        }
        slots[at] = high;
        slots[at + 1] = low;
        used++;
        if (used * 4L > slots.length) {
            grow();
        }
        return true;
    }

    /// Whether a key was refused for want of room.
    boolean isFull() {
        return full;
    }

    private int slotOf(long high, long low) {
        var at = (int) high << 1 & slots.length - 2;
        while ((slots[at] != high || slots[at + 1] != low) && (slots[at] != 0 || slots[at + 1] != 0)) {
            at = at + 2 & slots.length - 2;
        }
        return at;
    }

    private void grow() {
        var old = slots;
        slots = new long[2 * old.length];
        for (var i = 0; i < old.length; i += 2) {
            if (old[i] != 0 || old[i + 1] != 0) {
                var at = slotOf(old[i], old[i + 1]);
                slots[at] = old[i];
                slots[at + 1] = old[i + 1];
            }
        }
    }
}
