package io.allasflow.summarize.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.gold.GoldOutput;
import io.allasflow.summarize.engine.DuckDb;
import io.allasflow.summarize.engine.Scratch;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// One model at a time: its SQL, and its result or why there is none.
class ModelSqlTest {
    private static GoldStore store() {
        return new GoldStore().dataset("shop/customers", """
                SELECT * FROM (VALUES (1, 'Aino', DATE '2026-01-31', 12.50, true), (2, 'Eino', NULL, NULL, false),
                    (3, 'a, "b"', DATE '2026-03-01', 3.25, NULL)) AS t(id, name, since, spent, active)""")
                .dataset("orders", "SELECT range AS id, range % 3 + 1 AS customer_id FROM range(10)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            SELECT name FROM "shop/customers" ORDER BY name DESC        | name/"a, ""b""\"/Eino/Aino
            SELECT * FROM "shop/customers" WHERE id < 3                 | id,name,since,spent,active/1,Aino,2026-01-31,12.50,true/2,Eino,,,false
            FROM orders LIMIT 1;                                        | id,customer_id/0,1
            VALUES (1, 'x'), (2, 'y') -- a comment                      | col0,col1/1,x/2,y
            SELECT sum(id) AS s, avg(id) AS a, count(*) AS n FROM orders | s,a,n/45,4.5,10
            SELECT c.id, o.id FROM "shop/customers" c JOIN orders o ON o.customer_id = c.id WHERE o.id < 2 ORDER BY 2 | id,id_1/1,0/2,1
            WITH orders AS (SELECT * FROM orders WHERE id < 2) SELECT count(*) AS n FROM orders | n/2
            WITH a AS (SELECT 1 AS x), b AS (SELECT x + 1 AS x FROM a) SELECT * FROM A, B | x,x_1/1,2
            WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 3) SELECT * FROM r | n/1/2/3
            WITH t AS (SELECT 1 AS x) SELECT * FROM (WITH t AS (SELECT x + 1 AS x FROM t) SELECT * FROM t) | x/2
            SELECT age(DATE '2026-03-01', DATE '2026-01-31')::VARCHAR AS a | a/1 month 1 day
            SELECT [9007199254740993::HUGEINT] AS a, {'HUGEINT': MAP {'k': sum(9007199254740993)}} AS b FROM orders WHERE id < 1 | a,b/[9007199254740993],"{""HUGEINT"":{""k"":9007199254740993}}"
            SELECT TIMESTAMP '0044-03-15 (BC) 10:00:00' AS a, TIMESTAMPTZ 'infinity' AS b, 'nan'::DOUBLE AS c, '-inf'::FLOAT AS d | a,b,c,d/0044-03-15 (BC) 10:00:00,infinity,nan,-inf
            SELECT * FROM range(2) UNION ALL SELECT * FROM unnest([7])  | range/0/1/7
            SELECT name, row_number() OVER (ORDER BY id DESC) AS n FROM "shop/customers" ORDER BY n LIMIT 1 | name,n/"a, ""b""\",1
            SELECT count(*) AS n FROM orders WHERE customer_id IN (SELECT id FROM "shop/customers" WHERE active) | n/4
            SELECT * FROM (PIVOT (SELECT customer_id FROM orders) ON customer_id IN (1, 2) USING count(*)) | 1,2/4,3
            SELECT TIMESTAMP '2026-01-31 10:15:00.5' AS a, TIMESTAMPTZ '2026-01-31 10:15:00+02' AS b, TIME '10:15:00' AS c | a,b,c/2026-01-31T10:15:00.5,2026-01-31T08:15:00Z,10:15:00
            SELECT [1, 2] AS a, {'b': DATE '2026-01-31'} AS c           | a,c/"[1,2]","{""b"":""2026-01-31""}"
            SELECT '' AS a, NULL AS b, 1e-7::DOUBLE AS c                | a,b,c/"",,1e-07
            SELECT TIMESTAMPTZ '2026-01-31 23:30:00Z'::DATE AS d        | d/2026-01-31
            SELECT o.current_date FROM (SELECT 1 AS "current_date") o   | current_date/1
            SELECT * FROM orders WHERE false                            | id,customer_id
            SELECT dataset, state FROM pipeline_runs                    | dataset,state
            SELECT md5('x') AS m, upper('ä') AS u, strftime(DATE '2026-01-31', '%d.%m.%Y') AS d | m,u,d/9dd4e461268c8034f5c8564e155c67a6,Ä,31.01.2026
            """)
    void selects(String sql, String csv) {
        var store = store().model("m", sql);
        assertThat(store.update()).containsExactly("m");
        assertThat(store.error("m")).isNull();
        assertThat(store.csv("m")).isEqualTo(csv.replace('/', '\n') + "\n");
        assertThat(store.told("m").rows()).isEqualTo(csv.chars().filter(c -> c == '/').count());
        assertThat(store.update()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            SELEC 1                                                     | MODEL_NOT_A_SELECT: syntax error at or near "SELEC", on line 1
            ``                                                          | MODEL_NOT_A_SELECT: there are 0 statements in it
            SELECT 1; SELECT 2                                          | MODEL_NOT_A_SELECT: there are 2 statements in it
            SELECT 1; DROP TABLE x                                      | MODEL_NOT_A_SELECT: Only SELECT statements
            COPY (SELECT 1) TO '/tmp/x'                                 | MODEL_NOT_A_SELECT: Only SELECT statements
            ATTACH '/tmp/x.db' AS x                                     | MODEL_NOT_A_SELECT: Only SELECT statements
            INSTALL httpfs                                              | MODEL_NOT_A_SELECT: Only SELECT statements
            LOAD httpfs                                                 | MODEL_NOT_A_SELECT: Only SELECT statements
            SET memory_limit = '100GB'                                  | MODEL_NOT_A_SELECT: Only SELECT statements
            PRAGMA database_list                                        | MODEL_NOT_A_SELECT: Only SELECT statements
            CREATE TABLE x AS SELECT 1                                  | MODEL_NOT_A_SELECT: Only SELECT statements
            EXPLAIN SELECT 1                                            | MODEL_NOT_A_SELECT: Only SELECT statements
            WITH x AS (DELETE FROM orders RETURNING *) SELECT * FROM x  | MODEL_NOT_A_SELECT: it does something else
            WITH x AS (INSERT INTO orders VALUES (1, 1) RETURNING *) SELECT * FROM x | MODEL_NOT_A_SELECT: it does something else
            DESCRIBE orders                                             | MODEL_NOT_A_SELECT: it does something else
            SELECT * FROM (SHOW ALL TABLES)                             | MODEL_NOT_A_SELECT: it does something else
            SELECT random()                                             | MODEL_NOT_REPEATABLE: it calls random()
            SELECT 1 WHERE 0.5 < main.RANDOM()                          | MODEL_NOT_REPEATABLE: it calls random()
            SELECT * FROM (SELECT uuid() AS u)                          | MODEL_NOT_REPEATABLE: it calls uuid()
            SELECT now() - since FROM "shop/customers"                  | MODEL_NOT_REPEATABLE: it calls now()
            SELECT ago(INTERVAL 1 DAY)                                  | MODEL_NOT_REPEATABLE: it calls ago()
            SELECT age(TIMESTAMP '2020-01-01')                          | MODEL_NOT_REPEATABLE: it calls age()
            SELECT (DATE '2020-01-01').age()                            | MODEL_NOT_REPEATABLE: it calls age()
            SELECT current_localtimestamp()                             | MODEL_NOT_REPEATABLE: it calls current_localtimestamp()
            SELECT current_localtime()                                  | MODEL_NOT_REPEATABLE: it calls current_localtime()
            SELECT pg_conf_load_time()                                  | MODEL_NOT_REPEATABLE: it calls pg_conf_load_time()
            SELECT pg_postmaster_start_time()                           | MODEL_NOT_REPEATABLE: it calls pg_postmaster_start_time()
            SELECT pg_get_viewdef(1)                                    | MODEL_NOT_REPEATABLE: it calls pg_get_viewdef()
            SELECT json_serialize_plan('FROM orders')                   | MODEL_NOT_REPEATABLE: it calls json_serialize_plan()
            SELECT getvariable('x')                                     | MODEL_NOT_REPEATABLE: it calls getvariable()
            SELECT in_search_path('memory', 'main')                     | MODEL_NOT_REPEATABLE: it calls in_search_path()
            SELECT txid_current()                                       | MODEL_NOT_REPEATABLE: it calls txid_current()
            SELECT current_schema()                                     | MODEL_NOT_REPEATABLE: it calls current_schema()
            SELECT current_catalog()                                    | MODEL_NOT_REPEATABLE: it calls current_catalog()
            SELECT current_date                                         | MODEL_NOT_REPEATABLE: it asks for current_date
            SELECT id FROM orders ORDER BY Current_Timestamp            | MODEL_NOT_REPEATABLE: it asks for current_timestamp
            SELECT localtime                                            | MODEL_NOT_REPEATABLE: it asks for localtime
            SELECT current_setting('memory_limit')                      | MODEL_NOT_REPEATABLE: it calls current_setting()
            SELECT list_transform([1], lambda x: x + random())          | MODEL_NOT_REPEATABLE: it calls random()
            SELECT pg_sleep(1000)                                       | MODEL_NOT_REPEATABLE: it calls pg_sleep()
            SELECT * FROM orders TABLESAMPLE 10%                        | MODEL_NOT_REPEATABLE: it takes a sample
            SELECT * FROM orders USING SAMPLE 3 ROWS                    | MODEL_NOT_REPEATABLE: it takes a sample
            SELECT * FROM read_text('/etc/passwd')                      | MODEL_READS_ELSEWHERE: it selects from read_text()
            SELECT * FROM read_csv('https://example.org/x.csv')         | MODEL_READS_ELSEWHERE: it selects from read_csv()
            SELECT * FROM glob('/*')                                    | MODEL_READS_ELSEWHERE: it selects from glob()
            SELECT * FROM query('SELECT random()')                      | MODEL_READS_ELSEWHERE: it selects from query()
            SELECT * FROM query_table('orders')                         | MODEL_READS_ELSEWHERE: it selects from query_table()
            SELECT * FROM duckdb_settings()                             | MODEL_READS_ELSEWHERE: it selects from duckdb_settings()
            SELECT (SELECT max(x) FROM (SELECT * FROM read_blob('/etc/passwd')) AS t(x)) | MODEL_READS_ELSEWHERE: it selects from read_blob()
            SELECT * FROM main.orders                                   | MODEL_READS_ELSEWHERE: it reads a table 'orders' of a schema
            SELECT * FROM information_schema.tables                     | MODEL_READS_ELSEWHERE: it reads a table 'tables' of a schema
            SELECT * FROM '/etc/passwd'                                 | MODEL_INPUT_MISSING: there is no dataset and no model '/etc/passwd'
            SELECT * FROM 'input-0.parquet'                             | MODEL_INPUT_MISSING: there is no dataset
            SELECT * FROM duckdb_tables                                 | MODEL_INPUT_MISSING: there is no dataset
            SELECT * FROM customers                                     | MODEL_INPUT_MISSING: there is no dataset and no model 'customers'; datasets are called 'shop/customers', 'orders'
            SELECT * FROM "../status/orders"                            | MODEL_INPUT_MISSING: there is no dataset
            SELECT * FROM Orders                                        | MODEL_INPUT_MISSING: there is no dataset and no model 'Orders'; datasets are called 'orders', 'shop/customers'
            SELECT nosuch FROM orders                                   | MODEL_FAILED: Binder Error: Referenced column "nosuch" not found
            SELECT CAST(name AS INTEGER) FROM "shop/customers"          | MODEL_FAILED: Conversion Error: Could not convert string
            SELECT $1                                                   | MODEL_FAILED: Invalid Input Error
            SELECT getenv('HOME')                                       | MODEL_FAILED: Catalog Error
            SELECT * FROM m                                             | MODEL_CYCLE: these models read each other: m
            """)
    void refuses(String sql, String error) {
        var store = store().model("m", sql == null ? "" : sql);
        assertThat(store.update()).containsExactly("m");
        assertThat(store.error("m")).startsWith(error);
        assertThat(store.csv("m")).isNull();
        assertThat(store.update()).as("nothing has changed").isEmpty();
    }

