package io.allasflow.ingest.engine.dialect;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.allasflow.ingest.engine.record.CellSyntax;
import java.util.List;
import java.util.stream.Stream;

/// How a delimited text file is written.
///
/// @param delimiter one or more characters, or `spaces`
/// @param quote null if it is the usual one, `"`; `none` if there is none
/// @param escape null if there is none
/// @param skippedLines records before the table: blank ones and the preamble
/// @param preamble the first lines of text before the table, each cut; told if there are any
/// @param header whether the first record names the columns
/// @param headerAssumed whether nothing in the file tells so, as in a table of text alone
/// @param headerRows null if one at most; else so many name the columns together
/// @param confidence from 0 to 1: see [Confidence]
/// @param ambiguous what could as well be otherwise; told if anything could
/// @param skippedByUser lines among those skipped; not told
/// @param syntax not told
/// @param firstLine where the table starts, from 1; not told
/// @param usualColumns that most records have; not told
@JsonPropertyOrder("format")
public record Dialect(String encoding, String delimiter, @JsonInclude(Include.NON_NULL) String quote,
        @JsonInclude(Include.NON_NULL) String escape, int skippedLines,
        @JsonInclude(Include.NON_EMPTY) List<String> preamble, boolean header, boolean headerAssumed,
        @JsonInclude(Include.NON_NULL) Integer headerRows, int columns, double confidence,
        @JsonInclude(Include.NON_EMPTY) List<String> ambiguous, @JsonIgnore int skippedByUser,
        @JsonIgnore CellSyntax syntax, @JsonIgnore long firstLine, @JsonIgnore int usualColumns) implements TextLayout {
    @JsonProperty
    String format() {
        return "delimited";
    }

    /// @param skipped lines before the reading, as the user says
    static Dialect of(Reading reading, String encoding, TextSettings settings, List<String> skipped,
            double confidence, List<String> ambiguous) {
        var syntax = reading.syntax();
        var records = reading.records();
        int usual = reading.usualWidth();
        int headerRows = HeaderRows.count(records, usual, settings);
        var header = Header.of(records, headerRows > 0 ? HeaderRule.YES : settings.header());
        int columns = switch (header) {
            case PRESENT, ASSUMED -> HeaderRows.join(records.subList(0, Math.max(1, headerRows))).size();
            case ABSENT -> Math.max(records.getFirst().size(), usual);
        };
        return new Dialect(encoding, syntax.delimiter(), quote(syntax), escape(syntax),
                skipped.size() + reading.skipped(),
                Stream.concat(ToldLines.of(skipped).stream(), reading.preamble().lines().stream()).toList(),
                header != Header.ABSENT, header == Header.ASSUMED, headerRows > 1 ? headerRows : null, columns,
                confidence, ambiguous, skipped.size(), syntax, skipped.size() + records.getFirst().line(), usual);
    }

    /// As far as the start tells: a header of one row at once, and the usual signs.
    @JsonIgnore
    public boolean isCanonical() {
        return delimiter.equals(",") && quote == null && escape == null && skippedLines == 0 && header
                && headerRows == null;
    }

    /// With the number of columns that the whole first row has.
    public Dialect withColumns(int number) {
        return new Dialect(encoding, delimiter, quote, escape, skippedLines, preamble, header, headerAssumed,
                headerRows, number, confidence, ambiguous, skippedByUser, syntax, firstLine, usualColumns);
    }

    /// As the user would write it.
    static String name(CellSyntax syntax) {
        var delimiter = syntax.delimiter().strip();
        return !delimiter.isEmpty() ? delimiter : syntax.delimiter().equals("\t") ? "tab" : "space";
    }

    private static String quote(CellSyntax syntax) {
        return switch (syntax.quote()) {
            case CellSyntax.USUAL_QUOTE -> null;
            case CellSyntax.NONE -> TextSettings.NONE;
            default -> Character.toString(syntax.quote());
        };
    }

    private static String escape(CellSyntax syntax) {
        return syntax.escape() == CellSyntax.NONE ? null : TextSettings.BACKSLASH;
    }
}
