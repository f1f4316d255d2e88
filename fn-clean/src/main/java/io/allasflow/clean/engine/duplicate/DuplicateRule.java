package io.allasflow.clean.engine.duplicate;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import io.allasflow.core.config.NearestWord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Which rows are duplicates and which of them stays; `keep_all`, or a map of `keys` and `keep`.
///
/// @param keys the columns, by their raw or clean name, in which duplicates are equal; empty for all
/// @param keep null if nothing is a duplicate
public record DuplicateRule(List<String> keys, Keep keep) {
    public static final DuplicateRule EXACT = new DuplicateRule(List.of(), Keep.FIRST);
    private static final String KEEP_ALL = "keep_all";
    private static final int MOST_KEYS = 100;

    /// Which of the rows that are duplicates of each other stays.
    public enum Keep {
        @JsonProperty("first")
        FIRST, @JsonProperty("last")
        LAST,
        /// The one with the fewest missing cells; of several the first.
        @JsonProperty("most_complete")
        MOST_COMPLETE
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static DuplicateRule of(String setting) {
        if (!setting.equals(KEEP_ALL)) {
            throw new IllegalArgumentException(
                    "is \"" + setting + "\", must be keep_all, or a map of keys and keep"
                            + NearestWord.hint(setting, List.of(KEEP_ALL)));
        }
        return new DuplicateRule(List.of(), null);
    }

    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    static DuplicateRule of(@JsonProperty("keys") List<String> keys, @JsonProperty("keep") Keep keep) {
        if (keys != null && keys.size() > MOST_KEYS) {
            throw new IllegalArgumentException("duplicates.keys has more than " + MOST_KEYS + " columns");
        }
        return new DuplicateRule(keys == null ? List.of() : List.copyOf(keys), keep == null ? Keep.FIRST : keep);
    }

    @JsonValue
    Object setting() {
        if (keep == null) {
            return KEEP_ALL;
        }
        var setting = new LinkedHashMap<String, Object>(Map.of("keep", keep));
        setting.put("keys", keys);
        return setting;
    }
}