    /// Stopped by the time limit, by the bound on memory and scratch, or on rows.
    @ParameterizedTest
    @ValueSource(strings = {"SELECT count(*) FROM range(1000000) a, range(1000000) b",
        "SELECT a.range, b.range FROM range(1000000) a, range(1000) b", "SELECT list(range) FROM range(1000000000)",
        "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT max(n) FROM r",
        "SELECT * FROM range(5000001)"})
    void stopsWhatTakesTooMuch(String sql) {
        var store = store().model("big", sql).model("ok", "SELECT 1 AS x");
        store.timeout = Duration.ofSeconds(2);
        assertThat(store.update()).containsExactly("big", "ok");
        assertThat(store.told("big").error().code()).isIn("MODEL_TOO_SLOW", "MODEL_TOO_LARGE");
        assertThat(store.csv("big")).isNull();
        assertThat(store.csv("ok")).isEqualTo("x\n1\n");
    }

    @Test
    void refusesWhatIsNoText() {
        var store = store();
        store.store.put(store.layout.own("config/models/bytes.sql"), new byte[]{(byte) 0xff, 1});
        store.model("nul", "SELECT '\0'").model("long", "SELECT 1 -- " + "x".repeat(100_000))
                .model("deep", "SELECT " + "(".repeat(5_000) + "1" + ")".repeat(5_000)).model("bom", "\uFEFFSELECT 1");
        store.update();
        assertThat(store.error("deep")).contains("opening brackets");
        assertThat(List.of("bytes", "nul", "long", "deep", "bom").stream().map(store::error).map(error -> error == null
                ? "ok"
                : error.replaceAll(":.*", "")))
                .containsExactly("MODEL_NOT_A_SELECT", "MODEL_NOT_A_SELECT", "MODEL_TOO_LARGE", "MODEL_TOO_LARGE",
                        "ok");
    }

