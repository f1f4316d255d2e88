package io.allasflow.summarize.engine;

import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.duckdb.DuckDBDriver;

/// A DuckDB in this process for one run. Its memory and scratch are bounded, it reaches no file outside of the scratch and no
/// network, and it works with one thread: then sums of floating-point numbers, and so all outputs, are the same on every machine.
public final class DuckDb implements AutoCloseable {
    private static final long MIB = 1 << 20;
    /// What the JVM takes beside its heap, and DuckDB beside the memory that it counts.
    private static final long OVERHEAD = 128 * MIB;
    private static final long LEAST_MEMORY = 128 * MIB;
    private static final long MOST_MEMORY = 512 * MIB;
    private static final int THREADS = 1;

    private final Connection connection;

    private DuckDb(Connection connection) {
        this.connection = connection;
    }

    public static DuckDb open(Scratch scratch) {
        return open(scratch, memory(), THREADS);
    }

    static DuckDb open(Scratch scratch, long memory, int threads) {
        var settings = new Properties();
        settings.setProperty("memory_limit", memory / MIB + "MiB");
        settings.setProperty("threads", Integer.toString(threads));
        settings.setProperty("temp_directory", scratch.file("spilled").toString());
        settings.setProperty("max_temp_directory_size", "1GiB");
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("autoload_known_extensions", "false");
        settings.setProperty("allow_community_extensions", "false");
        settings.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
        try {
            var duckdb = new DuckDb(new DuckDBDriver().connect("jdbc:duckdb:", settings));
            duckdb.execute("SET TimeZone = 'UTC'");
            duckdb.execute("SET allowed_directories = [" + quoted(scratch.folder().toString()) + "]");
            duckdb.execute("SET enable_external_access = false");
            duckdb.execute("SET lock_configuration = true");
            return duckdb;
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /// What the container leaves beside the JVM: 128 MiB of 512, 512 of 1024 and more, with a heap of 256.
    private static long memory() {
        var system = ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
        var left = system.getTotalMemorySize() - Runtime.getRuntime().maxMemory() - OVERHEAD;
        return Math.clamp(left, LEAST_MEMORY, MOST_MEMORY);
    }

    public Connection connection() {
        return connection;
    }

    public void execute(String sql) {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    public <T> List<T> query(String sql, Row<T> row) {
        try (var statement = connection.createStatement(); var results = statement.executeQuery(sql)) {
            var rows = new ArrayList<T>();
            while (results.next()) {
                rows.add(row.of(results));
            }
            return rows;
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /// Null for a missing number, and for what no JSON can hold.
    static Double number(ResultSet results, int column) throws SQLException {
        var number = results.getDouble(column);
        return results.wasNull() || !Double.isFinite(number) ? null : number;
    }

    public static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    public static String quotedName(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    static String literal(double number) {
        return "'" + number + "'::DOUBLE";
    }

    private static RuntimeException failed(SQLException e) {
        var message = String.valueOf(e.getMessage());
        return message.startsWith("Out of Memory Error") || message.contains("No space left on device")
                ? new PipelineException(ErrorCode.TOO_LARGE,
                        "the table needs more memory or scratch than fn-summarize has", e)
                : new IllegalStateException("DuckDB: " + message, e);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /// Takes a row.
    public interface Row<T> {
        T of(ResultSet results) throws SQLException;
    }
}
