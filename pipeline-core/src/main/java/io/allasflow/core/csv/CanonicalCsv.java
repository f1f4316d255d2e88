package io.allasflow.core.csv;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.BufferedWriter;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;

/// The one CSV form every object of ours is in: UTF-8 without a byte order mark, RFC 4180 quoting where needed,
/// comma, LF, a header row. A blank line is never written: a record of one empty cell is `""`.
public final class CanonicalCsv {
    public static final String CONTENT_TYPE = "text/csv; charset=utf-8; header=present";

    public static final CSVFormat FORMAT = CSVFormat.RFC4180.builder().setRecordSeparator('\n')
            .setIgnoreEmptyLines(false).get();

    private CanonicalCsv() {}

    /// Reads records, the header row among them. A malformed byte sequence is an error, never a replacement character.
    public static CSVParser parse(InputStream in) throws IOException {
        var decoder = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        return FORMAT.parse(new BufferedReader(new InputStreamReader(in, decoder), 1 << 16));
    }

    /// Writes records. An unpaired surrogate is an error, never a question mark. Closing closes `out`.
    public static CSVPrinter print(OutputStream out) throws IOException {
        var encoder = StandardCharsets.UTF_8.newEncoder().onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        return FORMAT.print(new BufferedWriter(new OutputStreamWriter(out, encoder), 1 << 16));
    }
}
