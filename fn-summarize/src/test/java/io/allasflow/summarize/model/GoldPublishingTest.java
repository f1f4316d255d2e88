package io.allasflow.summarize.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.allasflow.core.config.PipelineConfig;
import io.allasflow.core.gold.GoldOutput;
import io.allasflow.core.gold.ModelFiles;
import io.allasflow.summarize.index.ReportIndex;
import io.allasflow.summarize.publish.PostgresAccess;
import io.allasflow.summarize.publish.PostgresServer;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Results in a database: when they come there, and what is told when they cannot.
class GoldPublishingTest {
    private static final AtomicInteger SCHEMAS = new AtomicInteger();
    private static final String NOWHERE = "jdbc:postgresql://db.example.org/x";

    private final String schema = "gold" + SCHEMAS.incrementAndGet();
    private final GoldStore store = new GoldStore().dataset("a", "SELECT 1 AS x").model("m", "SELECT x FROM a");
    private PostgresServer server;

    private void publish(String url) {
        configure("publish: {postgresql: {url: '" + url + "', schema: " + schema + ", user: allasflow}}");
    }

    private void configure(String yaml) {
        store.store.put(store.layout.own(PipelineConfig.KEY), yaml.getBytes(UTF_8));
    }

    private void start() throws IOException, InterruptedException {
        server = PostgresServer.running();
        store.access = server.access();
        publish(server.url());
    }

    private List<String> table(String model) throws SQLException {
        return server.query("SELECT * FROM " + schema + "." + model);
    }

    /// A copy would undo it.
    private void mark() throws SQLException {
        server.execute("INSERT INTO " + schema + ".m VALUES (99)");
    }

    /// Whether the database can be reached does not matter: no password is set.
    private void deny() {
        store.access = new PostgresAccess(List.of("db.example.org"), _ -> null);
        publish(NOWHERE);
    }

    @Test
    void without_a_grant_or_a_setting_nothing_is_another() {
        store.update();
        var calls = List.copyOf(store.calls);
        var json = store.text("m", GoldOutput.FACTS);
        assertThat(json).doesNotContain("publish");
        assertThat(store.text("m", GoldOutput.PAGE)).contains("<main>\n<section aria-labelledby=\"explore\"")
                .doesNotContain("database");
        publish(NOWHERE);
        store.state = null;
        assertThat(store.update()).isEmpty();
        assertThat(store.calls).doesNotContain("GET bucket/pipeline/" + PipelineConfig.KEY);
        for (var yaml : List.of("clean: {}", "publish: {}", "publish: {enabled: false, postgresql: {url: '" + NOWHERE
                + "', user: u}}")) {
            var other = new GoldStore().dataset("a", "SELECT 1 AS x").model("m", "SELECT x FROM a");
            other.access = new PostgresAccess(List.of("db.example.org"), _ -> null);
            other.store.put(other.layout.own(PipelineConfig.KEY), yaml.getBytes(UTF_8));
            other.update();
            assertThat(other.text("m", GoldOutput.FACTS)).isEqualTo(json);
            assertThat(other.calls).filteredOn(call -> !call.endsWith(PipelineConfig.KEY)).isEqualTo(calls);
        }
    }

    @Test
    void what_is_in_the_way_is_told_and_hinders_nothing() {
        deny();
        store.model("next", "SELECT x + 1 AS x FROM m");
        assertThat(store.update()).containsExactly("m", "next");
        assertThat(store.csv("next")).isEqualTo("x\n2\n");
        assertThat(store.told("m").state()).isEqualTo(GoldModel.State.MADE);
        assertThat(store.told("m").publishing().place()).isEqualTo("db.example.org:5432/x/" + schema);
        assertThat(store.told("m").problem().message()).isEqualTo(
                "PUBLISH_POSTGRESQL_PASSWORD of fn-summarize is not set");
        assertThat(store.text("m", GoldOutput.PAGE)).contains("Why it is not in the database", "PUBLISH_DENIED",
                "✓ made");
        assertThat(store.update()).as("nobody lets us in: nothing is made again").isEmpty();
    }

