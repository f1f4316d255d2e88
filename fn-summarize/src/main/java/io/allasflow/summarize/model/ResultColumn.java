package io.allasflow.summarize.model;

import io.allasflow.summarize.engine.ColumnType;
import io.allasflow.summarize.engine.DuckDb;

/// A column of a model's result.
///
/// @param type as those of cleaned tables are called; what has no such type is text
/// @param sqlType DuckDB's
public record ResultColumn(String name, ColumnType type, String sqlType) {
    static ResultColumn of(String name, String sqlType) {
        // Parquet has no integer of 128 bits, which sums are: DuckDB would store them as rounded numbers.
        var stored = sqlType.equals("HUGEINT") || sqlType.equals("UHUGEINT") ? "DECIMAL(38,0)" : sqlType;
        return new ResultColumn(name, stored.equals(sqlType) ? type(sqlType) : ColumnType.INTEGER, stored);
    }

    private static ColumnType type(String sqlType) {
        return switch (sqlType) {
            case "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT" -> //
                ColumnType.INTEGER;
            case "FLOAT", "DOUBLE" -> ColumnType.DECIMAL;
            case "BOOLEAN" -> ColumnType.BOOLEAN;
            case "DATE" -> ColumnType.DATE;
            case "TIME" -> ColumnType.TIME;
            case String other when other.endsWith("]") || other.contains("(") && !other.startsWith("DECIMAL") -> //
                ColumnType.TEXT;
            case String other when other.startsWith("DECIMAL") -> ColumnType.DECIMAL;
            case String other when other.startsWith("TIMESTAMP") -> ColumnType.DATETIME;
            default -> ColumnType.TEXT;
        };
    }

    /// The value as it is stored.
    String stored() {
        return "CAST(" + quoted() + " AS " + sqlType + ") AS " + quoted();
    }

    /// The cell as it stands in CSV, as in cleaned tables: `2024-01-31T10:15:00Z`, `true`, and lists as JSON.
    String cell() {
        var text = "CAST(" + quoted() + " AS VARCHAR)";
        return switch (type) {
            case DATETIME -> "replace(replace(" + text + ", ' ', 'T'), '+00', 'Z')";
            case TEXT -> isNested() ? "CAST(to_json(" + quoted() + ") AS VARCHAR)" : text;
            case INTEGER, DECIMAL, BOOLEAN, DATE, TIME -> text;
        };
    }

    private boolean isNested() {
        return sqlType.endsWith("]") || sqlType.startsWith("STRUCT(") || sqlType.startsWith("MAP(");
    }

    private String quoted() {
        return DuckDb.quotedName(name);
    }
}
