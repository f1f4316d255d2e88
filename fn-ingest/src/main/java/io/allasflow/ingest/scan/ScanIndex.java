package io.allasflow.ingest.scan;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.allasflow.core.layout.BucketLayout;
import io.allasflow.core.store.ObjectMissingException;
import io.allasflow.core.store.ObjectStore;
import io.allasflow.core.store.ObjectWriter;
import io.allasflow.core.store.StoredObject;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jboss.logging.Logger;

/// `state/scan.ndjson.gz`: the scan's memory, one line a source object in listing order, so that a scan merges it with
/// the listing and holds neither. A cache: without it, or where it cannot be read, the statuses are asked instead.
final class ScanIndex {
    private static final Logger LOG = Logger.getLogger(ScanIndex.class);
    private static final String NAME = "state/scan.ndjson.gz";
    private static final JsonMapper LINES = JsonMapper.builder(new JsonFactory())
            .disable(SerializationFeature.INDENT_OUTPUT).disable(SerializationFeature.FLUSH_AFTER_WRITE_VALUE).build();

    private ScanIndex() {}

    /// @param made the configuration and program all entries are about
    /// @param scans how many scans there were
    /// @param models whether there were models, or results of them
    record Header(String made, long scans, boolean models) {
        Header next(boolean modelsNow) {
            return new Header(made, scans + 1, modelsNow);
        }
    }

    /// Reads entries in order, forwards only.
    static final class Reader implements AutoCloseable {
        private final MappingIterator<ScanEntry> entries;
        private final Header header;
        private ScanEntry next;

        private Reader(MappingIterator<ScanEntry> entries, Header header) {
            this.entries = entries;
            this.header = header;
            advance();
        }

        /// An empty one, if there is none for that configuration and program.
        static Reader open(ObjectStore store, BucketLayout layout, String made) {
            try {
                // Kept open: the iterator reads on as the listing goes on.
                var in = new BufferedInputStream(new GZIPInputStream(store.open(layout.own(NAME), null)), 1 << 16);
                var parser = LINES.getFactory().createParser(in);
                parser.nextToken();
                var header = LINES.readValue(parser, Header.class);
                if (header.made().equals(made)) {
                    parser.nextToken();
                    return new Reader(LINES.readerFor(ScanEntry.class).readValues(parser), header);
                }
                parser.close();
                return new Reader(MappingIterator.emptyIterator(), new Header(made, header.scans(), header.models()));
            } catch (ObjectMissingException e) {
                return new Reader(MappingIterator.emptyIterator(), new Header(made, 0, false));
            } catch (IOException | RuntimeException e) {
                LOG.warnf("the scan's memory cannot be read and is made anew: %s", e.getMessage());
                return new Reader(MappingIterator.emptyIterator(), new Header(made, 0, false));
            }
        }

        Header header() {
            return header;
        }

        /// What is remembered of this version, or null. Keys must be asked for in order.
        ScanEntry find(StoredObject object) {
            var key = object.ref().key();
            while (next != null && compare(next.key(), key) < 0) {
                advance();
            }
            if (next == null || !next.key().equals(key)) {
                return null;
            }
            var found = next;
            advance();
            return found.etag().equals(object.etag()) ? found : null;
        }

        /// The next entry that sorts before that key, and so is of an object that is not listed any more; null if there is
        /// none.
        ///
        /// @param key the next one listed; null if all are
        ScanEntry before(String key) {
            if (next == null || key != null && compare(next.key(), key) >= 0) {
                return null;
            }
            var passed = next;
            advance();
            return passed;
        }

        private void advance() {
            try {
                next = entries.hasNext() ? entries.next() : null;
                if (next != null && (next.key() == null || next.etag() == null)) {
                    throw new IllegalStateException("an entry has no key or no ETag");
                }
            } catch (RuntimeException e) {
                LOG.warnf("the scan's memory is damaged and partly made anew: %s", e.getMessage());
                next = null;
            }
        }

        @Override
        public void close() throws IOException {
            entries.close();
        }
    }

    /// Writes entries in order; nothing changes until committed.
    static final class Writer implements AutoCloseable {
        private final ObjectWriter object;
        private final GZIPOutputStream compressed;
        private final JsonGenerator lines;

        Writer(ObjectStore store, BucketLayout layout, Header header) throws IOException {
            object = store.create(layout.own(NAME), "application/gzip", Map.of());
            compressed = new GZIPOutputStream(object, 1 << 13);
            lines = LINES.getFactory().createGenerator(new BufferedOutputStream(compressed, 1 << 16));
            lines.setRootValueSeparator(new SerializedString("\n"));
            LINES.writeValue(lines, header);
        }

        void add(ScanEntry entry) throws IOException {
            LINES.writeValue(lines, entry);
        }

        void commit() throws IOException {
            // Flushed and finished rather than closed: closing would discard the object.
            lines.flush();
            compressed.finish();
            object.commit();
        }

        @Override
        public void close() {
            object.close();
        }
    }

    private static int compare(String a, String b) {
        return Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }
}