    /// Each ended the process, in the parser or in the planner.
    @Test
    void outlivesWhatIsNestedDeeply() {
        var store = store().model("brackets", "SELECT * FROM " + "(FROM ".repeat(7_000) + "orders")
                .model("froms", "FROM(".repeat(999) + "FROM orders" + ")".repeat(999))
                .model("planned", "FROM orders" + ",orders".repeat(980))
                .model("parsed", "FROM a" + ",a".repeat(9_990)).model("long", "FROM a" + ",a".repeat(49_000))
                .model("ok", "SELECT 1 AS x");
        store.timeout = Duration.ofSeconds(5);
        store.update();
        assertThat(store.error("brackets")).startsWith("MODEL_TOO_LARGE");
        assertThat(store.error("froms")).isEqualTo("MODEL_NOT_A_SELECT: it is nested too deeply");
        assertThat(store.error("planned")).isNotNull();
        assertThat(store.error("parsed")).isEqualTo("MODEL_NOT_A_SELECT: it is nested too deeply");
        assertThat(store.error("long")).startsWith("MODEL_TOO_LARGE");
        assertThat(store.csv("ok")).isEqualTo("x\n1\n");
    }

    @Test
    void tellsTheLineAfterLettersOfManyBytes() {
        var store = store().model("m", "SELECT 'ääääääääää' WHERE WHERE\n\n\n\n\n\n\n1");
        store.update();
        assertThat(store.error("m")).startsWith("MODEL_NOT_A_SELECT").endsWith("on line 1");
    }

