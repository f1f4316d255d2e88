package io.allasflow.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import io.allasflow.core.json.Json;

/// The job of fn-clean in DuckDB's SQL; the same definitions as peers/clean_pandas.py, but rows in any order.
final class CleanWithDuckDb {
    private static final String NULLS = "['', 'NA', 'N/A', 'n/a', 'NULL', 'null', 'None', 'NaN', 'nan', '-', '?']";
    private static final String FORMATS = "['%Y-%m-%d %H:%M:%S UTC', '%Y-%m-%d %H:%M:%S', '%Y-%m-%dT%H:%M:%SZ', "
            + "'%Y-%m-%dT%H:%M:%S', '%Y-%m-%d %H:%M', '%Y-%m-%d', '%d.%m.%Y %H:%M', '%d.%m.%Y', '%d/%m/%Y', "
            + "'%m/%d/%Y']";
    private static final String SAMPLE = "(SELECT * FROM raw USING SAMPLE 5000 ROWS (reservoir, 42))";
    private static final double THRESHOLD = 0.95;

    private final Connection connection;

    private CleanWithDuckDb(Connection connection) {
        this.connection = connection;
    }

    /// A column's expression over `raw`, by its type.
    private record Typed(String name, String type, String expression) {
        boolean isNumber() {
            return type.equals("integer") || type.equals("decimal");
        }

        boolean hasFences() {
            return isNumber() && !name.endsWith("_id");
        }

        String quoted() {
            return quote(name);
        }
    }

