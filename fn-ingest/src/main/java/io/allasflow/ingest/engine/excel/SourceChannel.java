package io.allasflow.ingest.engine.excel;

import io.allasflow.ingest.engine.RefusedSourceException;
import io.allasflow.ingest.engine.compressed.BulkInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.util.LinkedHashMap;

/// A source as a file. Reads blocks of 64 KiB and keeps the last 16, so that jumping about in what was just seen, and a
/// little ahead, asks for nothing again: a small workbook costs one request.
public final class SourceChannel implements SeekableByteChannel {
    private static final int BLOCK = 1 << 16;
    private static final int MOST_BLOCKS = 16;
    /// To read on over a few blocks is quicker than another request.
    private static final int MOST_PASSED_OVER = 4;

    private final RandomAccess source;
    private final long size;
    private final LinkedHashMap<Long, byte[]> blocks = new LinkedHashMap<>();
    private InputStream stream;
    private long nextBlock;
    private long position;
    private boolean open = true;
    private long allowed = Long.MAX_VALUE;

    public SourceChannel(RandomAccess source) {
        this.source = source;
        this.size = source.size();
    }

    /// All bytes from the start, for a reader that goes through them once.
    public InputStream stream() {
        return new BulkInputStream() {
            private long at;

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                position = at;
                int read = SourceChannel.this.read(ByteBuffer.wrap(buffer, offset, length));
                at = position;
                return read;
            }
        };
    }

    /// How many more bytes may be read, each time one is read.
    public void allow(long bytes) {
        allowed = bytes;
    }

    @Override
    public int read(ByteBuffer target) throws RefusedSourceException {
        if (position >= size) {
            return -1;
        }
        var block = block(position / BLOCK);
        int offset = (int) (position % BLOCK);
        int length = Math.min(target.remaining(), block.length - offset);
        target.put(block, offset, length);
        position += length;
        allowed -= length;
        if (allowed < 0) {
            throw Faults.tooComplex("with too many parts");
        }
        return length;
    }

    private byte[] block(long index) {
        var kept = blocks.get(index);
        if (kept != null) {
            return kept;
        }
        try {
            if (stream == null || index < nextBlock || index > nextBlock + MOST_PASSED_OVER) {
                reopen(index);
            }
            while (nextBlock <= index) {
                readBlock();
            }
            return blocks.get(index);
        } catch (IOException | RuntimeException e) {
            throw new SourceFailure(e);
        }
    }

    private void reopen(long index) throws IOException {
        closeStream();
        // What stands before the end is about to be read as well.
        long last = (size - 1) / BLOCK;
        nextBlock = index == last ? Math.max(0, last - MOST_PASSED_OVER) : index;
        stream = source.open(nextBlock * BLOCK);
    }

    private void readBlock() throws IOException {
        int length = (int) Math.min(BLOCK, size - nextBlock * BLOCK);
        var block = stream.readNBytes(length);
        if (block.length < length) {
            throw new EOFException("the source ended before its last byte");
        }
        blocks.put(nextBlock, block);
        nextBlock++;
        if (blocks.size() > MOST_BLOCKS) {
            blocks.pollFirstEntry();
        }
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public SeekableByteChannel position(long newPosition) {
        position = newPosition;
        return this;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() throws IOException {
        open = false;
        closeStream();
    }

    private void closeStream() throws IOException {
        if (stream != null) {
            stream.close();
            stream = null;
        }
    }

    @Override
    public int write(ByteBuffer bytes) {
        throw new NonWritableChannelException();
    }

    @Override
    public SeekableByteChannel truncate(long newSize) {
        throw new NonWritableChannelException();
    }
}
