package io.allasflow.ingest.engine.excel.cell;

import java.util.List;
import java.util.Locale;

/// Reads a number format such as `[$-40B]d.m.yyyy;@` for the letters of dates and times in it.
final class FormatCode {
    private static final String GENERAL = "general";
    private static final List<String> HALVES_OF_DAY = List.of("am/pm", "a/p");

    private final String code;
    private int at;
    private boolean date;
    private boolean time;
    private boolean elapsed;
    /// The last letter of a date or time; m is a minute after h and before s.
    private char last;
    private boolean monthOrMinute;

    FormatCode(String code) {
        this.code = code.toLowerCase(Locale.ROOT);
    }

    NumberKind kind() {
        while (at < code.length()) {
            char c = code.charAt(at);
            switch (c) {
                case ';' -> {
                    endSection();
                    if (date || time || elapsed) {
                        return result();
                    }
                }
                case '"' -> at = after('"');
                case '[' -> bracket();
                // The next character is literal, as wide as a blank, or repeated.
                case '\\', '_', '*' -> at++;
                case 'y', 'd', 'm', 'h', 's' -> letters(c);
                case 'g' -> at += code.startsWith(GENERAL, at) ? GENERAL.length() - 1 : 0;
                case 'e' -> date |= at + 1 == code.length() || "+-".indexOf(code.charAt(at + 1)) < 0;
                case 'a' -> halfOfDay();
                default -> {
                    // Digits, marks and literals.
                }
            }
            at++;
        }
        endSection();
        return result();
    }

    private NumberKind result() {
        if (elapsed && !date) {
            return NumberKind.ELAPSED;
        }
        if (date) {
            return time || elapsed ? NumberKind.DATE_TIME : NumberKind.DATE;
        }
        return time ? NumberKind.TIME : NumberKind.NUMBER;
    }

    private void halfOfDay() {
        for (var mark : HALVES_OF_DAY) {
            if (code.startsWith(mark, at)) {
                time = true;
                at += mark.length() - 1;
                return;
            }
        }
    }

    private void letters(char letter) {
        int start = at;
        while (at + 1 < code.length() && code.charAt(at + 1) == letter) {
            at++;
        }
        switch (letter) {
            case 'h' -> time = true;
            case 's' -> {
                time = true;
                monthOrMinute = false;
            }
            case 'm' -> month(at - start + 1);
            default -> date = true;
        }
        if (letter != 'm' && letter != 's') {
            endMonthOrMinute();
        }
        last = letter;
    }

    private void month(int length) {
        if (length <= 2 && last == 'h') {
            time = true;
        } else if (length <= 2) {
            endMonthOrMinute();
            monthOrMinute = true;
        } else {
            date = true;
        }
    }

    /// It was followed by no seconds.
    private void endMonthOrMinute() {
        date |= monthOrMinute;
        monthOrMinute = false;
    }

    private void endSection() {
        endMonthOrMinute();
        last = 0;
    }

    /// A colour, condition or language, or elapsed time.
    private void bracket() {
        int end = after(']');
        var text = code.substring(at + 1, Math.max(at + 1, end));
        if (text.matches("h+|m+|s+")) {
            elapsed = true;
            last = text.charAt(0);
            monthOrMinute &= last != 's';
        }
        at = end;
    }

    private int after(char mark) {
        int end = code.indexOf(mark, at + 1);
        return end < 0 ? code.length() : end;
    }
}
