package io.allasflow.core.config;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/// What is wrong with a setting, in the words of the file rather than of Java.
final class SettingProblem {
    private SettingProblem() {}

    static String of(JsonMappingException e, JsonMapper binder) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            var known = unknown.getKnownPropertyIds().stream().map(String::valueOf).sorted().toList();
            return noSuchSetting(unknown.getPropertyName(), known);
        }
        if (e instanceof ValueInstantiationException && e.getCause() instanceof IllegalArgumentException outOfRange) {
            return outOfRange.getMessage();
        }
        if (e instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null
                && Collection.class.isAssignableFrom(mismatch.getTargetType())) {
            return "must be a list, as in [a, b]";
        }
        if (e instanceof InvalidFormatException format && format.getTargetType() != null
                && kindOf(format.getTargetType(), binder) instanceof String kind) {
            return "is \"" + format.getValue() + "\", must be " + kind
                    + NearestWord.hint(String.valueOf(format.getValue()), constants(format.getTargetType(), binder));
        }
        // Java's type names tell a reader nothing.
        return e.getOriginalMessage().replaceFirst("^Cannot coerce empty String.*", "\"\" is no value")
                .replaceFirst("^Cannot [a-z ]+`[^`]*`[^\"\\[{]*", "").replace("`java.lang.", "`")
                .replaceAll("\\s+", " ");
    }

    static String noSuchSetting(String name, List<String> known) {
        return "there is no such setting; there are " + known + NearestWord.hint(name, known);
    }

    /// What such a setting may be, in words; null if there are none for it.
    private static String kindOf(Class<?> type, JsonMapper binder) {
        if (type.isEnum()) {
            return "one of " + String.join(", ", constants(type, binder));
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        if (type == Double.class || type == double.class) {
            return "a number";
        }
        return Number.class.isAssignableFrom(type) || type == int.class || type == long.class
                ? "a whole number"
                : null;
    }

    /// The words for an enum's constants; none of another type.
    private static List<String> constants(Class<?> type, JsonMapper binder) {
        return type.isEnum()
                ? Stream.of(type.getEnumConstants()).map(constant -> binder.valueToTree(constant).asText()).toList()
                : List.of();
    }
}
