package io.allasflow.ingest.engine.dialect;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// What a cell looks like, as far as telling a header from data needs it.
public enum CellKind {
    MISSING,
    YEAR,
    NUMBER,
    DATE,
    TEXT;

    private static final Set<String> MISSING_WORDS = Set.of("", "na", "n/a", "nan", "null", "none", "-", "?", ".");
    private static final Pattern YEARS = Pattern.compile("(19|20)[0-9]{2}");
    private static final Pattern DATES = Pattern.compile("[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}([ T].*)?"
            + "|[0-9]{4}[-/][0-9]{1,2}|[0-9]{1,2}/[0-9]{4}|[0-9]{1,2}:[0-9]{2}(:[0-9.,]+)?");
    private static final Pattern NUMBERS = Pattern
            .compile("[-+]?([0-9][0-9 \u00a0\u202f.,']*|[.,][0-9]+)([eE][-+]?[0-9]+)?[ \u00a0]?%?");
    /// Longer ones are not numbers, and are not worth the look.
    private static final int MAX_LENGTH = 60;

    public static CellKind of(String cell) {
        var text = cell.strip();
        if (text.length() > MAX_LENGTH) {
            return TEXT;
        }
        if (MISSING_WORDS.contains(text.toLowerCase(Locale.ROOT))) {
            return MISSING;
        }
        if (YEARS.matcher(text).matches()) {
            return YEAR;
        }
        if (DATES.matcher(text).matches()) {
            return DATE;
        }
        return NUMBERS.matcher(text).matches() ? NUMBER : TEXT;
    }

    /// Whether these could be the names of columns.
    public static boolean areNames(List<String> cells) {
        return cells.stream().map(CellKind::of).allMatch(kind -> kind == TEXT || kind == YEAR);
    }

    public boolean isValue() {
        return this == YEAR || this == NUMBER || this == DATE;
    }
}
