package io.allasflow.bench;

import io.allasflow.core.json.Json;
import io.allasflow.summarize.engine.ColumnType;
import io.allasflow.summarize.engine.TypedColumn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The figures of fn-summarize in DuckDB's SQL: the Parquet file, exact statistics of each column, Pearson's and Spearman's
/// coefficients of each two, means over time.
final class SummarizeWithDuckDb {
    private final Connection connection;
    private final List<TypedColumn> columns;

    private SummarizeWithDuckDb(Connection connection, List<TypedColumn> columns) {
        this.connection = connection;
        this.columns = columns;
    }

    /// @param own DuckDB's own SUMMARIZE alone, without Parquet
    static void run(Path table, List<TypedColumn> columns, Path report, boolean own) throws IOException, SQLException {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:")) {
            var job = new SummarizeWithDuckDb(connection, columns);
            job.execute("SET threads=1");
            job.execute("SET temp_directory='" + report + ".tmp'");
            var read = "read_csv('" + table + "', header=true, nullstr='', max_line_size=10000000, columns={"
                    + columns.stream().map(column -> literal(column.name()) + ": '" + sqlType(column.type()) + "'")
                            .collect(Collectors.joining(", "))
                    + "})";
            if (own) {
                job.execute("CREATE TABLE summary AS FROM (SUMMARIZE SELECT * FROM " + read + ")");
                Files.write(report, Json.MAPPER.writeValueAsBytes(Map.of()));
                return;
            }
            job.execute("COPY (FROM " + read + ") TO '" + report + ".parquet' (FORMAT parquet, COMPRESSION zstd)");
            job.execute("CREATE VIEW t AS FROM '" + report + ".parquet'");
            Files.write(report, Json.MAPPER.writeValueAsBytes(job.figures()));
        }
    }

    private static String sqlType(ColumnType type) {
        return switch (type) {
            case INTEGER -> "BIGINT";
            case DECIMAL -> "DOUBLE";
            case BOOLEAN -> "BOOLEAN";
            case DATE -> "DATE";
            case DATETIME -> "TIMESTAMPTZ";
            case TIME, TEXT -> "VARCHAR";
        };
    }

    private Map<String, Object> figures() throws SQLException {
        var figures = new LinkedHashMap<String, Object>();
        for (var column : columns) {
            figures.put(column.name(), figures(column));
        }
        var numbers = columns.stream().filter(SummarizeWithDuckDb::isNumber).map(TypedColumn::name).toList();
        relations(numbers);
        var time = columns.stream().filter(column -> column.type() == ColumnType.DATETIME
                || column.type() == ColumnType.DATE).findFirst();
        if (time.isPresent()) {
            overTime(quoted(time.get().name()), numbers);
        }
        return Map.of("rows", (long) row("SELECT count(*) FROM t")[0], "columns", figures);
    }

    private Map<String, Object> figures(TypedColumn column) throws SQLException {
        var name = quoted(column.name());
        var figures = new LinkedHashMap<String, Object>();
        var counts = row("SELECT count(" + name + "), count(DISTINCT " + name + ") FROM t");
        figures.put("count", (long) counts[0]);
        figures.put("distinct", (long) counts[1]);
        execute("CREATE OR REPLACE TEMP TABLE top AS SELECT " + name + ", count(*) AS n FROM t WHERE " + name
                + " IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 10");
        if (isNumber(column)) {
            var number = row(("SELECT min(%1$s), max(%1$s), favg(%1$s), stddev_samp(%1$s), skewness(%1$s), "
                    + "quantile_cont(%1$s::DOUBLE, 0.25), quantile_cont(%1$s::DOUBLE, 0.5), "
                    + "quantile_cont(%1$s::DOUBLE, 0.75) FROM t").formatted(name));
            figures.put("min", number[0]);
            figures.put("max", number[1]);
            figures.put("mean", number[2]);
            figures.put("stddev", number[3]);
            figures.put("q1", number[5]);
            figures.put("median", number[6]);
            figures.put("q3", number[7]);
            if (number[1] > number[0]) {
                execute("CREATE OR REPLACE TEMP TABLE bins AS SELECT least(19, floor((%1$s - %2$s::DOUBLE) / %3$s::DOUBLE * 20)), count(*) FROM t GROUP BY 1"
                        .formatted(name, "'" + number[0] + "'", "'" + (number[1] - number[0]) + "'"));
            }
        }
        return figures;
    }

    private void relations(List<String> numbers) throws SQLException {
        var pairs = new ArrayList<String>();
        for (var i = 0; i < numbers.size(); i++) {
            for (var j = i + 1; j < numbers.size(); j++) {
                pairs.add("corr(" + quoted(numbers.get(i)) + ", " + quoted(numbers.get(j)) + ")");
            }
        }
        if (!pairs.isEmpty()) {
            row("SELECT " + String.join(", ", pairs) + " FROM t");
            row("SELECT " + String.join(", ", pairs) + " FROM (SELECT "
                    + numbers.stream().map(name -> "rank() OVER (ORDER BY " + quoted(name) + ") AS " + quoted(name))
                            .collect(Collectors.joining(", "))
                    + " FROM t USING SAMPLE 50000 ROWS (reservoir, 42))");
        }
    }

    private void overTime(String time, List<String> numbers) throws SQLException {
        var means = numbers.stream().map(name -> ", favg(%1$s), min(%1$s), max(%1$s), count(%1$s)".formatted(quoted(
                name))).collect(Collectors.joining());
        for (var part : List.of("date_trunc('day', " + time + "::TIMESTAMP)", "hour(" + time + "::TIMESTAMP)",
                "isodow(" + time + "::TIMESTAMP)", "month(" + time + "::TIMESTAMP)")) {
            execute("CREATE OR REPLACE TEMP TABLE over_time AS SELECT " + part + means + " FROM t GROUP BY 1");
        }
        for (var name : numbers) {
            row("SELECT regr_slope(%1$s, epoch(%2$s)), regr_r2(%1$s, epoch(%2$s)) FROM t".formatted(quoted(name),
                    time));
        }
    }

    private static boolean isNumber(TypedColumn column) {
        return column.type() == ColumnType.INTEGER || column.type() == ColumnType.DECIMAL;
    }

    private double[] row(String query) throws SQLException {
        try (var statement = connection.createStatement(); var result = statement.executeQuery(query)) {
            result.next();
            var values = new double[result.getMetaData().getColumnCount()];
            for (var i = 0; i < values.length; i++) {
                values[i] = result.getDouble(i + 1);
            }
            return values;
        }
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
