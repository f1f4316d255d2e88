package io.allasflow.ingest.engine.dialect;

import io.allasflow.ingest.engine.record.CellSyntax;
import java.util.regex.Pattern;

/// Which quotes and escapes are worth a try with a delimiter.
record Quoting(String sample, TextSettings settings, String delimiter) {
    private static final char OTHER_QUOTE = '\'';
    /// Fewer cells in the other quotes may be cells that hold them.
    private static final int LEAST_QUOTED = 3;

    CellSyntax usual() {
        return new CellSyntax(delimiter, quote(),
                TextSettings.BACKSLASH.equals(settings.escape()) ? CellSyntax.BACKSLASH : CellSyntax.NONE);
    }

    private int quote() {
        if (settings.quote() == null) {
            return CellSyntax.USUAL_QUOTE;
        }
        return settings.quote().equals(TextSettings.NONE) ? CellSyntax.NONE : settings.quote().charAt(0);
    }

    CellSyntax other() {
        return new CellSyntax(delimiter, OTHER_QUOTE, usual().escape());
    }

    static CellSyntax escaped(CellSyntax syntax) {
        return new CellSyntax(syntax.delimiter(), syntax.quote(), CellSyntax.BACKSLASH);
    }

    /// Whether cells start and end with this quote, in as many places as is no accident, and none with the usual one.
    boolean mayBeOther() {
        if (settings.quote() != null || sample.indexOf(OTHER_QUOTE) < 0) {
            return false;
        }
        var between = delimiter.equals(CellSyntax.SPACES) ? "[ \\t]" : Pattern.quote(delimiter);
        var start = "(?:^|[\\r\\n]|" + between + ")";
        var quoted = Pattern.compile(start + OTHER_QUOTE + "[^'\\r\\n]*+" + OTHER_QUOTE + "(?=$|[\\r\\n]|" + between
                + ")");
        return quoted.matcher(sample).results().limit(LEAST_QUOTED).count() == LEAST_QUOTED
                && !Pattern.compile(start + '"').matcher(sample).find();
    }

    /// Whether a backslash stands where it could be an escape.
    boolean mayBeEscaped(CellSyntax syntax) {
        return settings.escape() == null && (sample.contains("\\" + (char) syntax.quote())
                || sample.contains("\\" + delimiter) || sample.contains("\\\n") || sample.contains("\\\r"));
    }
}
