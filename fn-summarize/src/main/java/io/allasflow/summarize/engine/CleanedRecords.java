package io.allasflow.summarize.engine;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;

/// The records of a cleaned table one after another, the header row first. A malformed byte sequence is an error.
public final class CleanedRecords implements Iterator<List<String>>, AutoCloseable {
    private static final CsvReader.CsvReaderBuilder FORMAT = CsvReader.builder().skipEmptyLines(false)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE).missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .allowUnclosedQuote(false).detectBomHeader(false).maxBufferSize(Integer.MAX_VALUE - 8);

    private final CsvReader<CsvRecord> reader;
    private final Iterator<CsvRecord> records;

    /// Closing closes `in`.
    public CleanedRecords(InputStream in) {
        var decoder = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        reader = FORMAT.ofCsvRecord(new InputStreamReader(in, decoder));
        records = reader.iterator();
    }

    @Override
    public boolean hasNext() {
        return records.hasNext();
    }

    @Override
    public List<String> next() {
        return records.next().getFields();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
