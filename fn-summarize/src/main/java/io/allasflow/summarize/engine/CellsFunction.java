package io.allasflow.summarize.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBDataChunkWriter;
import org.duckdb.DuckDBTableFunction;
import org.duckdb.DuckDBTableFunctionBindInfo;
import org.duckdb.DuckDBTableFunctionCallInfo;
import org.duckdb.DuckDBTableFunctionInitInfo;

/// A table function: records as rows of text columns `c0`, `c1` … as DuckDB asks for them, an empty cell as NULL. It can be
/// called once. Holds one chunk: at most 500,000 cells, and 4 MB more than one row.
final class CellsFunction implements DuckDBTableFunction<CellsFunction, CellsFunction, CellsFunction> {
    private static final int MOST_CELLS = 500_000;
    private static final int MOST_BYTES = 4_000_000;

    private final Iterator<List<String>> records;
    private final int columns;
    private IOException failure;

    CellsFunction(Iterator<List<String>> records, int columns) {
        this.records = records;
        this.columns = columns;
    }

    /// What broke the records off, which an SQLException does not carry; null if nothing did.
    IOException failure() {
        return failure;
    }

    @Override
    public CellsFunction bind(DuckDBTableFunctionBindInfo info) {
        for (var i = 0; i < columns; i++) {
            info.addResultColumn("c" + i, DuckDBColumnType.VARCHAR);
        }
        return this;
    }

    @Override
    public CellsFunction init(DuckDBTableFunctionInitInfo info) {
        info.setMaxThreads(1);
        return this;
    }

    @Override
    public long apply(DuckDBTableFunctionCallInfo info, DuckDBDataChunkWriter chunk) throws IOException {
        try {
            var most = (int) Math.clamp(MOST_CELLS / columns, 1, chunk.capacity());
            var cells = new byte[columns][most][];
            var rows = 0;
            for (var bytes = 0L; rows < most && bytes < MOST_BYTES && records.hasNext(); rows++) {
                bytes += put(records.next(), cells, rows);
            }
            for (var i = 0; i < columns; i++) {
                chunk.vector(i).setStringUtf8Batch(0, rows == most ? cells[i] : Arrays.copyOf(cells[i], rows));
            }
            return rows;
        } catch (RuntimeException e) {
            failure = e.getCause() instanceof IOException io ? io : new IOException(e);
            throw e;
        }
    }

    private long put(List<String> record, byte[][][] cells, int row) {
        var bytes = 0L;
        for (var i = 0; i < columns; i++) {
            var cell = record.get(i);
            if (!cell.isEmpty()) {
                cells[i][row] = cell.getBytes(StandardCharsets.UTF_8);
                bytes += cells[i][row].length;
            }
        }
        return bytes;
    }
}
