package io.allasflow.summarize.model;

import io.allasflow.core.csv.CanonicalWriter;
import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.text.Excerpt;
import io.allasflow.summarize.engine.DuckDb;
import io.allasflow.summarize.engine.Sample;
import io.allasflow.summarize.engine.Scratch;
import io.allasflow.summarize.publish.PublishedRows;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/// One run of a model's SQL over tables in the scratch. The result is held by DuckDB, in its memory and its spill of 1 GiB, until
/// it is written: so what takes more is refused, and whoever reads a result never meets half of it.
final class ModelRun {
    static final long MOST_ROWS = 5_000_000;
    static final int MOST_COLUMNS = 1_000;
    private static final int LONGEST_SHOWN_CELL = 200;
    private static final int MOST_SHOWN_CHARACTERS = 400_000;
    private static final String RESULT = "temp.gold_result";
    /// The user's table of that name, if there is one, is not hidden from the model: it is bound before this one is there.
    private static final String CREATE = "CREATE TEMP TABLE gold_result AS ";

    private final DuckDb duckdb;
    private final Duration timeout;
    private final List<ResultColumn> columns = new ArrayList<>();
    private long rows;

    ModelRun(DuckDb duckdb, Duration timeout) {
        this.duckdb = duckdb;
        this.timeout = timeout;
    }

    void table(String name, Path parquet) {
        duckdb.execute("CREATE VIEW " + DuckDb.quotedName(name) + " AS FROM read_parquet("
                + DuckDb.quoted(parquet.toString()) + ")");
    }

    /// @param sql one SELECT, as the parser said
    void run(String sql) {
        HighStack.call(() -> {
            attempt(CREATE + sql);
            return null;
        });
        columns.addAll(duckdb.query("SELECT column_name, column_type FROM (DESCRIBE " + RESULT + ")",
                results -> ResultColumn.of(results.getString(1), results.getString(2))));
        rows = duckdb.query("SELECT count(*) FROM " + RESULT, results -> results.getLong(1)).getFirst();
        if (rows > MOST_ROWS || columns.size() > MOST_COLUMNS) {
            throw new PipelineException(ErrorCode.MODEL_TOO_LARGE, "the result has " + rows + " rows and "
                    + columns.size() + " columns; it may have " + MOST_ROWS + " and " + MOST_COLUMNS);
        }
    }

    List<ResultColumn> columns() {
        return columns;
    }

    long rows() {
        return rows;
    }

    Path parquet(Scratch scratch) {
        var file = scratch.file("gold.parquet");
        attempt(columns.stream().map(ResultColumn::stored).collect(Collectors.joining(", ", "COPY (SELECT ",
                " FROM " + RESULT + ") TO " + DuckDb.quoted(file.toString())
                        + " (FORMAT parquet, COMPRESSION zstd)")));
        return file;
    }

    /// Canonical CSV, in the order that the model gave.
    ///
    /// @param most rows to be shown
    /// @return the first rows, of some [#MOST_SHOWN_CHARACTERS], with long cells cut
    Sample csv(OutputStream out, int most) throws IOException {
        var header = columns.stream().map(ResultColumn::name).toList();
        var first = new ArrayList<List<String>>();
        var writer = new CanonicalWriter(out);
        writer.record(header);
        var room = MOST_SHOWN_CHARACTERS;
        try (var all = rows(ResultColumn::cell)) {
            while (all.hasNext()) {
                var cells = all.next();
                cells.replaceAll(cell -> cell == null ? "" : cell);
                writer.record(cells);
                if (first.size() < most && room > 0) {
                    var shown = cells.stream().map(cell -> Excerpt.of(cell, LONGEST_SHOWN_CELL)).toList();
                    first.add(shown);
                    room -= shown.stream().mapToInt(String::length).sum() + shown.size();
                }
            }
        }
        writer.flush();
        return new Sample(header, first, rows);
    }

    /// In the same order, and what is missing apart from what is empty.
    PublishedRows rowsToPublish() {
        return rows(ResultColumn::publishedCell);
    }

    private ResultRows rows(Function<ResultColumn, String> cell) {
        var select = columns.stream().map(cell).collect(Collectors.joining(", ", "SELECT ", " FROM " + RESULT));
        return new ResultRows(duckdb.connection(), select, columns.size(),
                ResultRange.of(duckdb, RESULT, columns, rows), this::failed);
    }

    private void attempt(String sql) {
        try (var statement = duckdb.connection().createStatement()) {
            statement.setQueryTimeout((int) timeout.toSeconds());
            statement.execute(sql);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private PipelineException failed(SQLException e) {
        var message = Errors.cut(e.getMessage());
        if (e instanceof SQLTimeoutException) {
            return new PipelineException(ErrorCode.MODEL_TOO_SLOW, "it took more than " + timeout.toSeconds() + " s",
                    e);
        }
        return message.startsWith("Out of Memory Error") || message.contains("No space left on device")
                ? new PipelineException(ErrorCode.MODEL_TOO_LARGE, "it needs more memory or scratch than there is: "
                        + message, e)
                : new PipelineException(ErrorCode.MODEL_FAILED, message, e);
    }
}