    /// Of 60 MB, a cell ended the process.
    @Test
    void refusesCellsThatMemoryDoesNotHold() {
        var store = store().model("m",
                "SELECT 'a' AS a, string_agg(repeat('x', 1000)) AS \"long\" FROM range(60000)");
        store.update();
        assertThat(store.error("m")).isEqualTo("MODEL_TOO_LARGE: a row has more than 8388608 bytes;"
                + " the longest cell, of 60059999, is in column 'long'");
    }

    /// 20 MB in one vector of DuckDB's, between short ones: read some rows at a time, all of them and in order.
    @Test
    void readsLongCellsFewAtATime() {
        var store = store().model("m",
                "SELECT range AS n, CASE WHEN range BETWEEN 3000 AND 3099 THEN repeat('ä', 100000) END"
                        + " AS c FROM range(10000)");
        store.update();
        assertThat(store.error("m")).isNull();
        var lines = store.csv("m").split("\n");
        assertThat(lines).hasSize(10_001);
        for (var i = 0; i < 10_000; i++) {
            assertThat(lines[i + 1]).startsWith(i + ",").hasSize((i + ",").length() + (i / 100 == 30 ? 100_000 : 0));
        }
        assertThat(store.text("m", GoldOutput.PAGE).length()).isLessThan(1_000_000);
    }

    @Test
    void storesHugeIntegersInListsExactly() {
        var store = store().model("m", "SELECT [9007199254740993::HUGEINT] AS a").model("n", "SELECT a[1] AS a FROM m");
        store.update();
        assertThat(store.csv("n")).isEqualTo("a\n9007199254740993\n");
    }

    @Test
    void tellsOfAModelThatTheParserDoesNotSurvive() throws IOException {
        ModelParser parser;
        try (var scratch = Scratch.create(); var duckdb = DuckDb.open(scratch)) {
            parser = new ModelParser(duckdb);
        }
        assertThat(parser.parse("SELECT 1").refused().code()).isEqualTo("INTERNAL");
    }

    @Test
    void tellsAFullScratchFromAFailingStore() {
        var full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        assertThatThrownBy(() -> GoldWriter.copy(new ByteArrayInputStream(new byte[1]), full))
                .isInstanceOfSatisfying(PipelineException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_TOO_LARGE));
        var failing = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("reset");
            }
        };
        assertThatThrownBy(() -> GoldWriter.copy(failing, OutputStream.nullOutputStream()))
                .isInstanceOf(IOException.class);
    }
}
