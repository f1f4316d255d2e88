package io.allasflow.summarize.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a configuration may say, and what only the environment can.
class PublishSettingsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            jdbc:postgresql://db.example.org:5433/shop                  | db.example.org | 5433 | shop | verify-full
            jdbc:postgresql://DB.example.org/shop                       | db.example.org | 5432 | shop | verify-full
            jdbc:postgresql://10.0.0.7/my-shop.v2?sslmode=disable       | 10.0.0.7       | 5432 | my-shop.v2 | disable
            jdbc:postgresql://[fd00::1]:99/shop?sslmode=verify-ca       | [fd00::1]      | 99   | shop | verify-ca
            jdbc:postgresql://db/shop?sslmode=require                   | db             | 5432 | shop | require
            """)
    void reads_a_url(String url, String host, int port, String database, String sslMode) {
        assertThat(PostgresAddress.parse(url)).isEqualTo(new PostgresAddress(host, port, database, sslMode));
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql://db/x", "jdbc:mysql://db/x", "jdbc:postgresql:x", "jdbc:postgresql://db",
        "jdbc:postgresql://db/", "jdbc:postgresql://db,other/x", "jdbc:postgresql://db:1,other:2/x",
        "jdbc:postgresql://db:0/x", "jdbc:postgresql://db:99999/x", "jdbc:postgresql://db/x/y",
        "jdbc:postgresql://db/x#y", "jdbc:postgresql://db/%2e%2e", "jdbc:postgresql://d b/x",
        "jdbc:postgresql:///x", "jdbc:postgresql://me:hunter2@db/x", "jdbc:postgresql://me@db/x",
        "jdbc:postgresql://db/x?password=hunter2", "jdbc:postgresql://db/x?user=me",
        "jdbc:postgresql://db/x?sslmode=verify-full&passWord=hunter2", "jdbc:postgresql://db/x?sslmode=prefer",
        "jdbc:postgresql://db/x?sslmode=allow", "jdbc:postgresql://db/x?loggerFile=/tmp/x",
        "jdbc:postgresql://db/x?socketFactory=org.springframework.context.support.ClassPathXmlApplicationContext",
        "jdbc:postgresql://db/x?sslmode=disable&socketFactory=x", "jdbc:postgresql://db/x?sslrootcert=/etc/passwd",
        "jdbc:postgresql://db/x?sslmode=disable&sslmode=require", "jdbc:postgresql://db/x?SSLMODE=disable",
        "jdbc:postgresql://db/x?sslmode=disable?password"})
    void refuses_a_url_without_repeating_it(String url) {
        assertThatThrownBy(() -> new PostgresSettings(url, null, "me")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("url m").hasMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            pg_catalog         | me
            information_schema | me
            Upper              | me
            a"; DROP TABLE x   | me
            ok                 | -
            ok                 | ''
            """)
    void refuses_a_schema_or_user(String schema, String user) {
        assertThatThrownBy(() -> new PostgresSettings("jdbc:postgresql://db/x", schema, user))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"db:5432, db, true", "db, db, true", "db:5433, db, false", "db, db:5433, false",
        "db:5433, db:5433, true", "other, db, false", "[fd00::1]:5432, [fd00::1], true", "db, db.evil.org, false"})
    void connects_to_hosts_that_are_named(String allowed, String host, boolean granted) {
        var settings = new PostgresSettings("jdbc:postgresql://" + host + "/x", null, "me");
        var access = new PostgresAccess(List.of(allowed), Map.of("PUBLISH_POSTGRESQL_PASSWORD", "hunter2\n")::get);
        if (granted) {
            assertThat(access.grant(settings)).containsEntry("password", "hunter2").containsEntry("sslmode",
                    "verify-full");
        } else {
            assertThatThrownBy(() -> access.grant(settings)).isInstanceOfSatisfying(PipelineException.class,
                    e -> assertThat(e.code()).isEqualTo(ErrorCode.PUBLISH_DENIED))
                    .hasMessageContaining("PUBLISH_ALLOWED_HOSTS").hasMessageNotContaining("hunter2");
        }
        assertThat(access + " " + settings).doesNotContain("hunter2");
    }

    @Test
    void needs_the_password() {
        var settings = new PostgresSettings("jdbc:postgresql://db/x", null, "me");
        assertThatThrownBy(() -> new PostgresAccess(List.of("db"), _ -> null).grant(settings))
                .hasMessageContaining("PUBLISH_POSTGRESQL_PASSWORD of fn-summarize is not set");
    }

    /// Only a line that is not verified needs more.
    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            disable,     -,        scram-sha-256, -,                                        -
            require,     /ca.pem,  scram-sha-256, -,                                        -
            verify-ca,   /ca.pem,  scram-sha-256, -,                                        /ca.pem
            verify-full, /ca.pem,  -,             -,                                        /ca.pem
            verify-full, -,        -,             org.postgresql.ssl.DefaultJavaSSLFactory, -
            """)
    void trusts_no_unverified_line(String mode, String certificate, String auth, String factory, String root) {
        var environment = new Properties();
        environment.setProperty("PUBLISH_POSTGRESQL_PASSWORD", "p");
        if (certificate != null) {
            environment.setProperty("PUBLISH_POSTGRESQL_ROOT_CERT", certificate);
        }
        var granted = new PostgresAccess(List.of("db"), environment::getProperty)
                .grant(new PostgresSettings("jdbc:postgresql://db/x?sslmode=" + mode, null, "me"));
        assertThat(granted.getProperty("requireAuth")).isEqualTo(auth);
        assertThat(granted.getProperty("sslfactory")).isEqualTo(factory);
        assertThat(granted.getProperty("sslrootcert")).isEqualTo(root);
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop/customers", "a b", "Größe/ä😀", "a\"; DROP SCHEMA x; --", "select", "a.b",
        "123456789012345678901234567890123456789012345678901234567890123"})
    void keeps_a_name(String name) {
        assertThat(Identifier.table(name)).isEqualTo(name);
        assertThat(Identifier.column(name)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "1234567890123456789012345678901234567890123456789012345678901234, 1234567890123456789012345678901234567890123456~676491965ed3ec50",
        "a😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀, a😀😀😀😀😀😀😀😀😀😀😀~18c1dd7e7ac72e52"})
    void cuts_a_long_name(String name, String identifier) {
        assertThat(Identifier.table(name)).startsWith(identifier.substring(0, identifier.indexOf('~') + 1))
                .matches("(?s).*~[0-9a-f]{16}").satisfies(
                        text -> assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(63));
    }

    @Test
    void no_two_names_become_one() {
        var long64 = "x".repeat(64);
        var names = List.of(long64, long64 + "y", Identifier.table(long64), "a\0", "a\u0001", "a_", "",
                Identifier.growing("a"), "~0123456789abcdef");
        assertThat(names.stream().map(Identifier::table)).doesNotHaveDuplicates()
                .doesNotContain(Identifier.growing("a"))
                .allSatisfy(table -> assertThat(table.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(1, 63));
        assertThat(Identifier.column("ctid")).startsWith("ctid~");
    }
}
