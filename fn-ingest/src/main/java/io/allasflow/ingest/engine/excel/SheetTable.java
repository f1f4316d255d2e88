package io.allasflow.ingest.engine.excel;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.allasflow.core.csv.CanonicalWriter;
import io.allasflow.ingest.engine.dialect.HeaderRows;
import io.allasflow.ingest.engine.dialect.TableHead;
import io.allasflow.ingest.engine.dialect.TextSettings;
import io.allasflow.ingest.engine.record.Row;
import io.allasflow.ingest.engine.text.Footer;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// A sheet as canonical CSV.
public final class SheetTable {
    /// Fewer rows tell the header, where they are long.
    private static final long MOST_SAMPLE_CHARACTERS = 1 << 20;
    private static final String BETWEEN_CELLS = " ";

    private SheetTable() {}

    /// How a sheet was read.
    ///
    /// @param skippedLines rows before the table, and the preamble; those before the first filled row do not count
    /// @param headerRows null if one at most; else so many name the columns together
    /// @param formulasWithoutValue cells that are empty only because no program has calculated them
    /// @param firstFormulaWithoutValue as in `B2`
    /// @param footerRows at the end that are no data
    /// @param footer the first of them, each cut
    public record Facts(String format, String sheet, @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean hidden,
            int skippedLines, @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> preamble, boolean header,
            boolean headerAssumed, @JsonInclude(JsonInclude.Include.NON_NULL) Integer headerRows, int columns,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) long formulasWithoutValue,
            @JsonInclude(JsonInclude.Include.NON_NULL) String firstFormulaWithoutValue,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) long footerRows,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> footer) {}

    /// @param rows of data
    public record Copied(long rows, Facts facts) {}

    /// Writes canonical CSV. Streams: holds the rows that tell the header, then one.
    ///
    /// @param format as the facts name it
    public static Copied copy(Sheet sheet, String format, TextSettings settings, OutputStream out) throws IOException {
        var csv = new CanonicalWriter(out);
        try (var rows = sheet.rows()) {
            var first = first(rows);
            int columns = sheet.columns();
            var head = TableHead.of(first, columns, settings);
            int dataFrom = head.skipped() + head.headerRows();
            csv.record(head.headerRows() > 0
                    ? HeaderRows.join(first.subList(head.skipped(), dataFrom))
                    : IntStream.rangeClosed(1, columns).mapToObj(i -> "column_" + i).toList());
            var footer = new Footer(columns, BETWEEN_CELLS);
            long written = 0;
            for (var row : first.subList(dataFrom, first.size())) {
                write(row, csv, footer);
                written++;
            }
            for (var row = rows.next(); row != null; row = rows.next()) {
                write(row, csv, footer);
                written++;
            }
            csv.flush();
            var formulas = sheet.uncalculated();
            // The last cell of a row of two may just be missing.
            boolean told = columns > 2;
            return new Copied(written, new Facts(format, sheet.name(), sheet.isHidden(), head.skipped(),
                    head.preamble(), head.headerRows() > 0, head.assumed(),
                    head.headerRows() > 1 ? head.headerRows() : null, columns, formulas.count(), formulas.first(),
                    told ? footer.rows() : 0, told ? footer.lines() : List.of()));
        }
    }

    private static void write(Row row, CanonicalWriter csv, Footer footer) throws IOException {
        csv.record(row.cells());
        var trimmed = TableHead.trimmed(row);
        // Any row may lack its last cells; a note stands alone.
        footer.see(trimmed.size() == 1 ? trimmed : row, row.isBlank());
    }

    private static List<Row> first(Rows rows) throws IOException {
        var first = new ArrayList<Row>();
        long characters = 0;
        while (first.size() < TableHead.SAMPLE_ROWS && characters < MOST_SAMPLE_CHARACTERS) {
            var row = rows.next();
            if (row == null) {
                break;
            }
            first.add(row);
            characters += row.cells().stream().mapToLong(String::length).sum();
        }
        return first;
    }
}
