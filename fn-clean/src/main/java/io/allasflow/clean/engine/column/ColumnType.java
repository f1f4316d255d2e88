package io.allasflow.clean.engine.column;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// What a column holds.
public enum ColumnType {
    INTEGER,
    DECIMAL,
    BOOLEAN,
    DATE,
    DATETIME,
    TIME,
    TEXT;

    public boolean isNumeric() {
        return this == INTEGER || this == DECIMAL;
    }

    /// As reports and settings write it.
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
