package io.allasflow.summarize.model;

import io.allasflow.core.hash.Sha256;
import io.allasflow.summarize.engine.DuckDb;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/// The table that is built in: a row a run of the pipeline, in order of datasets and then of time.
///
/// @param byDataset sorted
record PipelineRuns(Map<String, List<PipelineRun>> byDataset) {
    static final String NAME = "pipeline_runs";

    /// Another one where any row is another one.
    String fingerprint() {
        long sum = 0;
        for (var dataset : byDataset.entrySet()) {
            sum += dataset.getValue().isEmpty() ? 0 : Sha256.first64(dataset.getKey() + "\0" + dataset.getValue());
        }
        return Long.toHexString(sum);
    }

    void createIn(DuckDb duckdb) {
        duckdb.execute("CREATE TABLE " + NAME + " (dataset VARCHAR, source_key VARCHAR, finished_at TIMESTAMP,"
                + " state VARCHAR, rows_read BIGINT, rows_written BIGINT, duplicates BIGINT, empty BIGINT,"
                + " rejected BIGINT, quality DOUBLE, verdict VARCHAR)");
        try (var rows = duckdb.connection().unwrap(DuckDBConnection.class).createAppender(NAME)) {
            for (var dataset : byDataset.entrySet()) {
                for (var run : dataset.getValue()) {
                    append(rows, dataset.getKey(), run);
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB: " + e.getMessage(), e);
        }
    }

    private static void append(DuckDBAppender rows, String dataset, PipelineRun run) throws SQLException {
        rows.beginRow().append(dataset).append(run.sourceKey()).append(utc(run.finishedAt())).append(run.state())
                .append(run.rowsRead()).append(run.rowsWritten()).append(run.duplicates()).append(run.empty())
                .append(run.rejected()).append(run.quality()).append(run.verdict()).endRow();
    }

    private static LocalDateTime utc(Instant at) {
        return at == null ? null : LocalDateTime.ofInstant(at, ZoneOffset.UTC);
    }
}