    @Test
    void the_index_tells_it_and_has_the_next_scan_come_back() {
        deny();
        var page = store.layout.indexPage();
        store.model("m", "SELECT 1 AS x");
        new ReportIndex(store.store, store.layout, "test", 1, store.access).write();
        assertThat(store.store.text(page)).contains("PUBLISH_DENIED");
        assertThat(store.store.head(page).orElseThrow().metadata()).doesNotContainKey(ModelFiles.FINGERPRINT);
        configure("");
        new ReportIndex(store.store, store.layout, "test", 1, store.access).write();
        assertThat(store.store.text(page)).doesNotContain("PUBLISH_DENIED");
        assertThat(store.store.head(page).orElseThrow().metadata()).containsKey(ModelFiles.FINGERPRINT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"publish: [", "publish: {postgresql: {url: 'http://x', user: u}}"})
    void a_broken_configuration_makes_nothing_again(String broken) {
        store.access = new PostgresAccess(List.of("db.example.org"), _ -> null);
        store.update();
        configure(broken);
        assertThat(store.update()).isEmpty();
        publish(NOWHERE);
        assertThat(store.update()).containsExactly("m");
        configure(broken);
        assertThat(store.update()).isEmpty();
        store.dataset("a", "SELECT 2 AS x");
        assertThat(store.update()).containsExactly("m");
        assertThat(store.csv("m")).isEqualTo("x\n2\n");
        assertThat(store.told("m").problem().code()).isEqualTo("CONFIG_INVALID");
        assertThat(store.told("m").isUnpublished()).isTrue();
    }

    @Test
    @Tag("slow")
    void publishes_once() throws Exception {
        start();
        assertThat(store.update()).containsExactly("m");
        assertThat(table("m")).containsExactly("1");
        assertThat(store.told("m").publishing().error()).isNull();
        assertThat(server.query("SELECT obj_description('" + schema + ".m'::regclass)")).containsExactly(
                "{\"allasflow\":\"m\",\"fingerprint\":\"" + store.told("m").fingerprint() + "\"}");
        mark();
        assertThat(store.update()).isEmpty();
        store.state = null;
        assertThat(store.update()).isEmpty();
        assertThat(table("m")).containsExactly("1", "99");
        store.dataset("a", "SELECT 2 AS x");
        assertThat(store.update()).containsExactly("m");
        assertThat(table("m")).containsExactly("2");
        store.withoutModel("m").update();
        assertThat(table("m")).as("stays").containsExactly("2");
    }

    /// 40 MB in some vectors of DuckDB's, which its driver would make strings of at once.
    @Test
    @Tag("slow")
    void publishes_long_cells_in_order() throws Exception {
        store.model("m", "SELECT range AS n, CASE WHEN range // 100 = 30 THEN repeat('ä', 200000) END AS c"
                + " FROM range(5000)");
        start();
        store.update();
        assertThat(store.told("m").publishing().error()).isNull();
        assertThat(server.query("SELECT count(*) || ' ' || sum(n) || ' ' || count(c) || ' ' || sum(length(c))"
                + " FROM " + schema + ".m")).containsExactly("5000 12497500 100 20000000");
    }

    @Test
    @Tag("slow")
    void publishes_what_was_fresh_when_the_setting_changes() throws Exception {
        start();
        configure("");
        store.update();
        publish(server.url());
        assertThat(store.update()).containsExactly("m");
        assertThat(table("m")).containsExactly("1");
        configure("publish: {postgresql: {url: '" + server.url() + "', schema: " + schema + "_b, user: allasflow}}");
        assertThat(store.update()).containsExactly("m");
        assertThat(server.query("SELECT * FROM " + schema + "_b.m")).containsExactly("1");
    }

