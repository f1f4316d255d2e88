package io.allasflow.clean.engine.rule;

import com.google.re2j.Pattern;

/// Whether a cell is of a type as the cleaned table writes it, also where its column is text.
public final class TypeCheck {
    private static final String DATE = "[0-9]{4}-[0-9]{2}-[0-9]{2}";
    private static final String TIME = "[0-9]{2}:[0-9]{2}(:[0-9]{2}([.,][0-9]+)?)?";

    private TypeCheck() {}

    /// @param type one of [Rule#TYPES]
    public static CellCheck of(String type) {
        var pattern = switch (type) {
            case "integer" -> "-?[0-9]+";
            case "decimal" -> "-?[0-9]*\\.?[0-9]+([eE][-+]?[0-9]+)?";
            case "boolean" -> "true|false";
            case "date" -> DATE;
            case "datetime" -> DATE + "T" + TIME + "(Z|[-+][0-9]{2}:[0-9]{2})?";
            case "time" -> TIME;
            case "text" -> "(?s).*";
            default -> throw new IllegalArgumentException("there is no type " + type);
        };
        return Pattern.compile(pattern)::matches;
    }
}
