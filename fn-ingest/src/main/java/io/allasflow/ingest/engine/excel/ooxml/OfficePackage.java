package io.allasflow.ingest.engine.excel.ooxml;

import io.allasflow.ingest.engine.RefusedSourceException;
import io.allasflow.ingest.engine.excel.Faults;
import io.allasflow.ingest.engine.excel.SourceChannel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/// The zip file that an Office document is, read at random: what refers to a part may stand before or after it.
final class OfficePackage {
    /// Of the directory at the end, which is held; large workbooks have some kilobytes.
    private static final long MOST_DIRECTORY_BYTES = 2 << 20;
    private static final String OPEN_DOCUMENT = "application/vnd.oasis.opendocument.";

    private final ZipFile zip;
    private final long maxBytes;
    /// Names count whatever the case of their letters.
    private final Map<String, ZipArchiveEntry> entries = new HashMap<>();

    /// @throws IOException if it is no zip file
    OfficePackage(SourceChannel source, long maxBytes) throws IOException {
        source.allow(MOST_DIRECTORY_BYTES);
        this.zip = ZipFile.builder().setSeekableByteChannel(source).setIgnoreLocalFileHeader(true)
                .setUseUnicodeExtraFields(false).get();
        source.allow(Long.MAX_VALUE);
        this.maxBytes = maxBytes;
        for (var entry : (Iterable<ZipArchiveEntry>) () -> zip.getEntries().asIterator()) {
            var key = key(entry.getName());
            // Which of two is meant nobody knows, unless it is neither.
            entries.put(key, entries.containsKey(key) ? null : entry);
        }
    }

    boolean has(String name) {
        return entries.containsKey(key(name));
    }

    /// @param name from the package's root
    PartBytes open(String name) throws IOException {
        var entry = entries.get(key(name));
        if (entry == null) {
            throw Faults.damaged("a part is missing, or there twice");
        }
        if (entry.getGeneralPurposeBit().usesEncryption()) {
            throw Faults.encrypted();
        }
        var raw = zip.getRawInputStream(entry);
        InputStream plain = switch (entry.getMethod()) {
            case ZipEntry.STORED -> raw;
            case ZipEntry.DEFLATED -> inflated(raw);
            default -> throw Faults.damaged("a part is in a compression other than deflate");
        };
        return new PartBytes(plain, entry.getCompressedSize(), entry.getSize(), entry.getCrc(), maxBytes);
    }

    /// @throws RefusedSourceException if it is a document of another kind of office program
    void refuseOpenDocument() throws IOException {
        if (!has("mimetype")) {
            return;
        }
        try (var in = open("mimetype")) {
            var type = new String(in.readNBytes(100), StandardCharsets.US_ASCII);
            if (type.startsWith(OPEN_DOCUMENT)) {
                throw Faults.notATable(type.startsWith("spreadsheet", OPEN_DOCUMENT.length())
                        ? "an OpenDocument spreadsheet (.ods); save it as .xlsx or CSV"
                        : "an OpenDocument file that is no spreadsheet");
            }
        }
    }

    private static InputStream inflated(InputStream raw) {
        var inflater = new Inflater(true);
        return new InflaterInputStream(raw, inflater, 1 << 16) {
            @Override
            public void close() throws IOException {
                super.close();
                inflater.end();
            }
        };
    }

    private static String key(String name) {
        var path = name.replace('\\', '/').toLowerCase(Locale.ROOT);
        return path.startsWith("/") ? path.substring(1) : path;
    }
}
