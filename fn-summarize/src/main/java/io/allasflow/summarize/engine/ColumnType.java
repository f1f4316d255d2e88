package io.allasflow.summarize.engine;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// What the cells of a cleaned column are. The JSON name is the lower-case one.
public enum ColumnType {
    INTEGER,
    DECIMAL,
    BOOLEAN,
    DATE,
    DATETIME,
    TIME,
    TEXT;

    /// The type of a column as the quality report names it.
    public static ColumnType of(String reported) {
        return valueOf(reported.toUpperCase(Locale.ROOT));
    }

    @JsonValue
    public String jsonName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
