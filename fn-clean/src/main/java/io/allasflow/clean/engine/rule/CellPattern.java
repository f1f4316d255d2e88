package io.allasflow.clean.engine.rule;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayDeque;

/// A pattern the whole cell must match. RE2 takes time linear in the cell, whatever the pattern; how large the pattern
/// gets when its counted repeats are written out (`(a{1000}){1000}`) is bounded here.
final class CellPattern implements CellCheck {
    private static final int LONGEST = 1000;
    private static final long LARGEST = 10_000;

    private final Pattern pattern;

    private CellPattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /// @throws IllegalArgumentException if it is no pattern, or too large a one
    static CellPattern of(String regex) {
        if (regex.length() > LONGEST || size(regex) > LARGEST) {
            throw new IllegalArgumentException("regex is too large: at most " + LONGEST + " characters, and " + LARGEST
                    + " with its counted repeats written out");
        }
        try {
            return new CellPattern(Pattern.compile(regex));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("regex is not one that RE2 reads: " + e.getDescription(), e);
        }
    }

    @Override
    public boolean accepts(String cell) {
        return pattern.matches(cell);
    }

    /// At least how many steps the pattern has once `x{3}` is `xxx`. Takes what it does not know for single characters.
    private static long size(String regex) {
        var groups = new ArrayDeque<Long>();
        var total = 0L;
        var last = 0L;
        for (var i = 0; i < regex.length(); i++) {
            switch (regex.charAt(i)) {
                case '(' -> groups.push(total);
                case ')' -> last = total - (groups.isEmpty() ? 0 : groups.pop());
                case '{' -> {
                    var times = Math.max(1, mostOf(regex, i));
                    total = Math.min(LARGEST + 1, total + last * (times - 1));
                    last = Math.min(LARGEST + 1, last * times);
                }
                case '\\' -> {
                    i++;
                    last = 1;
                    total++;
                }
                default -> {
                    last = 1;
                    total++;
                }
            }
        }
        return total;
    }

    /// The largest number between this brace and its end: 5 in `{2,5}`; 0 if none is there.
    private static int mostOf(String regex, int brace) {
        var most = 0;
        var number = 0;
        for (var i = brace + 1; i < regex.length() && regex.charAt(i) != '}'; i++) {
            var c = regex.charAt(i);
            number = c >= '0' && c <= '9' ? Math.min(100_000, number * 10 + c - '0') : 0;
            most = Math.max(most, number);
        }
        return most;
    }
}
