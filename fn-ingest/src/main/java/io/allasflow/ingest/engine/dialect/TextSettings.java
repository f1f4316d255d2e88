package io.allasflow.ingest.engine.dialect;

import io.allasflow.ingest.engine.record.CellSyntax;
import java.nio.charset.Charset;
import java.util.Map;

/// What the user says of a text; null where the text tells.
///
/// @param headerRows that name the columns together, from 1
/// @param delimiter one or more characters, or `tab`, `space` or `spaces`
/// @param quote a character, or `none`
/// @param escape `backslash` or `none`
/// @param encoding a name that Java knows
/// @param skipLines before the table, whatever is in them
public record TextSettings(TextFormat format, HeaderRule header, Integer headerRows, String delimiter, String quote,
        String escape, String encoding, Integer skipLines) {
    static final String NONE = "none";
    static final String BACKSLASH = "backslash";
    private static final Map<String, String> NAMED_DELIMITERS = Map.of("tab", "\t", "space", " ", CellSyntax.SPACES,
            CellSyntax.SPACES);
    private static final int MOST_DELIMITER_CHARACTERS = 10;
    private static final int MOST_HEADER_ROWS = 10;
    private static final int MOST_SKIPPED_LINES = 1000;
    public static final TextSettings AUTO = new TextSettings(TextFormat.AUTO, HeaderRule.AUTO, null, null, null, null,
            null, null);

    public TextSettings {
        check(headerRows == null || headerRows >= 1 && headerRows <= MOST_HEADER_ROWS,
                "headerRows must be from 1 to " + MOST_HEADER_ROWS);
        check(headerRows == null || header != HeaderRule.NO, "headerRows and 'header: no' contradict each other");
        check(delimiter == null || isDelimiter(delimiter), "delimiter must be 1 to " + MOST_DELIMITER_CHARACTERS
                + " characters without quotes, backslashes and line breaks, or one of tab, space and spaces");
        check(quote == null || quote.equals(NONE) || isQuote(quote), "quote must be one character or none");
        check(quote == null || !quote.equals(delimiter), "quote and delimiter must not be the same");
        check(escape == null || escape.equals(NONE) || escape.equals(BACKSLASH), "escape must be backslash or none");
        check(encoding == null || isEncoding(encoding),
                "encoding must be a name like UTF-8, UTF-16LE, windows-1252 or ISO-8859-15");
        check(skipLines == null || skipLines >= 0 && skipLines <= MOST_SKIPPED_LINES,
                "skipLines must be from 0 to " + MOST_SKIPPED_LINES);
    }

    private static void check(boolean valid, String message) {
        if (!valid) {
            throw new IllegalArgumentException(message);
        }
    }

    private static boolean isDelimiter(String text) {
        return NAMED_DELIMITERS.containsKey(text)
                || !text.isEmpty() && text.length() <= MOST_DELIMITER_CHARACTERS
                        && text.chars().noneMatch(c -> "\"\\\r\n".indexOf(c) >= 0);
    }

    private static boolean isQuote(String text) {
        return text.length() == 1 && "\\\r\n".indexOf(text.charAt(0)) < 0 && !Character.isSurrogate(text.charAt(0));
    }

    private static boolean isEncoding(String name) {
        try {
            return Charset.isSupported(name);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /// Null if not said.
    public Charset charset() {
        return encoding == null ? null : Charset.forName(encoding);
    }

    /// Whether the user says that there are columns.
    boolean isDelimited() {
        return format == TextFormat.DELIMITED || delimiter != null;
    }

    int skippedLines() {
        return skipLines == null ? 0 : skipLines;
    }

    String delimiterText() {
        return NAMED_DELIMITERS.getOrDefault(delimiter, delimiter);
    }
}
