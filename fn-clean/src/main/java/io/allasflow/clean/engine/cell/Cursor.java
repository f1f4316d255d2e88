package io.allasflow.clean.engine.cell;

/// A place in a text, moved by what is read there.
final class Cursor {
    private String text = "";
    private int at;
    private int number;

    void start(String newText) {
        text = newText;
        at = 0;
    }

    int at() {
        return at;
    }

    void backTo(int earlier) {
        at = earlier;
    }

    boolean atEnd() {
        return at == text.length();
    }

    String since(int start) {
        return text.substring(start, at);
    }

    /// The next character but `ahead`; 0 beyond the end.
    char peek(int ahead) {
        return at + ahead < text.length() ? text.charAt(at + ahead) : 0;
    }

    /// Reads up to `most` digits into [#number]; returns how many.
    int digits(int most) {
        var start = at;
        number = 0;
        while (at < text.length() && at - start < most && NumberText.isDigit(text.charAt(at))) {
            number = number * 10 + text.charAt(at++) - '0';
        }
        return at - start;
    }

    int number() {
        return number;
    }

    boolean skip(char c) {
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    /// In any case.
    boolean skip(String word) {
        if (text.regionMatches(true, at, word, 0, word.length())) {
            at += word.length();
            return true;
        }
        return false;
    }

    /// Reads letters; returns how many.
    int letters() {
        var start = at;
        while (at < text.length() && Character.isLetter(text.charAt(at))) {
            at++;
        }
        return at - start;
    }
}
