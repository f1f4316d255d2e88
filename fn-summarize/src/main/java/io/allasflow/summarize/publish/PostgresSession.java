package io.allasflow.summarize.publish;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/// One connection and one transaction. Closing rolls back what was not committed; so does the server when it misses us.
final class PostgresSession implements AutoCloseable {
    private static final int CONNECT_SECONDS = 10;
    private static final int LOGIN_SECONDS = 30;
    /// The longest that a statement takes: one that waits for locks, or a commit that writes to disk.
    private static final int ANSWER_SECONDS = 300;
    private static final int LOCK_SECONDS = 30;

    private final Connection connection;
    private final PGConnection postgres;

    private PostgresSession(Connection connection) throws SQLException {
        this.connection = connection;
        this.postgres = connection.unwrap(PGConnection.class);
    }

    static PostgresSession open(PostgresAddress address, Properties granted) throws SQLException {
        var properties = new Properties();
        properties.putAll(granted);
        properties.setProperty("ApplicationName", "allasflow");
        properties.setProperty("connectTimeout", Integer.toString(CONNECT_SECONDS));
        properties.setProperty("loginTimeout", Integer.toString(LOGIN_SECONDS));
        properties.setProperty("socketTimeout", Integer.toString(ANSWER_SECONDS));
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("gssEncMode", "disable");
        // Errors would repeat cells.
        properties.setProperty("logServerErrorDetail", "false");
        // Not by DriverManager, which loads every driver there is.
        var session = new PostgresSession(new Driver().connect(address.driverUrl(), properties));
        try {
            session.connection.setAutoCommit(false);
            // Who finds the new table by its name must see its rows: see PostgresPublisher.
            session.connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            session.execute("SET lock_timeout = '" + LOCK_SECONDS + "s'");
            // A process that is gone without a word must not keep its locks for hours.
            session.execute("SET tcp_keepalives_idle = 60");
            session.execute("SET tcp_keepalives_interval = 10");
            session.execute("SET tcp_keepalives_count = 6");
            return session;
        } catch (SQLException e) {
            session.close();
            throw e;
        }
    }

    /// In double quotes.
    String name(String text) throws SQLException {
        return postgres.escapeIdentifier(text);
    }

    /// In single quotes.
    String literal(String text) throws SQLException {
        return "'" + postgres.escapeLiteral(text) + "'";
    }

    void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /// The first column of the only row; empty if there is none, or null in it.
    Optional<String> ask(String sql) throws SQLException {
        try (var statement = connection.createStatement(); var result = statement.executeQuery(sql)) {
            return result.next() ? Optional.ofNullable(result.getString(1)) : Optional.empty();
        }
    }

    /// Sends what `rows` writes; nothing arrives unless it ends well.
    long copy(String sql, Rows rows) throws SQLException, IOException {
        var copy = postgres.getCopyAPI().copyIn(sql);
        try {
            rows.writeTo(copy);
            return copy.endCopy();
        } finally {
            if (copy.isActive()) {
                cancel(copy);
            }
        }
    }

    private static void cancel(CopyIn copy) {
        try {
            copy.cancelCopy();
        } catch (SQLException _) {
            // There is an error already, and the transaction will be rolled back.
        }
    }

    void commit() throws SQLException {
        connection.commit();
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException _) {
            // What was committed is; what was not, the server forgets.
        }
    }

    @FunctionalInterface
    interface Rows {
        void writeTo(CopyIn copy) throws SQLException, IOException;
    }
}
