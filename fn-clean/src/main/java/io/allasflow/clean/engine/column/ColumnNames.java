package io.allasflow.clean.engine.column;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Column names that any tool takes: lower snake_case ASCII, unique, never starting with a digit, at most 63
/// characters (what PostgreSQL takes) before a suffix.
public final class ColumnNames {
    private static final int LONGEST = 63;

    private final Set<String> taken = new HashSet<>();
    /// By name: all suffixes below are taken. Without it many equal names would take quadratic time.
    private final Map<String, Integer> nextSuffixes = new HashMap<>();

    /// A name that none of the others is.
    public static String unique(String name, List<String> others) {
        var names = new ColumnNames();
        names.taken.addAll(others);
        return names.unique(name);
    }

    /// One name for each source name, in order. A name that is taken gets `_2`, `_3`, …
    public List<String> clean(List<String> sourceNames) {
        var names = new ArrayList<String>(sourceNames.size());
        for (var sourceName : sourceNames) {
            var name = snakeCase(sourceName);
            names.add(unique(name.isEmpty() ? "column_" + (names.size() + 1) : name));
        }
        return names;
    }

    private String unique(String name) {
        if (taken.add(name)) {
            return name;
        }
        var number = nextSuffixes.getOrDefault(name, 2);
        while (!taken.add(name + "_" + number)) {
            number++;
        }
        nextSuffixes.put(name, number + 1);
        return name + "_" + number;
    }

    private static String snakeCase(String sourceName) {
        var letters = Normalizer.normalize(sourceName, Normalizer.Form.NFKD);
        var name = new StringBuilder();
        var wordDue = false;
        for (var i = 0; i < letters.length() && name.length() < LONGEST; i++) {
            var c = letters.charAt(i);
            if (Character.getType(c) == Character.NON_SPACING_MARK) {
                continue;
            }
            var ascii = ascii(c);
            if (ascii.isEmpty()) {
                wordDue = true;
                continue;
            }
            if ((wordDue || startsWord(letters, i)) && !name.isEmpty()) {
                name.append('_');
            }
            wordDue = false;
            if (name.isEmpty() && Character.isDigit(c)) {
                name.append('_');
            }
            name.append(ascii);
        }
        return name.toString();
    }

    /// `eventTime` is two words; `kWh` is one, so two lower-case letters must come before.
    private static boolean startsWord(String letters, int i) {
        return i > 1 && Character.isUpperCase(letters.charAt(i)) && Character.isLowerCase(letters.charAt(i - 1))
                && Character.isLowerCase(letters.charAt(i - 2));
    }

    /// Letters that Unicode does not decompose are written as their languages do it. Empty for all that is no letter
    /// or digit.
    private static String ascii(char c) {
        return switch (c) {
            case 'ß', 'ẞ' -> "ss";
            case 'æ', 'Æ' -> "ae";
            case 'œ', 'Œ' -> "oe";
            case 'ø', 'Ø' -> "o";
            case 'ł', 'Ł' -> "l";
            case 'đ', 'Đ', 'ð', 'Ð' -> "d";
            case 'þ', 'Þ' -> "th";
            case 'ı' -> "i";
            default -> c < 128 && Character.isLetterOrDigit(c) ? String.valueOf(c).toLowerCase(Locale.ROOT) : "";
        };
    }
}
