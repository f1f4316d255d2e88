package io.allasflow.ingest.engine.excel;

import io.allasflow.ingest.engine.RefusedSourceException;
import io.allasflow.ingest.engine.excel.biff.BiffWorkbook;
import io.allasflow.ingest.engine.excel.ooxml.OoxmlWorkbook;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;

/// The worksheets of an Excel workbook: `.xlsx`, `.xlsm` and `.xls` from Excel 97 on.
///
/// ```java
/// try (var workbook = Workbook.open(source, maxBytes).orElseThrow()) {
///     for (var sheet : workbook.sheets()) {
///         try (var rows = sheet.rows()) {
///             for (var row = rows.next(); row != null; row = rows.next()) {
///                 System.out.println(row.line() + ": " + row.cells());
///             }
///         }
///     }
/// }
/// ```
///
/// A cell is text. Numbers are the shortest decimals that read back to the stored ones, whatever their format: 12.5 % is
/// `0.125`. Dates and times are ISO 8601: `2024-03-01`, `2024-03-01T12:30:00`, `12:30:00`, and `PT36H30M` for hours that
/// go on beyond a day; a number that is no date of its calendar stays a number. Booleans are `true` and `false`, errors
/// what Excel shows, formulas what they gave when they were last calculated.
public final class Workbook implements Closeable {
    private static final int START_BYTES = 100;
    /// Excel allows 31. They travel in headers, and become part of keys.
    private static final int MOST_NAME_CHARACTERS = 100;
    private static final String COMPOUND_FILE = "\u00D0\u00CF\u0011\u00E0\u00A1\u00B1\u001A\u00E1";
    private static final String ZIP_FILE = "PK\u0003\u0004";
    private static final int ZIP_NAME_AT = 30;
    private static final List<String> PARTS = List.of("[Content_Types].xml", "_rels/", "docProps/", "xl/");

    private final SourceChannel source;
    private final List<Sheet> sheets;

    private Workbook(SourceChannel source, List<Sheet> sheets) {
        this.source = source;
        this.sheets = sheets;
    }

    /// The kind of workbook that what starts so may be, `xlsx` or `xls`.
    public static Optional<String> kind(byte[] start) {
        var text = new String(start, 0, Math.min(start.length, START_BYTES), StandardCharsets.ISO_8859_1);
        return text.startsWith(ZIP_FILE)
                ? Optional.of("xlsx")
                : text.startsWith(COMPOUND_FILE) ? Optional.of("xls") : Optional.empty();
    }

    /// Reads what the workbook says of its sheets, not the sheets themselves. The failures of the source stay what they
    /// are, here and later.
    ///
    /// @param maxBytes more of them in one part, or in one sheet as text, are refused
    /// @return nothing if it is not a workbook, nor another office document: perhaps a zip file of something else
    /// @throws RefusedSourceException if it is damaged, beyond a limit, or another office document
    public static Optional<Workbook> open(RandomAccess source, long maxBytes) throws IOException {
        var channel = new SourceChannel(source);
        var found = Optional.<Workbook>empty();
        try {
            found = Faults.told("its list of sheets", () -> find(channel, maxBytes))
                    .map(sheets -> new Workbook(channel, sheets));
            return found;
        } finally {
            if (found.isEmpty()) {
                channel.close();
            }
        }
    }

    private static Optional<List<Sheet>> find(SourceChannel channel, long maxBytes)
            throws IOException, XMLStreamException {
        var start = new byte[START_BYTES];
        int length = channel.stream().readNBytes(start, 0, START_BYTES);
        var text = new String(start, 0, length, StandardCharsets.ISO_8859_1);
        if (text.startsWith(COMPOUND_FILE)) {
            return Optional.of(sheets(BiffWorkbook.sheets(channel), maxBytes, channel.size()));
        }
        if (!text.startsWith(ZIP_FILE)) {
            return Optional.empty();
        }
        boolean office = PARTS.stream().anyMatch(part -> text.startsWith(part, ZIP_NAME_AT));
        try {
            var found = OoxmlWorkbook.sheets(channel, maxBytes);
            return found.isPresent() ? Optional.of(sheets(found.get(), maxBytes, channel.size())) : Optional.empty();
        } catch (RefusedSourceException e) {
            throw e;
        } catch (IOException e) {
            if (office) {
                throw e;
            }
            // The directory at the end is cut off or damaged, and nothing before it says that it is a workbook.
            return Optional.empty();
        }
    }

    private static List<Sheet> sheets(List<FoundSheet> found, long maxBytes, long packed)
            throws RefusedSourceException {
        var sheets = new ArrayList<Sheet>();
        var names = new HashSet<String>();
        for (var sheet : found) {
            if (sheet.name().length() > MOST_NAME_CHARACTERS || sheet.name().indexOf(0) >= 0
                    || !StandardCharsets.UTF_8.newEncoder().canEncode(sheet.name())) {
                throw Faults.damaged("a sheet's name is longer than " + MOST_NAME_CHARACTERS
                        + " characters, or no text");
            }
            if (!names.add(sheet.name().toLowerCase(Locale.ROOT))) {
                throw Faults.damaged("two sheets have one name");
            }
            sheets.add(new Sheet(sheet, "sheet " + (sheets.size() + 1), maxBytes, packed));
        }
        return List.copyOf(sheets);
    }

    /// The worksheets in the order of their tabs, hidden and empty ones too; charts and macros are left out.
    public List<Sheet> sheets() {
        return sheets;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