    /// @param memory DuckDB's limit, such as `512MB`; null for its default
    static void run(Path source, Path target, Path report, int threads, String memory)
            throws IOException, SQLException {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:")) {
            var job = new CleanWithDuckDb(connection);
            job.execute("SET threads=" + threads);
            if (memory != null) {
                job.execute("SET memory_limit='" + memory + "'");
            }
            job.execute("SET temp_directory='" + target + ".tmp'");
            job.execute("SET preserve_insertion_order=false");
            Files.write(report, Json.MAPPER.writeValueAsBytes(job.clean(source, target)));
        }
    }

    private Map<String, Object> clean(Path source, Path target) throws SQLException {
        execute("CREATE TEMP TABLE raw AS SELECT * FROM read_csv('" + source + "', all_varchar=true, header=true, "
                + "nullstr=" + NULLS + ", max_line_size=10000000)");
        var columns = new ArrayList<Typed>();
        for (var name : names()) {
            var clean = snake(name);
            if (!clean.equals(name)) {
                execute("ALTER TABLE raw RENAME COLUMN " + quote(name) + " TO " + quote(clean));
            }
            columns.add(typed(clean));
        }
        var read = number("SELECT count(*) FROM raw");
        execute("CREATE TEMP TABLE kept AS SELECT " + join(columns.stream().flatMap(column -> List.of(
                column.expression + " AS " + column.quoted(),
                column.quoted() + " IS NOT NULL AND " + column.expression + " IS NULL AS "
                        + quote(column.name + "!bad"),
                column.quoted() + " IS NULL AS " + quote(column.name + "!missing")).stream()).toList())
                + " FROM (SELECT DISTINCT * FROM raw)");
        execute("DROP TABLE raw");
        var written = number("SELECT count(*) FROM kept");
        var figures = new LinkedHashMap<String, Object>();
        var outputs = new ArrayList<String>();
        var outliers = new ArrayList<String>();
        for (var column : columns) {
            figures.put(column.name, figures(column, outputs, outliers));
        }
        outputs.add((outliers.isEmpty() ? "false" : String.join(" OR ", outliers)) + " AS is_outlier");
        execute("COPY (SELECT " + join(outputs) + " FROM kept) TO '" + target + "' (FORMAT csv, HEADER)");
        return Map.of("read", read, "written", written, "duplicates", read - written, "columns", figures);
    }

    private Map<String, Object> figures(Typed column, List<String> outputs, List<String> outliers)
            throws SQLException {
        var name = column.quoted();
        var figures = new LinkedHashMap<String, Object>();
        figures.put("type", column.type);
        figures.put("missing", number("SELECT count(*) FROM kept WHERE " + quote(column.name + "!missing")));
        figures.put("invalid", number("SELECT count(*) FROM kept WHERE " + quote(column.name + "!bad")));
        var output = name;
        if (column.hasFences()) {
            var quartiles = doubles("SELECT quantile_cont(" + name + "::DOUBLE, 0.25), quantile_cont(" + name
                    + "::DOUBLE, 0.5), quantile_cont(" + name + "::DOUBLE, 0.75) FROM kept");
            var lower = quartiles[0] - 1.5 * (quartiles[2] - quartiles[0]);
            var upper = quartiles[2] + 1.5 * (quartiles[2] - quartiles[0]);
            var isOutlier = "coalesce(" + name + " < " + lower + " OR " + name + " > " + upper + ", false)";
            outliers.add(isOutlier);
            figures.put("median", quartiles[1]);
            figures.put("lowerFence", lower);
            figures.put("upperFence", upper);
            figures.put("outliers", number("SELECT count(*) FROM kept WHERE " + isOutlier));
            output = "coalesce(" + name + ", "
                    + (column.type.equals("integer") ? Math.rint(quartiles[1]) + "::BIGINT" : quartiles[1]) + ")";
        } else if (column.type.equals("text")) {
            output = "coalesce(" + name + ", 'unknown')";
        } else if (column.type.equals("datetime")) {
            output = "strftime(" + name + ", '%Y-%m-%dT%H:%M:%SZ')";
        }
        outputs.add(output + " AS " + name);
        return figures;
    }

    private Typed typed(String name) throws SQLException {
        var cell = quote(name);
        var point = "replace(" + cell + ", ',', '.')";
        var counts = doubles("SELECT count(" + cell + "), count(*) FILTER (regexp_full_match(" + cell
                + ", '[-+]?[0-9]{1,19}')), count(TRY_CAST(" + point + " AS DOUBLE)), count(*) FILTER (lower(" + cell
                + ") IN ('true', 'false', 'yes', 'no')), count(TRY_STRPTIME(" + cell + ", " + FORMATS + ")) FROM "
                + SAMPLE);
        var needed = Math.max(1, THRESHOLD * counts[0]);
        if (counts[1] >= needed && counts[1] == counts[2]) {
            return new Typed(name, "integer", "TRY_CAST(" + cell + " AS BIGINT)");
        }
        if (counts[2] >= needed) {
            return new Typed(name, "decimal", "TRY_CAST(" + point + " AS DOUBLE)");
        }
        if (counts[3] >= needed) {
            return new Typed(name, "boolean", "lower(" + cell + ") IN ('true', 'yes')");
        }
        return counts[4] >= needed
                ? new Typed(name, "datetime", "TRY_STRPTIME(" + cell + ", " + FORMATS + ")")
                : new Typed(name, "text", "trim(" + cell + ")");
    }

    private List<String> names() throws SQLException {
        try (var statement = connection.createStatement(); var result = statement.executeQuery("DESCRIBE raw")) {
            var names = new ArrayList<String>();
            while (result.next()) {
                names.add(result.getString(1));
            }
            return names;
        }
    }

    private double[] doubles(String query) throws SQLException {
        try (var statement = connection.createStatement(); var result = statement.executeQuery(query)) {
            result.next();
            var values = new double[result.getMetaData().getColumnCount()];
            for (var i = 0; i < values.length; i++) {
                values[i] = result.getDouble(i + 1);
            }
            return values;
        }
    }

    private long number(String query) throws SQLException {
        return (long) doubles(query)[0];
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String join(List<String> expressions) {
        return String.join(", ", expressions);
    }

    private static String quote(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private static String snake(String name) {
        var words = name.strip().replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
        var snake = words.replaceAll("[^0-9a-z]+", "_").replaceAll("^_|_$", "");
        return snake.isEmpty() ? "column" : snake;
    }
}
