package io.allasflow.clean.engine.column;

import java.util.Locale;

/// What a column holds.
public enum ColumnType {
    INTEGER,
    DECIMAL,
    BOOLEAN,
    DATE,
    DATETIME,
    TEXT;

    public boolean isNumeric() {
        return this == INTEGER || this == DECIMAL;
    }

    /// As reports write it.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
