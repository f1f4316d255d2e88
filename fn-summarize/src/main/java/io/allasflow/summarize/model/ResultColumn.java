package io.allasflow.summarize.model;

import io.allasflow.summarize.engine.ColumnType;
import io.allasflow.summarize.engine.DuckDb;
import io.allasflow.summarize.publish.PostgresType;
import io.allasflow.summarize.publish.PublishedColumn;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A column of a model's result.
///
/// @param type as those of cleaned tables are called; what has no such type is text
/// @param sqlType DuckDB's
public record ResultColumn(String name, ColumnType type, String sqlType) {
    private static final Set<String> HUGE_ALONE = Set.of("HUGEINT", "UHUGEINT");
    /// Also in lists and structs, but not the names of their fields, which a type follows.
    private static final Pattern HUGE = Pattern.compile("\"[^\"]*\"|'[^']*'|\\b(U?HUGEINT)(?![A-Z_ ])");

    static ResultColumn of(String name, String sqlType) {
        // Parquet has no integer of 128 bits, which sums are: DuckDB would store them as rounded numbers.
        var stored = HUGE.matcher(sqlType).replaceAll(found -> found.group(1) == null
                ? Matcher.quoteReplacement(found.group())
                : "DECIMAL(38,0)");
        return new ResultColumn(name, HUGE_ALONE.contains(sqlType) ? ColumnType.INTEGER : type(stored), stored);
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
            // Years before Christ stay as DuckDB writes them: `0044-03-15 (BC) 10:00:00`.
            case DATETIME -> "CASE WHEN contains(" + text + ", '(BC)') THEN " + text + " ELSE replace(replace(" + text
                    + ", ' ', 'T'), '+00', 'Z') END";
            case TEXT -> isNested() ? "CAST(to_json(CAST(" + quoted() + " AS " + sqlType + ")) AS VARCHAR)" : text;
            case INTEGER, DECIMAL, BOOLEAN, DATE, TIME -> text;
        };
    }

    /// As it is in PostgreSQL. Its times have no nanoseconds.
    PublishedColumn published() {
        return new PublishedColumn(name, switch (type) {
            case INTEGER -> sqlType.equals("UBIGINT") || sqlType.startsWith("DECIMAL")
                    ? PostgresType.NUMERIC
                    : PostgresType.BIGINT;
            case DECIMAL -> sqlType.startsWith("DECIMAL") ? PostgresType.NUMERIC : PostgresType.DOUBLE;
            case BOOLEAN -> PostgresType.BOOLEAN;
            case DATE -> PostgresType.DATE;
            case DATETIME -> switch (sqlType) {
                case "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS" -> PostgresType.TIMESTAMP;
                case "TIMESTAMP WITH TIME ZONE" -> PostgresType.TIMESTAMP_WITH_TIME_ZONE;
                default -> PostgresType.TEXT;
            };
            case TIME -> PostgresType.TIME;
            case TEXT -> PostgresType.TEXT;
        });
    }

    /// The cell as [#published] takes it: `0044-03-15 BC 12:00:00`, which is `0044-03-15 (BC) 12:00:00` to DuckDB.
    String publishedCell() {
        return switch (published().type()) {
            case DATE, TIMESTAMP, TIMESTAMP_WITH_TIME_ZONE -> "replace(replace(CAST(" + quoted()
                    + " AS VARCHAR), '(BC)', 'BC'), '+00', 'Z')";
            case BIGINT, NUMERIC, DOUBLE, BOOLEAN, TIME, TEXT -> cell();
        };
    }

    private boolean isNested() {
        return sqlType.endsWith("]") || sqlType.startsWith("STRUCT(") || sqlType.startsWith("MAP(");
    }

    private String quoted() {
        return DuckDb.quotedName(name);
    }
}
