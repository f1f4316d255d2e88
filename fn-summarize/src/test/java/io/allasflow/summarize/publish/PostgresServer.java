package io.allasflow.summarize.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.postgresql.Driver;

/// A PostgreSQL of `scripts/postgres.sh`, one for all tests.
public final class PostgresServer {
    private static final int NOT_INSTALLED = 3;
    private static PostgresServer running;
    private static boolean missing;

    private final Map<String, String> environment = new HashMap<>();

    private PostgresServer(int port) throws IOException, InterruptedException {
        assertThat(script(port, "start")).startsWith("0 ");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                script(port, "stop");
            } catch (IOException | InterruptedException e) {
                System.err.println("PostgreSQL at port " + port + " was not stopped: " + e);
            }
        }));
        script(port, "env").substring(2).lines().map(line -> line.split("=", 2))
                .forEach(pair -> environment.put(pair[0], pair[1]));
    }

    public static synchronized PostgresServer running() throws IOException, InterruptedException {
        if (running == null && !missing) {
            missing = script(1, "env").startsWith(NOT_INSTALLED + " ");
            running = missing ? null : new PostgresServer(freePort());
        }
        assumeTrue(!missing, "Skipped: PostgreSQL is not installed.");
        return running;
    }

    public String url() {
        return environment.get("POSTGRES_URL");
    }

    PostgresSettings settings(String schema) {
        return new PostgresSettings(url(), schema, environment.get("POSTGRES_USER"));
    }

    public PostgresAccess access() {
        return access(Map.of());
    }

    /// @param changed variables; an empty one is not set
    public PostgresAccess access(Map<String, String> changed) {
        var all = new HashMap<>(environment);
        all.putAll(changed);
        all.values().removeIf(String::isEmpty);
        return new PostgresAccess(List.of(environment.get("PUBLISH_ALLOWED_HOSTS")), all::get);
    }

    PostgresPublisher publisher(String schema) {
        return new PostgresPublisher(settings(schema), access());
    }

    Connection connect() throws SQLException {
        return connect(url());
    }

    /// To a database of this server.
    public Connection connect(String url) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", environment.get("POSTGRES_USER"));
        properties.setProperty("password", environment.get(PostgresAccess.PASSWORD));
        return new Driver().connect(url, properties);
    }

    public void execute(String... statements) throws SQLException {
        try (var connection = connect(); var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /// Each row as its cells' texts with `|` between, `_` for null.
    public List<String> query(String sql) throws SQLException {
        try (var connection = connect()) {
            return query(connection, sql);
        }
    }

    public static List<String> query(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement(); var result = statement.executeQuery(sql)) {
            var rows = new ArrayList<String>();
            while (result.next()) {
                var cells = new ArrayList<String>();
                for (var i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    cells.add(result.getString(i) == null ? "_" : result.getString(i));
                }
                rows.add(String.join("|", cells));
            }
            return rows;
        }
    }

    private static String script(int port, String action) throws IOException, InterruptedException {
        var builder = new ProcessBuilder("../scripts/postgres.sh", action).redirectError(
                ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("POSTGRES_PORT", Integer.toString(port));
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() + " " + output;
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
