package io.allasflow.core.status;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// Of a column, by which two runs are compared.
public enum Figure {
    MISSING,
    DISTINCT,
    MEAN,
    MIN,
    MAX;

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    static Figure of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
