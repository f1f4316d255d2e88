package io.allasflow.ingest.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.allasflow.core.error.PipelineException;
import io.allasflow.ingest.rest.FakeApi.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Where requests go, and where they do not, though a configuration, a redirect or a name server says so.
class HostRulesTest {
    private FakeApi api;
    private FakeApi other;
    private Fetching fetching;

    @BeforeEach
    void start() throws IOException {
        api = new FakeApi();
        other = new FakeApi();
        other.answers(Answer.of("other"));
        fetching = Fetching.from(api);
    }

    @AfterEach
    void stop() {
        api.close();
        other.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://127.0.0.1:PORT/", "https://localhost:OTHER/", "https://[::1]:PORT/",
        "https://[::ffff:127.0.0.1]:PORT/", "https://169.254.169.254/latest/meta-data/", "https://10.0.0.1/",
        "https://0.0.0.0:PORT/", "https://[64:ff9b::7f00:1]/", "https://metadata.google.internal/",
        "https://kubernetes.default.svc/", "https://mixed.example/", "http://example.org/",
        "http://127.0.0.1:PORT/", "http://localhost:OTHER/", "https://localhost./", "https://2130706433/"})
    void no_private_address_and_nothing_unencrypted(String url) {
        fetching.lookup = host -> switch (host) {
            case "metadata.google.internal" -> new InetAddress[]{InetAddress.ofLiteral("169.254.169.254")};
            case "localhost." -> InetAddress.getAllByName("localhost");
            case "kubernetes.default.svc" -> new InetAddress[]{InetAddress.ofLiteral("fd00::1")};
            case "mixed.example" ->
                new InetAddress[]{InetAddress.ofLiteral("8.8.8.8"), InetAddress.ofLiteral("127.0.0.1")};
            default -> InetAddress.getAllByName(host);
        };
        fetching.source(here(url), "");

        assertThat(fetching.fetch()).isEmpty();

        assertThat(fetching.code()).as("%s", fetching.state()).isEqualTo("API_NOT_ALLOWED");
        assertThat(fetching.state().error().advice()).contains("SOURCE_ALLOWED_HOSTS");
        assertThat(api.requests()).isEmpty();
        assertThat(other.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://127.0.0.1:PORT/", "http://127.0.0.1:PORT/", "http://localhost:OTHER/",
        "//localhost:OTHER/", "http://[::1]:PORT/", "https://internal.example/", "file:///etc/passwd",
        "ftp://localhost:PORT/"})
    void no_redirect_leads_there(String location) {
        fetching.lookup = host -> InetAddress
                .getAllByName(host.equals("internal.example") ? "127.0.0.1" : host);
        for (int status : List.of(301, 302, 303, 307, 308)) {
            api.answers(new Answer(status).with("Location", here(location)));
            assertThat(fetching.source(api.url("/"), "").fetch()).isEmpty();
            assertThat(fetching.code()).isIn("API_NOT_ALLOWED", "API_UNUSABLE");
            assertThat(api.requests()).hasSize(1);
            assertThat(other.requests()).isEmpty();
        }
    }

    /// The address that was checked is the one that is connected to, whatever the next answer would be.
    @Test
    void a_name_is_looked_up_once() {
        var lookups = new ArrayList<String>();
        fetching = new Fetching("public.example:" + api.port());
        fetching.lookup = host -> {
            lookups.add(host);
            return new InetAddress[]{InetAddress.getLoopbackAddress()};
        };
        api.answers(Answer.of("a"));
        fetching.source("http://public.example:" + api.port() + "/", "").fetch();
        assertThat(lookups).containsExactly("public.example");
        assertThat(api.requests()).hasSize(1);
    }

    @Test
    void redirects_are_followed_and_secrets_stay_behind() {
        fetching = new Fetching("localhost:" + api.port(), "localhost:" + other.port());
        fetching.environment.put("SOURCE_SECRET_TOKEN", "hunter2");
        api.answers(request -> new Answer(302).with("Location", request.number() == 0
                ? "/moved?a=b"
                : other.url("/there")));
        fetching.source(api.url("/"), "headers: {X-Token: '${SOURCE_SECRET_TOKEN}'}").fetch();

        assertThat(fetching.store.text(fetching.body())).isEqualTo("other");
        assertThat(api.asked()).containsExactly("/", "/moved?a=b");
        assertThat(api.requests()).allSatisfy(
                request -> assertThat(request.header("X-token")).isEqualTo("hunter2"));
        assertThat(other.requests()).singleElement().satisfies(request -> {
            assertThat(request.header("X-token")).isNull();
            assertThat(request.headers().toString()).doesNotContain("hunter2");
        });
    }

    /// Where to is somebody else's choice by then.
    @Test
    void a_redirect_back_gets_no_secret() {
        fetching = new Fetching("localhost:" + api.port(), "localhost:" + other.port());
        fetching.environment.put("SOURCE_SECRET_TOKEN", "hunter2");
        api.answers(request -> request.number() == 0
                ? new Answer(302).with("Location", other.url("/"))
                : Answer.of("a"));
        other.answers(new Answer(302).with("Location", api.url("/delete")));
        fetching.source(api.url("/"), "headers: {X-Token: '${SOURCE_SECRET_TOKEN}'}").fetch();
        assertThat(api.requests()).extracting(request -> request.header("X-token")).containsExactly("hunter2", null);
    }

    @Test
    void no_proxy_is_asked() {
        var settings = Map.of("http.proxyHost", "127.0.0.1", "http.proxyPort", "" + other.port(), "http.nonProxyHosts",
                "", "https.proxyHost", "127.0.0.1", "https.proxyPort", "" + other.port());
        settings.forEach(System::setProperty);
        try {
            api.answers(Answer.of("a"));
            assertThat(fetching.source(api.url("/"), "").fetch()).isPresent();
            assertThat(other.requests()).isEmpty();
        } finally {
            settings.keySet().forEach(System::clearProperty);
        }
    }

    @Test
    void redirects_end() {
        api.answers(request -> new Answer(307).with("Location", "/" + request.number()));
        assertThat(fetching.source(api.url("/"), "").fetch()).isEmpty();
        assertThat(fetching.code()).isEqualTo("API_UNUSABLE");
        assertThat(api.requests()).hasSize(6);
        api.answers(new Answer(302));
        assertThat(fetching.fetch()).isEmpty();
        assertThat(fetching.code()).isEqualTo("API_UNUSABLE");
    }

    @Test
    void a_name_without_address_is_for_later() {
        fetching.lookup = host -> {
            throw new UnknownHostException(host);
        };
        fetching.source("https://nowhere.example/", "");
        assertThatThrownBy(fetching::fetch).isInstanceOf(PipelineException.class)
                .hasMessageContaining("https://nowhere.example has a host name that cannot be resolved");
    }

    @ParameterizedTest
    @CsvSource({"true, localhost,", "true, 127.0.0.1, API_UNAVAILABLE", "false, localhost, API_UNAVAILABLE"})
    void certificates_are_verified(boolean trusted, String host, String code, @TempDir Path directory)
            throws Exception {
        var keys = directory.resolve("keys.p12");
        var tool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-keystore", keys.toString(), "-storepass", "changeit", "-alias", "a", "-keyalg", "EC",
                "-dname", "CN=localhost", "-ext", "san=dns:localhost", "-validity", "2").redirectErrorStream(true)
                .start();
        assertThat(new String(tool.getInputStream().readAllBytes())).doesNotContain("rror");
        assertThat(tool.waitFor()).isZero();
        var store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(keys)) {
            store.load(in, "changeit".toCharArray());
        }
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, "changeit".toCharArray());
        var tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        var server = HttpsServer.create();
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        if (trusted) {
            System.setProperty("javax.net.ssl.trustStore", keys.toString());
            System.setProperty("javax.net.ssl.trustStorePassword", "changeit");
        }
        try (var encrypted = new FakeApi(server)) {
            encrypted.answers(Answer.of("a"));
            fetching = new Fetching(host + ":" + encrypted.port());
            fetching.source("https://" + host + ":" + encrypted.port() + "/", "");
            if (code == null) {
                assertThat(fetching.fetch()).isPresent();
            } else {
                assertThatThrownBy(fetching::fetch).hasMessageContaining("could not be talked to over TLS");
                assertThat(fetching.code()).isEqualTo(code);
                assertThat(encrypted.requests()).isEmpty();
            }
        } finally {
            System.clearProperty("javax.net.ssl.trustStore");
            System.clearProperty("javax.net.ssl.trustStorePassword");
        }
    }

    private String here(String url) {
        return url.replace("PORT", "" + api.port()).replace("OTHER", "" + other.port());
    }
}
