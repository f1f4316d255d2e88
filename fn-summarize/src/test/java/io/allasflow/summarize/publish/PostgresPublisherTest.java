package io.allasflow.summarize.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.allasflow.summarize.engine.ColumnType;
import io.allasflow.summarize.publish.PostgresPublisher.Guard;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// On a real server: what arrives there, and what is seen of it.
@Tag("slow")
class PostgresPublisherTest {
    private static final AtomicInteger SCHEMAS = new AtomicInteger();
    private static final Guard CURRENT = () -> {};
    private static final List<PublishedColumn> NUMBERS = List.of(new PublishedColumn("n", PostgresType.BIGINT));

    private final String schema = "s" + SCHEMAS.incrementAndGet();
    private PostgresServer server;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        server = PostgresServer.running();
    }

    /// What PostgreSQL prints, in UTC; `_` is a missing cell.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            INTEGER  | BIGINT        | 3 _ -1 9223372036854775807 -9223372036854775808 | bigint | 3 _ -1 9223372036854775807 -9223372036854775808
            INTEGER  | DECIMAL(38,0) | 9223372036854775808 1          | numeric | 9223372036854775808 1
            INTEGER  | VARCHAR       | 100000000000000000000000000000000000000000 -1 | numeric | 100000000000000000000000000000000000000000 -1
            DECIMAL  | DECIMAL(18,3) | 1.50 2 -0.125 _ 0.10           | numeric | 1.50 2 -0.125 _ 0.10
            DECIMAL  | DOUBLE        | 1234567890123456789012345678901234567.8 0.30000000000000004 | numeric | 1234567890123456789012345678901234567.8 0.30000000000000004
            DECIMAL  | DOUBLE        | 1e-7 2.5E3 -1e+2               | numeric | 0.0000001 2500 -100
            DECIMAL  | VARCHAR       | 1e40 1                         | numeric | 10000000000000000000000000000000000000000 1
            BOOLEAN  | BOOLEAN       | true false _                   | boolean | t f _
            DATE     | DATE          | 2024-02-29 _ 1899-12-31 9999-12-31 0001-01-01 0000-02-29 | date | 2024-02-29 _ 1899-12-31 9999-12-31 0001-01-01 0001-02-29/BC
            DATE     | VARCHAR       | +12024-02-28 -0001-01-01       | text    | +12024-02-28 -0001-01-01
            DATETIME | TIMESTAMP     | 2024-01-01T00:00:00.5 2024-01-01T10:15 0000-01-01T23:59:59.123456 | timestamp without time zone | 2024-01-01/00:00:00.5 2024-01-01/10:15:00 0001-01-01/23:59:59.123456/BC
            DATETIME | TIMESTAMP WITH TIME ZONE | 2024-01-01T00:00:00+02:00 2024-01-01T00:00:00.25Z 2024-01-01T10:15-18:00 9999-12-31T23:59:59-18:00 0000-01-01T00:00:00+01:00 | timestamp with time zone | 2023-12-31/22:00:00+00 2024-01-01/00:00:00.25+00 2024-01-02/04:15:00+00 10000-01-01/17:59:59+00 0002-12-31/23:00:00+00/BC
            DATETIME | VARCHAR       | 2024-01-01T00:00:00Z 2024-01-01T00:00:00 | text | 2024-01-01T00:00:00Z 2024-01-01T00:00:00
            TIME     | TIME          | 23:59:59.5 00:00:00 10:30      | time without time zone | 23:59:59.5 00:00:00 10:30:00
            TIME     | VARCHAR       | 23:59:59.123456789             | text    | 23:59:59.123456789
            TEXT     | VARCHAR       | a ä😀 '" \\N \\. \\ , _        | text    | a ä😀 '" \\N \\. \\ , _
            """)
    void stores_equal_values(ColumnType type, String stored, String cells, String sqlType, String read)
            throws Exception {
        publish("t", "1", List.of(new PublishedColumn("v", PostgresType.of(type, stored))),
                rows(Stream.of(cells.split(" ")).map(cell -> List.of(cell)).toList()), CURRENT);
        assertThat(server.query("SELECT data_type FROM information_schema.columns WHERE table_schema = '" + schema
                + "' AND table_name = 't'")).containsExactly(sqlType);
        try (var connection = server.connect()) {
            PostgresServer.query(connection, "SELECT set_config('timezone', 'UTC', false)");
            var expression = sqlType.equals("boolean") ? "v::text::char(1)" : "v::text";
            assertThat(PostgresServer.query(connection, "SELECT replace(" + expression + ", ' ', '/') FROM "
                    + schema + ".t")).containsExactly(read.split(" "));
        }
    }

    @Test
    void stores_any_text() throws Exception {
        var texts = List.of("a\nb", "a\r\nb", "tab\there", "\\", "\\.", "\\N", "", " ", "'; DROP SCHEMA public; --",
                "\u0001\u001f\u007f", "<script>alert(1)</script>", "\ufeffä\u0301😀", "x".repeat(1_000_000));
        publish("t", "1", List.of(new PublishedColumn("v", PostgresType.TEXT)),
                rows(texts.stream().map(List::of).toList()), CURRENT);
        try (var connection = server.connect();
                var result = connection.createStatement().executeQuery("SELECT v FROM " + schema + ".t")) {
            for (var text : texts) {
                assertThat(result.next()).isTrue();
                assertThat(result.getString(1)).isEqualTo(text);
            }
            assertThat(result.next()).isFalse();
        }
    }

    /// As a model's columns are; PostgreSQL's doubles may be infinite.
    @Test
    void stores_doubles() throws Exception {
        publish("t", "1", List.of(new PublishedColumn("v", PostgresType.DOUBLE)),
                rows(Stream.of("0.1", "1.7976931348623157e+308", "4.9E-324", "inf", "-Infinity", "NaN").map(List::of)
                        .toList()),
                CURRENT);
        assertThat(server.query("SELECT v FROM " + schema + ".t")).containsExactly("0.1", "1.7976931348623157e+308",
                "5e-324", "Infinity", "-Infinity", "NaN");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0, 3", "1, 0", "1600, 2"})
    void takes_tables_of_any_shape(int columns, int rows) throws Exception {
        publish("t", "1", integers(columns),
                rows(Collections.nCopies(rows, Collections.nCopies(columns, columns > 1_000 ? "_" : "7"))),
                CURRENT);
        assertThat(
                server.query("SELECT count(*), (SELECT count(*) FROM information_schema.columns WHERE table_schema = '"
                        + schema + "') FROM " + schema + ".t"))
                .containsExactly(rows + "|" + columns);
    }

    @Test
    void hostile_names_name_what_they_name() throws Exception {
        var columns = List.of("a\"b", "A", "a", "'; DROP TABLE x; --", "ctid", "x".repeat(64), "x".repeat(64) + "y",
                "\0", "", "select", "ä😀", "\\");
        for (var name : List.of("shop/customers", "a\"; DROP SCHEMA public CASCADE; --", "../..", "%s 'x' \\ $1",
                "d\0\n", "é".repeat(500), "SELECT")) {
            assertThat(publish(name, "1", columns.stream().map(column -> new PublishedColumn(column,
                    PostgresType.BIGINT)).toList(),
                    rows(List.of(IntStream.range(0, columns.size()).mapToObj(Integer::toString).toList())), CURRENT))
                    .isTrue();
            var table = "\"" + Identifier.table(name).replace("\"", "\"\"") + "\"";
            assertThat(server.query("SELECT * FROM " + schema + "." + table))
                    .containsExactly("0|1|2|3|4|5|6|7|8|9|10|11");
            assertThat(publish(name, "1", List.of(), none(), CURRENT)).isFalse();
        }
        assertThat(
                server.query("SELECT count(DISTINCT table_name) FROM information_schema.columns WHERE table_schema = '"
                        + schema + "'"))
                .containsExactly("7");
        assertThat(server.query("SELECT column_name FROM information_schema.columns WHERE table_schema = '" + schema
                + "' AND table_name = 'shop/customers' ORDER BY ordinal_position"))
                .containsExactlyElementsOf(columns.stream().map(Identifier::column).toList());
        assertThat(server.query("SELECT col_description(to_regclass('" + schema + ".\"shop/customers\"'), 6)"))
                .containsExactly("x".repeat(64));
    }

    @Test
    void a_repeat_copies_nothing_and_another_version_all() throws Exception {
        assertThat(publish("t", "1", NUMBERS, numbers(3), CURRENT)).isTrue();
        var made = server.query("SELECT '" + schema + ".t'::regclass::oid");
        assertThat(publish("t", "1", NUMBERS, none(), CURRENT)).isFalse();
        assertThat(server.query("SELECT '" + schema + ".t'::regclass::oid")).isEqualTo(made);
        assertThat(publish("t", "2", List.of(new PublishedColumn("x", PostgresType.TEXT)), numbers(2), CURRENT))
                .isTrue();
        assertThat(server.query("SELECT x FROM " + schema + ".t")).containsExactly("0", "1");
        assertThat(server.query("SELECT obj_description('" + schema + ".t'::regclass)"))
                .containsExactly("{\"allasflow\":\"t\",\"etag\":\"2\"}");
    }

    /// Every reader sees all rows of one version, while twenty versions come.
    @Test
    void readers_see_whole_tables() throws Exception {
        publish("t", "0", NUMBERS, numbers(1_000), CURRENT);
        var done = new AtomicBoolean();
        var seen = new AtomicInteger();
        Callable<Void> reader = () -> {
            try (var connection = server.connect()) {
                while (!done.get()) {
                    var row = PostgresServer.query(connection, "SELECT count(*), max(n) FROM " + schema + ".t")
                            .getFirst().split("\\|");
                    assertThat(Integer.parseInt(row[0])).isGreaterThanOrEqualTo(1_000)
                            .isEqualTo(Integer.parseInt(row[1]) + 1);
                    seen.incrementAndGet();
                }
            }
            return null;
        };
        try (var readers = Executors.newFixedThreadPool(3)) {
            var reading = IntStream.range(0, 3).mapToObj(_ -> readers.submit(reader)).toList();
            try {
                for (var version = 1; version <= 20; version++) {
                    publish("t", "" + version, NUMBERS, numbers(1_000 + version), CURRENT);
                }
            } finally {
                done.set(true);
            }
            for (var one : reading) {
                one.get();
            }
        }
        assertThat(seen.get()).isGreaterThan(20);
    }

    /// Its snapshot is older than the table that it finds.
    @Test
    void an_older_transaction_sees_the_new_rows() throws Exception {
        publish("t", "1", NUMBERS, numbers(3), CURRENT);
        try (var connection = server.connect()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            PostgresServer.query(connection, "SELECT 1");
            publish("t", "2", NUMBERS, numbers(5), CURRENT);
            assertThat(PostgresServer.query(connection, "SELECT count(*) FROM " + schema + ".t")).containsExactly("5");
        }
    }

    /// The connection dies when all is copied and nothing is swapped.
    @Test
    void what_dies_before_the_swap_leaves_nothing() throws Exception {
        publish("t", "1", NUMBERS, numbers(3), CURRENT);
        Guard death = () -> {
            try {
                assertThat(server.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        + " WHERE application_name = 'allasflow'")).containsExactly("t");
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        };
        assertCode(ErrorCode.PUBLISH_UNAVAILABLE, () -> publish("t", "2", NUMBERS, numbers(5), death));
        assertThat(server.query("SELECT count(*) FROM " + schema + ".t")).containsExactly("3");
        assertThat(tables()).containsExactly("t");
        assertThat(publish("t", "2", NUMBERS, numbers(5), CURRENT)).isTrue();
        assertThat(server.query("SELECT count(*) FROM " + schema + ".t")).containsExactly("5");
    }

    @Test
    void what_is_not_current_any_more_is_not_swapped() throws Exception {
        publish("t", "1", NUMBERS, numbers(3), CURRENT);
        Guard changed = () -> {
            throw new IOException("changed");
        };
        assertThatThrownBy(() -> publish("t", "0", NUMBERS, numbers(5), changed)).isInstanceOf(IOException.class)
                .hasMessage("changed");
        var broken = new PublishedRows.Source() {
            @Override
            public PublishedRows open() {
                return new ListedRows(Stream.concat(Stream.of(List.of("1")), Stream.generate(() -> {
                    throw new java.io.UncheckedIOException(new IOException("broken off"));
                })).iterator());
            }
        };
        assertThatThrownBy(() -> publish("t", "2", NUMBERS, broken, CURRENT)).hasMessageContaining("broken off");
        assertThat(server.query("SELECT count(*) FROM " + schema + ".t")).containsExactly("3");
        assertThat(tables()).containsExactly("t");
    }

    /// The second writer waits for the first one, and finds what it did.
    @Test
    void writers_take_turns() throws Exception {
        var copied = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        Guard slow = () -> {
            copied.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        };
        try (var writers = Executors.newFixedThreadPool(3)) {
            var first = writers.submit(() -> publish("t", "1", NUMBERS, numbers(3), slow));
            try {
                copied.await();
                var same = writers.submit(() -> publish("t", "1", NUMBERS, none(), CURRENT));
                while (server.query("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted").isEmpty()) {
                    Thread.sleep(10);
                }
                // Another table's do not wait.
                assertThat(publish("other", "1", NUMBERS, numbers(1), CURRENT)).isTrue();
                go.countDown();
                assertThat(same.get()).isFalse();
            } finally {
                go.countDown();
            }
            assertThat(first.get()).isTrue();
        }
        assertThat(tables()).containsExactlyInAnyOrder("t", "other");
    }

    @Test
    void refuses_what_it_cannot_store_as_it_is() throws Exception {
        var text = List.of(new PublishedColumn("v", PostgresType.TEXT));
        var numeric = List.of(new PublishedColumn("v", PostgresType.NUMERIC));
        assertUnsuitable("row 2, column 'v' holds a NUL character", text, List.of("a", "secret\0"));
        for (var number : List.of("1e131072", "1e-16384", "1e99999999999", "9".repeat(131_073),
                "0." + "1".repeat(16_384))) {
            assertUnsuitable("row 1, column 'v' holds a number beyond those of PostgreSQL", numeric, List.of(number));
        }
        assertUnsuitable("the table has 1601 columns, PostgreSQL's have at most 1600", integers(1_601), List.of());
        assertUnsuitable("two columns are called 'n'", List.of(NUMBERS.getFirst(), NUMBERS.getFirst()), List.of());
        assertUnsuitable("is no Unicode text", text, List.of("secret\ud800"));
        // What the checks should not let through, the server refuses.
        assertUnsuitable("(22P02): it refuses row 2", NUMBERS, List.of("1", "secret"));
        assertThatThrownBy(() -> publish("t", "1", wide(), rows(List.of(Collections.nCopies(1_600, "123456789.5"))),
                CURRENT)).hasMessageContaining("(54000): row is too big");
        publish("t", "1", numeric, rows(Stream.of("1e131071", "1e-16383").map(List::of).toList()), CURRENT);
        assertThat(server.query("SELECT count(*) FROM " + schema + ".t WHERE v IN (1e131071, 1e-16383)"))
                .containsExactly("2");
    }

    @Test
    void takes_no_table_that_is_not_its_own() throws Exception {
        server.execute("CREATE SCHEMA " + schema, "CREATE TABLE " + schema + ".mine (a int)",
                "COMMENT ON TABLE " + schema + ".mine IS 'hands off'", "CREATE VIEW " + schema + ".shown AS SELECT 1");
        for (var name : List.of("mine", "shown")) {
            assertCode(ErrorCode.PUBLISH_DENIED, () -> publish(name, "1", NUMBERS, numbers(1), CURRENT));
        }
        assertThat(server.query("SELECT count(*) FROM " + schema + ".mine")).containsExactly("0");
    }

    /// Nobody's view is dropped with the table.
    @Test
    void tells_of_views_in_the_way() throws Exception {
        publish("t", "1", NUMBERS, numbers(3), CURRENT);
        server.execute("CREATE VIEW " + schema + ".seen AS SELECT * FROM " + schema + ".t");
        assertThatThrownBy(() -> publish("t", "2", NUMBERS, numbers(5), CURRENT))
                .hasMessageContaining("view " + schema + ".seen depends on table " + schema + ".t")
                .isInstanceOfSatisfying(PipelineException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.PUBLISH_DENIED));
        assertThat(server.query("SELECT count(*) FROM " + schema + ".seen")).containsExactly("3");
    }

    @Test
    void says_what_the_server_refuses_and_no_password() throws Exception {
        server.execute("CREATE ROLE weak LOGIN PASSWORD 'weak-secret'");
        var settings = server.settings(schema);
        assertDenied("password authentication failed", settings, Map.of(PostgresAccess.PASSWORD, "hunter2"));
        assertDenied("is not set", settings, Map.of(PostgresAccess.PASSWORD, ""));
        assertDenied("permission denied for database", new PostgresSettings(settings.url(), schema, "weak"),
                Map.of(PostgresAccess.PASSWORD, "weak-secret"));
        assertDenied("database \"nowhere\" does not exist",
                new PostgresSettings(settings.url().replace("/postgres", "/nowhere"), schema, settings.user()),
                Map.of());
        // Its certificate is nobody's.
        assertDenied("SSL", settings, Map.of(PostgresAccess.ROOT_CERTIFICATE, ""));
        var port = PostgresServer.freePort();
        var nobody = new PostgresSettings("jdbc:postgresql://localhost:" + port + "/x", schema, "me");
        assertThatThrownBy(() -> new PostgresPublisher(nobody, new PostgresAccess(List.of("localhost:" + port),
                _ -> "hunter2")).publish("t", Map.of(), NUMBERS, none(), CURRENT))
                .isInstanceOfSatisfying(PipelineException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.PUBLISH_UNAVAILABLE))
                .hasMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @CsvSource({"disable, false", "require, true", "verify-ca, true", "verify-full, true"})
    void speaks_tls_as_the_url_says(String mode, boolean encrypted) throws Exception {
        var settings = new PostgresSettings(server.url() + "?sslmode=" + mode, schema, server.settings(schema).user());
        Guard look = () -> {
            try {
                assertThat(server.query("SELECT ssl FROM pg_stat_ssl JOIN pg_stat_activity USING (pid)"
                        + " WHERE application_name = 'allasflow'")).containsExactly(encrypted ? "t" : "f");
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        };
        assertThat(new PostgresPublisher(settings, server.access()).publish("t", Map.of(), NUMBERS, numbers(1), look))
                .isTrue();
    }

    private List<String> tables() throws SQLException {
        return server.query("SELECT table_name FROM information_schema.tables WHERE table_schema = '" + schema + "'");
    }

    private boolean publish(String name, String etag, List<PublishedColumn> columns, PublishedRows.Source rows,
            Guard guard) throws IOException {
        return server.publisher(schema).publish(name, Map.of("etag", etag), columns, rows, guard);
    }

    private void assertUnsuitable(String message, List<PublishedColumn> columns, List<String> cells) {
        assertThatThrownBy(() -> publish("t", "0", columns, rows(cells.stream().map(List::of).toList()), CURRENT))
                .hasMessageContaining(message).hasMessageNotContaining("secret")
                .isInstanceOfSatisfying(PipelineException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.PUBLISH_UNSUITABLE));
    }

    private void assertDenied(String message, PostgresSettings settings, Map<String, String> environment) {
        assertThatThrownBy(() -> new PostgresPublisher(settings, server.access(environment)).publish("t", Map.of(),
                NUMBERS, none(), CURRENT)).hasMessageContaining(message).hasMessageNotContaining("hunter2")
                .hasMessageNotContaining("secret").isInstanceOfSatisfying(PipelineException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.PUBLISH_DENIED));
    }

    private static void assertCode(ErrorCode code, Callable<?> publishing) {
        assertThatThrownBy(publishing::call).isInstanceOfSatisfying(PipelineException.class,
                e -> assertThat(e.code()).isEqualTo(code));
    }

    private static List<PublishedColumn> integers(int count) {
        return IntStream.range(0, count).mapToObj(i -> new PublishedColumn("c" + i, PostgresType.BIGINT)).toList();
    }

    private static List<PublishedColumn> wide() {
        return IntStream.range(0, 1_600).mapToObj(i -> new PublishedColumn("c" + i, PostgresType.NUMERIC)).toList();
    }

    private static PublishedRows.Source numbers(int count) {
        return rows(IntStream.range(0, count).mapToObj(i -> List.of("" + i)).toList());
    }

    private static PublishedRows.Source none() {
        return () -> {
            throw new AssertionError("the rows were opened");
        };
    }

    private static PublishedRows.Source rows(List<List<String>> rows) {
        return () -> new ListedRows(rows.stream()
                .map(row -> Arrays.asList(row.stream().map(cell -> cell.equals("_") ? null : cell)
                        .toArray(String[]::new)))
                .iterator());
    }

    private record ListedRows(Iterator<List<String>> rows) implements PublishedRows {
        @Override
        public boolean hasNext() {
            return rows.hasNext();
        }

        @Override
        public List<String> next() {
            return rows.next();
        }

        @Override
        public void close() {}
    }
}
