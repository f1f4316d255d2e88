package io.allasflow.ingest.engine.excel.cell;

import java.util.Locale;

/// What a number format says a number is. A closed set; the codes are those of ECMA-376 part 1, 18.8.30 and 18.8.31.
enum NumberKind {
    NUMBER,
    DATE,
    DATE_TIME,
    TIME,
    /// Hours, minutes or seconds that go on beyond a day: `[h]:mm`.
    ELAPSED;

    /// Formats that are known by their number, and not written down in a workbook.
    static NumberKind builtIn(int format) {
        return switch (format) {
            case 14, 15, 16, 17 -> DATE;
            case 18, 19, 20, 21, 45, 47 -> TIME;
            case 22 -> DATE_TIME;
            case 46 -> ELAPSED;
            // Dates in Chinese, Japanese and Korean; a time of day among them is told by its value.
            case 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58 -> DATE;
            case 32, 33 -> TIME;
            // Thai.
            case 71, 72, 73, 74, 81 -> DATE;
            case 75, 76, 78, 80 -> TIME;
            case 77 -> DATE_TIME;
            case 79 -> ELAPSED;
            default -> NUMBER;
        };
    }

    /// Of the first section of a format code that is not for plain numbers.
    static NumberKind of(String code) {
        return new Scan(code.toLowerCase(Locale.ROOT)).kind();
    }

    private static final class Scan {
        private static final String GENERAL = "general";

        private final String code;
        private int at;
        private boolean date;
        private boolean time;
        private boolean elapsed;
        /// The last letter of a date or time; m is a minute after h and before s.
        private char last;
        private boolean monthOrMinute;

        Scan(String code) {
            this.code = code;
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
                    case 'a' -> time |= code.startsWith("am/pm", at) || code.startsWith("a/p", at);
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
                return ELAPSED;
            }
            if (date) {
                return time || elapsed ? DATE_TIME : DATE;
            }
            return time ? TIME : NUMBER;
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
}
