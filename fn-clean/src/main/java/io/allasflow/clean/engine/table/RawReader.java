package io.allasflow.clean.engine.table;

import io.allasflow.clean.engine.RawTable;
import io.allasflow.core.csv.CanonicalCsv;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/// One pass over the raw table's records, the header first.
final class RawReader implements Closeable {
    private final CSVParser parser;
    private final Iterator<CSVRecord> records;

    RawReader(RawTable raw) throws IOException {
        parser = CanonicalCsv.parse(raw.open());
        records = parser.iterator();
    }

    /// @return the next record's cells; null at the end
    String[] next() throws IOException {
        try {
            return records.hasNext() ? records.next().values() : null;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
