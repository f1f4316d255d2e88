package io.allasflow.clean.engine.ledger;

import io.allasflow.core.csv.CanonicalCsv;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/// The records of one output, with a look at the next.
final class LedgerLines implements Closeable {
    private final String name;
    private final CSVParser parser;
    private final Iterator<CSVRecord> records;
    private CSVRecord next;

    LedgerLines(String name, InputStream in) throws IOException {
        this.name = name;
        this.parser = CanonicalCsv.parse(in);
        this.records = parser.iterator();
    }

    /// @param names what the first record must start with
    void header(List<String> names) throws IOException {
        if (next() == null || next.size() < names.size()
                || !List.of(next.values()).subList(0, names.size()).equals(names)) {
            throw new LedgerException(name + " should start with the columns " + names);
        }
        take();
    }

    /// The next record, not taken yet; null at the end.
    CSVRecord next() throws IOException {
        try {
            if (next == null && records.hasNext()) {
                next = records.next();
            }
            return next;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /// The number of the raw row that the next record is about.
    long row() throws LedgerException {
        try {
            return Long.parseLong(next.get(0));
        } catch (NumberFormatException e) {
            throw new LedgerException("a line of " + name + " has no row number");
        }
    }

    CSVRecord take() {
        var taken = next;
        next = null;
        return taken;
    }

    /// @throws LedgerException if there is more
    void end() throws IOException {
        if (next() != null) {
            throw new LedgerException("lines of " + name + " are about rows that are not there, or not in their order");
        }
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