    @ParameterizedTest
    @EnumSource
    @Tag("slow")
    void a_death_before_any_output_is_repaired(GoldOutput output) throws Exception {
        start();
        store.update();
        store.dataset("a", "SELECT 2 AS x");
        store.before.put("PUT bucket/pipeline/gold/m" + output.ending(), () -> {
            throw new IllegalCallerException("killed");
        });
        assertThatThrownBy(store::update).hasMessage("killed");
        boolean published = output.compareTo(GoldOutput.PAGE) >= 0;
        assertThat(table("m")).containsExactly(published ? "2" : "1");
        mark();
        assertThat(store.update()).containsExactly("m");
        assertThat(table("m")).as("not copied twice").containsExactlyElementsOf(
                published ? List.of("2", "99") : List.of("2"));
    }

    @Test
    @Tag("slow")
    void an_input_that_changes_meanwhile_is_the_last() throws Exception {
        start();
        store.before.put("HEAD bucket/pipeline/config/models/m.sql", () -> store.dataset("a", "SELECT 2 AS x"));
        store.update();
        assertThat(store.before).isEmpty();
        assertThat(table("m")).containsExactly("2");
        store.before.put("HEAD bucket/pipeline/config/models/m.sql", () -> store.withoutModel("m"));
        store.dataset("a", "SELECT 3 AS x").update();
        assertThat(table("m")).as("a gone model publishes nothing").containsExactly("2");
    }

    @Test
    @Tag("slow")
    void a_database_that_comes_back_is_brought_up_to_date() throws Exception {
        start();
        server.execute("CREATE DATABASE " + schema);
        var url = server.url().replaceAll("/postgres$", "/" + schema);
        publish(url);
        store.model("next", "SELECT x + 1 AS x FROM m").update();
        server.execute("ALTER DATABASE " + schema + " WITH ALLOW_CONNECTIONS false");
        store.dataset("a", "SELECT 2 AS x");
        assertThat(store.update()).containsExactly("m", "next");
        assertThat(store.csv("next")).isEqualTo("x\n3\n");
        assertThat(store.told("next").problem().code()).isEqualTo("PUBLISH_UNAVAILABLE");
        assertThat(store.update()).as("costs one connection").isEmpty();
        server.execute("ALTER DATABASE " + schema + " WITH ALLOW_CONNECTIONS true");
        store.state = null;
        assertThat(store.update()).containsExactly("m", "next");
        assertThat(store.told("next").problem()).isNull();
        try (var connection = server.connect(url)) {
            assertThat(PostgresServer.query(connection, "SELECT m.x, n.x FROM " + schema + ".m, " + schema + ".next n"))
                    .containsExactly("2|3");
        }
    }

    /// A view stands in the way of one table alone.
    @Test
    @Tag("slow")
    void a_table_that_cannot_be_replaced_hinders_no_other() throws Exception {
        start();
        store.model("next", "SELECT x + 1 AS x FROM m").update();
        server.execute("CREATE VIEW " + schema + ".v AS SELECT * FROM " + schema + ".m");
        store.dataset("a", "SELECT 2 AS x").update();
        assertThat(store.told("m").problem().code()).isEqualTo("PUBLISH_DENIED");
        assertThat(table("next")).containsExactly("3");
        assertThat(store.update()).as("tried once a refresh").containsExactly("m");
        server.execute("DROP VIEW " + schema + ".v");
        assertThat(store.update()).containsExactly("m");
        assertThat(table("m")).containsExactly("2");
        assertThat(store.update()).isEmpty();
    }

