package io.allasflow.ingest.engine.compressed;

import io.allasflow.core.error.ErrorCode;
import io.allasflow.ingest.engine.RefusedSourceException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/// Reads the one file of a zip archive, front to back; its end is only reached if nothing else is in the archive.
final class ZipReader extends BulkInputStream {
    /// Each of them is in every document of some kind of Office program, or of Java's.
    private static final Set<String> DOCUMENT_PARTS = Set.of("[Content_Types].xml", "_rels/.rels", "docProps/app.xml",
            "docProps/core.xml", "xl/workbook.xml", "word/document.xml", "ppt/presentation.xml", "mimetype",
            "META-INF/MANIFEST.MF");
    /// In entries that are passed over; real ones take a few kilobytes.
    private static final long MAX_IGNORED_BYTES = 16 << 20;

    private static final int LOCAL_HEADER = 0x0403_4B50;
    private static final int CENTRAL_DIRECTORY = 0x0201_4B50;
    private static final int END_OF_EMPTY = 0x0605_4B50;
    private static final int ENCRYPTED = 1;
    private static final int SIZE_COMES_AFTER = 8;

    private final Entries entries;
    private boolean started;
    private boolean ended;
    private long ignored;

    ZipReader(InputStream in) {
        this.entries = new Entries(in);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0 || ended) {
            return length == 0 ? 0 : -1;
        }
        if (!started && !nextFile()) {
            throw unsupported("without a file");
        }
        started = true;
        int count = entries.read(buffer, offset, length);
        if (count < 0) {
            ended = true;
            if (nextFile()) {
                throw unsupported("with several files");
            }
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        entries.close();
    }

    private boolean nextFile() throws IOException {
        while (entries.isNext()) {
            var entry = entries.getNextEntry();
            if (entry == null) {
                throw new EOFException();
            }
            if (DOCUMENT_PARTS.contains(entry.getName())) {
                throw new RefusedSourceException(ErrorCode.NOT_A_TABLE, "is an Office document or a program's archive");
            }
            if (!isIgnored(entry)) {
                return true;
            }
            passOver();
        }
        return false;
    }

    /// Folders, and what macOS adds to every archive.
    private static boolean isIgnored(ZipEntry entry) {
        var name = entry.getName();
        return entry.isDirectory() || name.startsWith("__MACOSX/") || name.equals(".DS_Store")
                || name.endsWith("/.DS_Store");
    }

    private void passOver() throws IOException {
        var buffer = new byte[1 << 13];
        for (int count = 0; count >= 0; count = entries.read(buffer)) {
            ignored += count;
            if (ignored > MAX_IGNORED_BYTES) {
                throw unsupported("whose folders hold data");
            }
        }
    }

    private static RefusedSourceException unsupported(String what) {
        return new RefusedSourceException(ErrorCode.UNSUPPORTED_ARCHIVE, "is a zip archive " + what);
    }

    /// The JDK's reader takes anything but an entry's header for the end, even a cut; this one looks at it first.
    private static final class Entries extends ZipInputStream {
        Entries(InputStream in) {
            // Names that do not say that they are UTF-8 may be in any encoding; this one decodes them all.
            super(new BufferedInputStream(in, 1 << 16), StandardCharsets.ISO_8859_1);
        }

        /// Whether another entry follows the one that was read to its end.
        boolean isNext() throws IOException {
            // ZipInputStream makes it one, to give back what it read beyond an entry.
            var start = (PushbackInputStream) in;
            var header = start.readNBytes(10);
            start.unread(header);
            if (header.length < 10) {
                throw new EOFException();
            }
            int signature = number(header, 0, 4);
            if (signature == CENTRAL_DIRECTORY || signature == END_OF_EMPTY) {
                return false;
            }
            if (signature != LOCAL_HEADER) {
                throw new ZipException("neither an entry nor the directory");
            }
            int flags = number(header, 6, 2);
            int method = number(header, 8, 2);
            if ((flags & ENCRYPTED) != 0) {
                throw unsupported("that is encrypted");
            }
            if (method != ZipEntry.DEFLATED && (method != ZipEntry.STORED || (flags & SIZE_COMES_AFTER) != 0)) {
                throw unsupported("in a compression other than deflate");
            }
            return true;
        }

        private static int number(byte[] bytes, int offset, int length) {
            int number = 0;
            for (int i = 0; i < length; i++) {
                number |= (bytes[offset + i] & 0xff) << (8 * i);
            }
            return number;
        }
    }
}
