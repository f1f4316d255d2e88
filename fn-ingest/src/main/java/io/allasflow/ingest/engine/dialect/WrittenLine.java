package io.allasflow.ingest.engine.dialect;

import java.util.regex.Pattern;

/// Signs that a line was written to be read, by people or by a program, and is no record.
final class WrittenLine {
    private static final Pattern WORDS = Pattern.compile("\\s+");
    private static final String ITEM = "(#{1,6}|[-*+>•]) .*";
    private static final Pattern ITEMS = Pattern.compile(ITEM, Pattern.DOTALL);
    private static final Pattern MARKUP = Pattern.compile(ITEM
            + "|#!.*|(--|---|\\+\\+\\+|@@|\\$|%%?) .*|>\\S.*|[0-9]{1,3}[.)] .*|```.*|//.*|/\\*.*|<[A-Za-z/!].*|[-=*_~]{3,}"
            + "|\\[.*\\](: .*)?|[{}()\\[\\]]+[;,]?");
    /// `name = value`, `name: value`, `name>=value`; a subtitle's times.
    private static final Pattern SETTING = Pattern
            .compile("[A-Za-z_][A-Za-z0-9_.\\[\\]-]*( ?[-+:=<>!~|&?]{0,2}=.*|: .*)|.* --> .*");
    private static final Pattern LOGGED = Pattern.compile("\\W?[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}:[0-9]{2}"
            + "(,[0-9]{3}[\\s\\]]|[.,]?[0-9]*Z?\\]?\\s+\\W?(TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|FATAL|CRITICAL)\\b).*",
            Pattern.DOTALL);
    private static final Pattern CALL = Pattern.compile("[A-Za-z_][A-Za-z0-9_.]*\\(.*\\)");
    private static final String SENTENCE_ENDS = ".!?:";
    private static final String CODE_ENDS = "{;}(";
    private static final String OPENING = "([{";
    private static final String CLOSING = ")]}";
    private static final int MOST_WORDS_OF_AN_ENTRY = 5;
    private static final int LEAST_WORDS_OF_A_SENTENCE = 3;

    private WrittenLine() {}

    /// Whether it can be the entry of a list: a value or a few words, and nothing more.
    static boolean isEntry(String line) {
        var text = line.strip();
        if (isValue(line) || CellKind.of(text) == CellKind.MISSING) {
            return true;
        }
        return !Character.isWhitespace(line.charAt(0)) && !MARKUP.matcher(text).matches()
                && !isSetting(text) && !CALL.matcher(text).matches()
                && words(text) <= MOST_WORDS_OF_AN_ENTRY && !endsSentence(text) && !isCode(text);
    }

    static boolean isValue(String line) {
        return CellKind.of(line).isValue() && !isLogged(line);
    }

    /// Whether it is a heading or an item of a list.
    static boolean isItem(String line) {
        return ITEMS.matcher(line.strip()).matches();
    }

    static boolean isSetting(String line) {
        return SETTING.matcher(line.strip()).matches();
    }

    /// Whether it starts with a time and a level, as entries of logs do; the time may have a decimal comma.
    static boolean isLogged(String line) {
        return LOGGED.matcher(line).matches();
    }

    static boolean isCode(String line) {
        var text = line.strip();
        return !text.isEmpty() && CODE_ENDS.indexOf(text.charAt(text.length() - 1)) >= 0;
    }

    /// Whether a bracket opens and does not close in it, or the other way round, as where a list in brackets was cut.
    static boolean isTorn(String cell) {
        int open = 0;
        for (int i = 0; i < cell.length() && open >= 0; i++) {
            open += OPENING.indexOf(cell.charAt(i)) >= 0 ? 1 : 0;
            open -= CLOSING.indexOf(cell.charAt(i)) >= 0 ? 1 : 0;
        }
        return open != 0;
    }

    static boolean endsSentence(String line) {
        var text = line.strip();
        return !text.isEmpty() && SENTENCE_ENDS.indexOf(text.charAt(text.length() - 1)) >= 0
                && words(text) >= LEAST_WORDS_OF_A_SENTENCE;
    }

    static int words(String text) {
        var stripped = text.strip();
        return stripped.isEmpty() ? 0 : WORDS.split(stripped).length;
    }
}
