package io.allasflow.summarize.publish;

import io.allasflow.summarize.engine.ColumnType;

/// What a column is in the database. Every value there equals its cell; where a type cannot promise that, it is text.
public enum PostgresType {
    BIGINT("bigint"),
    /// Without a precision: as exact as the cell, down to the zeros at its end.
    NUMERIC("numeric"),
    DOUBLE("double precision"),
    BOOLEAN("boolean"),
    DATE("date"),
    TIMESTAMP("timestamp"),
    TIMESTAMP_WITH_TIME_ZONE("timestamp with time zone"),
    TIME("time"),
    TEXT("text");

    private final String sql;

    PostgresType(String sql) {
        this.sql = sql;
    }

    String sql() {
        return sql;
    }

    /// Of a cleaned column.
    ///
    /// @param stored the type that it has in the Parquet file, which is text for dates that no database takes
    public static PostgresType of(ColumnType type, String stored) {
        return switch (type) {
            case INTEGER -> stored.equals("BIGINT") ? BIGINT : NUMERIC;
            case DECIMAL -> NUMERIC;
            case BOOLEAN -> BOOLEAN;
            case DATE -> stored.equals("VARCHAR") ? TEXT : DATE;
            case DATETIME -> switch (stored) {
                case "TIMESTAMP" -> TIMESTAMP;
                case "TIMESTAMP WITH TIME ZONE" -> TIMESTAMP_WITH_TIME_ZONE;
                default -> TEXT;
            };
            case TIME -> stored.equals("VARCHAR") ? TEXT : TIME;
            case TEXT -> TEXT;
        };
    }
}
