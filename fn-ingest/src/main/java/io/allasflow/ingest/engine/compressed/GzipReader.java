package io.allasflow.ingest.engine.compressed;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/// Reads all members of a gzip file (RFC 1952) as one.
///
/// The JDK's `GZIPInputStream` takes whatever follows a member and does not look like another for nothing, so that a
/// member with a damaged header would be lost without a word.
final class GzipReader extends BulkInputStream {
    private static final int DEFLATE = 8;
    private static final int HEADER_CHECKSUM = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int RESERVED = 0xE0;

    private final InputStream in;
    private final byte[] bytes = new byte[1 << 16];
    private int position;
    private int limit;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private boolean started;
    private boolean inMember;
    private boolean ended;

    GzipReader(InputStream in) {
        this.in = in;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (!ended) {
            if (inMember) {
                int count = inflate(buffer, offset, length);
                if (count > 0) {
                    checksum.update(buffer, offset, count);
                    return count;
                }
                endMember();
            } else {
                startMember();
            }
        }
        return -1;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }

    private void startMember() throws IOException {
        int first = next();
        while (started && first == 0) {
            // Tapes and some tools fill up with zeros.
            first = next();
        }
        if (started && first < 0) {
            ended = true;
            return;
        }
        if (first != 0x1F || needed() != 0x8B || needed() != DEFLATE) {
            throw new ZipException("no member");
        }
        int flags = needed();
        if ((flags & RESERVED) != 0) {
            throw new ZipException("unknown flags");
        }
        skip(6);
        if ((flags & EXTRA) != 0) {
            skip((int) number(2));
        }
        for (int text : new int[]{NAME, COMMENT}) {
            while ((flags & text) != 0 && needed() != 0) {
                // Ends with a zero.
            }
        }
        skip((flags & HEADER_CHECKSUM) != 0 ? 2 : 0);
        started = true;
        inMember = true;
        checksum.reset();
        inflater.reset();
        inflater.setInput(bytes, position, limit - position);
    }

    private int inflate(byte[] buffer, int offset, int length) throws IOException {
        try {
            while (true) {
                int count = inflater.inflate(buffer, offset, length);
                if (count > 0 || inflater.finished()) {
                    return count;
                }
                if (inflater.needsDictionary()) {
                    throw new ZipException("needs a dictionary");
                }
                if (!fill()) {
                    throw new EOFException();
                }
                inflater.setInput(bytes, 0, limit);
            }
        } catch (DataFormatException e) {
            var damaged = new ZipException("not deflated data");
            damaged.initCause(e);
            throw damaged;
        }
    }

    private void endMember() throws IOException {
        position = limit - inflater.getRemaining();
        long size = inflater.getBytesWritten() & 0xFFFF_FFFFL;
        if (number(4) != checksum.getValue() || number(4) != size) {
            throw new ZipException("wrong checksum");
        }
        inMember = false;
    }

    private void skip(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            needed();
        }
    }

    private long number(int length) throws IOException {
        long number = 0;
        for (int i = 0; i < length; i++) {
            number |= (long) needed() << (8 * i);
        }
        return number;
    }

    private int needed() throws IOException {
        int next = next();
        if (next < 0) {
            throw new EOFException();
        }
        return next;
    }

    private int next() throws IOException {
        return position < limit || fill() ? bytes[position++] & 0xff : -1;
    }

    private boolean fill() throws IOException {
        position = 0;
        limit = Math.max(0, in.read(bytes, 0, bytes.length));
        return limit > 0;
    }
}
