package io.allasflow.clean.engine.duplicate;

import io.allasflow.clean.engine.scan.HeaderRow;
import io.allasflow.clean.engine.scan.RowShape;
import io.allasflow.clean.engine.scan.Rows;
import java.util.Arrays;

/// The hashes of one chunk's records after another's. Serves one thread at a time.
public final class RowHashes {
    private final RowHash hash = new RowHash();
    private boolean[] usable = new boolean[0];
    private long[] highs = new long[0];
    private long[] lows = new long[0];
    private int count;
    private final RowKey key;

    /// @param key in which rows are compared; null if they are not
    public RowHashes(RowKey key) {
        this.key = key;
    }

    public void of(Rows rows, HeaderRow header) {
        count = rows.count();
        if (count > usable.length) {
            usable = new boolean[count];
            highs = Arrays.copyOf(highs, count);
            lows = Arrays.copyOf(lows, count);
        }
        for (var i = 0; i < count; i++) {
            usable[i] = RowShape.of(rows, i, header) == RowShape.USABLE;
            if (usable[i] && key != null) {
                if (key.isOf(rows, i)) {
                    hash.of(rows, i, key.columns());
                } else {
                    hash.of(rows, i);
                }
                highs[i] = hash.high();
                lows[i] = hash.low();
            }
        }
    }

    /// The hashes there are, in order.
    void forEach(HashConsumer consumer) {
        for (var i = 0; i < count; i++) {
            if (usable[i]) {
                consumer.accept(highs[i], lows[i]);
            }
        }
    }

    @FunctionalInterface
    interface HashConsumer {
        void accept(long high, long low);
    }

    int count() {
        return count;
    }

    /// Whether the record has a hash: it is neither empty, of the wrong width nor the header.
    public boolean isUsable(int row) {
        return usable[row];
    }

    long high(int row) {
        return highs[row];
    }

    long low(int row) {
        return lows[row];
    }
}