    @Test
    @Tag("slow")
    void what_cannot_be_stored_is_told_and_made() throws Exception {
        start();
        store.update();
        store.model("m", "SELECT 'a' || chr(0) AS x FROM a");
        assertThat(store.update()).containsExactly("m");
        assertThat(store.told("m").state()).isEqualTo(GoldModel.State.MADE);
        assertThat(store.told("m").problem().code()).isEqualTo("PUBLISH_UNSUITABLE");
        assertThat(store.told("m").problem().message()).isEqualTo("row 1, column 'x' holds a NUL character");
        assertThat(table("m")).as("the version that it had").containsExactly("1");
        assertThat(store.update()).as("not tried again").isEmpty();
        store.model("m", "SELECT y FROM a").update();
        assertThat(store.told("m").problem().code()).isEqualTo("MODEL_FAILED");
        assertThat(table("m")).containsExactly("1");
    }

    /// Of values as DuckDB has them, and as PostgreSQL prints them in UTC.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            1::TINYINT | bigint | 1
            18446744073709551615::UBIGINT | numeric | 18446744073709551615
            sum(9223372036854775807::BIGINT) * 2 | numeric | 18446744073709551614
            1.50::DECIMAL(9,2) | numeric | 1.50
            0.1::DOUBLE + 0.2 | double precision | 0.30000000000000004
            0.1::FLOAT | double precision | 0.1
            'nan'::DOUBLE | double precision | NaN
            '-infinity'::DOUBLE | double precision | -Infinity
            true | boolean | true
            DATE '2024-02-29' | date | 2024-02-29
            DATE '12024-02-29' | date | 12024-02-29
            '0045-03-15 (BC)'::DATE | date | 0045-03-15 BC
            'infinity'::DATE | date | infinity
            TIMESTAMP '2024-01-01 10:15:00.5' | timestamp without time zone | 2024-01-01 10:15:00.5
            '0045-03-15 (BC) 12:30:00'::TIMESTAMP | timestamp without time zone | 0045-03-15 12:30:00 BC
            '-infinity'::TIMESTAMP | timestamp without time zone | -infinity
            TIMESTAMP_NS '2024-01-01 10:15:00.123456789' | text | 2024-01-01T10:15:00.123456789
            '2024-01-01 10:15:00+02'::TIMESTAMPTZ | timestamp with time zone | 2024-01-01 08:15:00+00
            '0045-03-15 (BC) 12:30:00+00'::TIMESTAMPTZ | timestamp with time zone | 0045-03-15 12:30:00+00 BC
            '12024-01-01 10:15:00+00'::TIMESTAMPTZ | timestamp with time zone | 12024-01-01 10:15:00+00
            'infinity'::TIMESTAMPTZ | timestamp with time zone | infinity
            TIME '10:15:00.5' | time without time zone | 10:15:00.5
            [1, NULL] | text | [1,null]
            {'a': 1} | text | {"a":1}
            '' | text | ``
            NULL::VARCHAR | text | _
            'a\\b' | text | a\\b
            """)
    @Tag("slow")
    void types_are_the_results(String value, String type, String printed) throws Exception {
        start();
        store.model("m", "SELECT " + value + " AS v").update();
        assertThat(store.error("m")).isNull();
        assertThat(store.told("m").problem()).isNull();
        assertThat(server.query("SELECT data_type FROM information_schema.columns WHERE table_name = 'm' AND "
                + "table_schema = '" + schema + "'")).containsExactly(type);
        try (var connection = server.connect(server.url())) {
            PostgresServer.query(connection, "SELECT set_config('timezone', 'UTC', false)");
            assertThat(PostgresServer.query(connection, "SELECT v::text FROM " + schema + ".m"))
                    .containsExactly(printed);
        }
    }

    @Test
    @Tag("slow")
    void no_secret_is_told() throws Exception {
        start();
        store.access = server.access(Map.of("PUBLISH_POSTGRESQL_PASSWORD", "hunter2"));
        store.update();
        assertThat(store.told("m").problem().code()).isEqualTo("PUBLISH_DENIED");
        for (var ref : store.store.refs()) {
            assertThat(store.store.text(ref)).doesNotContain("hunter2", "allasflow-secret");
        }
    }
}
