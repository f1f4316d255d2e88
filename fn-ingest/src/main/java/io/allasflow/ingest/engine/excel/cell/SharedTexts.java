package io.allasflow.ingest.engine.excel.cell;

import io.allasflow.ingest.engine.RefusedSourceException;
import io.allasflow.ingest.engine.excel.Faults;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The texts that cells refer to by number. They are needed at any time, so all are held, as UTF-8: at most 64 MiB with
/// the four bytes that each takes besides.
public final class SharedTexts {
    private static final long MOST_BYTES = 64 << 20;
    private static final int BLOCK = 1 << 20;

    private final List<byte[]> blocks = new ArrayList<>();
    private int[] ends = new int[1 << 10];
    private int count;

    public void add(String text) throws RefusedSourceException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        int start = count == 0 ? 0 : ends[count - 1];
        if (start + bytes.length + 4L * (count + 1) > MOST_BYTES) {
            throw Faults.tooComplex("with more than " + (MOST_BYTES >> 20)
                    + " MiB of different texts; save each sheet as CSV");
        }
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, 2 * count);
        }
        ends[count++] = start + bytes.length;
        for (int done = 0; done < bytes.length;) {
            int offset = (start + done) % BLOCK;
            if (offset == 0) {
                blocks.add(new byte[BLOCK]);
            }
            int length = Math.min(bytes.length - done, BLOCK - offset);
            System.arraycopy(bytes, done, blocks.getLast(), offset, length);
            done += length;
        }
    }

    /// @param index from 0
    public String get(int index) throws RefusedSourceException {
        if (index < 0 || index >= count) {
            throw Faults.damaged("a cell refers to a text that is not there");
        }
        int start = index == 0 ? 0 : ends[index - 1];
        int length = ends[index] - start;
        if (start % BLOCK + length <= BLOCK) {
            return length == 0
                    ? ""
                    : new String(blocks.get(start / BLOCK), start % BLOCK, length, StandardCharsets.UTF_8);
        }
        var bytes = new byte[length];
        for (int done = 0; done < length;) {
            int offset = (start + done) % BLOCK;
            int part = Math.min(length - done, BLOCK - offset);
            System.arraycopy(blocks.get((start + done) / BLOCK), offset, bytes, done, part);
            done += part;
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
