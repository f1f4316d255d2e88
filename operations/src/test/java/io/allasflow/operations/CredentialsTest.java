package io.allasflow.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.allasflow.local.s3.S3Credentials;
import io.allasflow.local.s3.S3Server;
import io.fabric8.knative.client.KnativeClient;
import io.fabric8.knative.serving.v1.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@EnableKubernetesMockClient(crud = true, https = false)
class CredentialsTest {
    private static final S3Credentials GOOD = new S3Credentials("good-access-key-1", "good-secret-d41d8cd98f00b204");
    private static final String REPLACED = "allasflow.io/keys-replaced";
    private static S3Server store;

    private KubernetesMockServer api;
    private KubernetesClient client;

    @BeforeAll
    static void startStore() throws IOException {
        store = S3Server.inMemory(GOOD);
        store.createBucket("tables");
    }

    @AfterAll
    static void stopStore() {
        store.close();
    }

    @BeforeEach
    void deploySettings() {
        client.configMaps().inNamespace("test").resource(new ConfigMapBuilder().withNewMetadata()
                .withName("allasflow-settings").endMetadata()
                .withData(Map.of("ALLAS_ENDPOINT", store.endpoint().toString(), "DATA_BUCKET", "tables")).build())
                .create();
    }

    @Test
    void keys_of_the_environment_are_tried_and_stored() {
        run("create").done().says("they can list tables, and write, read and delete in tables",
                "The keys good**** are in the Secret of test.");
        assertThat(secret()).isEqualTo(
                Map.of("ALLAS_ACCESS_KEY", GOOD.accessKey(), "ALLAS_SECRET_KEY", GOOD.secretKey()));
        run("create").failed().says("test has keys already (good****)", "credentials.sh update");
    }

    @Test
    void keys_may_be_typed() {
        var environment = Map.<String, String>of();
        Ran.of(environment, List.of(GOOD.accessKey(), GOOD.secretKey()), this::command, "create").done()
                .hides(GOOD.secretKey());
        assertThat(secret()).containsEntry("ALLAS_SECRET_KEY", GOOD.secretKey());
        Ran.of(environment, List.of(GOOD.accessKey()), this::command, "update").failed()
                .says("ALLAS_SECRET_KEY is missing");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ALLAS_SECRET_KEY | wrong-secret-wrong       | secret key does not belong to the access key | give both again
            ALLAS_ACCESS_KEY | wrong-access-key         | store does not know the access key           | make new keys
            ALLAS_ENDPOINT   | http://127.0.0.1:1       | object store does not answer                 | Check ALLAS_ENDPOINT
            DATA_BUCKET      | none                     | there is no bucket none                      | correct DATA_BUCKET
            """)
    void what_does_not_work_is_told(String variable, String value, String what, String advice) {
        storeKeys(variable, value);
        var ran = Ran.of(Map.of(variable, value), this::command, "test").failed().hides(GOOD.secretKey());
        assertThat(ran.text()).containsIgnoringCase(what).containsIgnoringCase(advice);
    }

    @Test
    void wrong_keys_are_not_stored_but_a_bucket_may_come_later() {
        run(Map.of("ALLAS_SECRET_KEY", "wrong-secret-wrong"), "create").failed().hides("wrong-secret");
        assertThat(client.secrets().inNamespace("test").list().getItems()).isEmpty();
        run(Map.of("DATA_BUCKET", "later"), "create").done().says("there is no bucket later");
        assertThat(secret()).containsEntry("ALLAS_SECRET_KEY", GOOD.secretKey());
    }

    @Test
    void other_keys_take_their_place_and_the_functions_start_anew() {
        client.secrets().inNamespace("test").resource(new SecretBuilder().withNewMetadata()
                .withName("allas-credentials").endMetadata().addToData("NOTIFICATION_TOKEN", "a2VwdA==").build())
                .create();
        storeKeys("ALLAS_ACCESS_KEY", "old-access-key");
        deployFunction("fn-clean", "True");
        run("update").done().says("1 functions start anew");
        assertThat(secret()).containsEntry("NOTIFICATION_TOKEN", "kept").containsEntry("ALLAS_ACCESS_KEY",
                GOOD.accessKey());
        assertThat(client.adapt(KnativeClient.class).services().inNamespace("test").withName("fn-clean").get().getSpec()
                .getTemplate().getMetadata().getAnnotations()).containsKey("allasflow.io/keys-version");
    }

    @Test
    void a_function_that_does_not_start_is_told() {
        storeKeys("ALLAS_ACCESS_KEY", "old-access-key");
        deployFunction("fn-clean", "False");
        run("update", "--wait=0").failed().says("Not ready after 0 s: fn-clean (RevisionFailed: no image)",
                "kubectl describe ksvc");
    }

    @Test
    void show_masks() {
        run("show").failed().says("test has no keys", "credentials.sh create");
        run("create").done();
        run("show").done().says("access key good**** (17 characters)", "secret key ******** (28 characters)",
                "from the environment");
    }

    @Test
    void delete_asks_for_a_yes() {
        run("create").done();
        assertThat(run("delete").says("--yes").code()).isEqualTo(Tool.WRONG);
        assertThat(secret()).isNotEmpty();
        run("delete", "--yes").done();
        assertThat(client.secrets().inNamespace("test").list().getItems()).isEmpty();
    }

    @Test
    void a_quota_is_told() {
        answer(403, "secrets \"allas-credentials\" is forbidden: exceeded quota: count, used: secrets=10");
        run("create").failed().says("exceeded quota: count, used: secrets=10", "ask for a larger quota");
    }

    @Test
    void a_missing_right_is_told() {
        answer(403, "secrets is forbidden: User \"student\" cannot create resource");
        run("create").failed().says("The cluster does not allow it", "ask its owner for the role edit");
    }

    /// It would be in the terminal's scrollback too.
    @ParameterizedTest
    @ValueSource(strings = {"good-secret-d41d8cd98f00b204", "--secret-key=good-secret-d41d8cd98f00b204"})
    void a_key_as_an_argument_is_not_repeated(String key) {
        assertThat(run("create", key).says("never are arguments", "scripts/credentials.sh create").code())
                .isEqualTo(Tool.WRONG);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            update | --wait=abc  | Invalid value for option '--wait': it is a whole number from 0
            update | --wait=-5   | Invalid value for option '--wait': it is a whole number from 0
            rotate | --wait      | Missing required parameter for option '--wait' (SECONDS)
            delete | --revok=now | There is no option --revok.
            """)
    void a_mistyped_option_is_named(String command, String argument, String what) {
        assertThat(run(command, argument).says(what, "Usage: scripts/credentials.sh " + command).code())
                .isEqualTo(Tool.WRONG);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a/../b", "a?x=1", "Ä", "a\u001b[31m"})
    void what_is_no_name_of_a_namespace_is_told(String namespace) {
        assertThat(run("show", "-n", namespace).says("is no name of a namespace").code()).isEqualTo(Tool.WRONG);
    }

    @Test
    void a_kubeconfig_that_cannot_be_read_is_told_without_what_it_holds(@TempDir Path directory) throws IOException {
        var file = Files.writeString(directory.resolve("config"), "users: [{user: {token: token-of-tester");
        System.setProperty("kubeconfig", file.toString());
        try {
            Ran.of(Map.of(), terminal -> new Credentials(terminal, null), "show").failed()
                    .says("The kubeconfig cannot be read").hides("token-of-tester", "snakeyaml");
        } finally {
            System.clearProperty("kubeconfig");
        }
    }

    @Test
    void no_cluster_is_told() {
        var config = new ConfigBuilder().withMasterUrl("http://127.0.0.1:1").withRequestRetryBackoffLimit(0).build();
        try (var nowhere = new KubernetesClientBuilder().withConfig(config).build()) {
            Ran.of(Map.of(), terminal -> new Credentials(terminal, nowhere), "show").failed()
                    .says("The cluster does not answer", "oc login");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            http://pouta.csc.fi:5001/v3 | tester | course | OS_AUTH_URL is not an https URL
            http://127.0.0.1:1/v3       | tester | course | Keystone at http://127.0.0.1:1/v3 does not answer
            https://pouta.csc.fi:5001   |        | course | OS_USERNAME is not set
            https://pouta.csc.fi:5001   | tester |        | OS_PROJECT_ID and OS_PROJECT_NAME are not set
            https://pouta.csc.fi:5001   | tester | course | OS_PASSWORD is missing
            """)
    void a_wrong_login_is_told(String url, String user, String project, String what) {
        var environment = new HashMap<>(Map.of("OS_AUTH_URL", url));
        if (user != null) {
            environment.put("OS_USERNAME", user);
        }
        if (project != null) {
            environment.put("OS_PROJECT_NAME", project);
        }
        if (what.contains("127")) {
            environment.put("OS_PASSWORD", "password-of-tester");
        }
        Ran.of(environment, this::command, "create").failed().says(what).hides("password-of-tester");
    }

    /// What of the new keys is left in Keystone where the Secret's write was answered by an error.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            old-access-key    | 204 | true  | Keystone made the keys good****.
            good-access-key-1 | 204 | false | Keystone made the keys good****.
                              | 204 | false | is not known, so Keystone keeps them: scripts/credentials.sh show
            old-access-key    | 500 | true  | but still in Keystone. Keystone does not delete S3 keys: it answers 500.
            """)
    void keys_are_taken_back_unless_the_secret_may_have_them(String stored, int answer, boolean asked, String says)
            throws IOException {
        var deleted = new ArrayList<String>();
        var path = "/api/v1/namespaces/test/secrets/allas-credentials";
        var old = secret("old-access-key");
        // For the keys, for what an earlier rotation left, to note them and the new ones, and to write these.
        api.expect().get().withPath(path).andReturn(200, old).times(5);
        api.expect().patch().withPath(path).andReturn(200, old).always();
        api.expect().get().withPath(path).andReturn(stored == null ? 403 : 200, stored == null
                ? new StatusBuilder().withCode(403).build()
                : secret(stored)).always();
        api.expect().put().withPath(path).andReturn(409, new StatusBuilder().withCode(409).build()).always();
        var keystone = keystone(deleted, answer);
        try {
            var ran = Ran.of(login(keystone), this::command, "rotate").failed()
                    .says("Somebody else changed it meanwhile", says).hides(GOOD.secretKey(), GOOD.accessKey());
            assertThat(deleted).isEqualTo(asked ? List.of(GOOD.accessKey()) : List.of());
            assertThat(ran.text().contains("not known")).isEqualTo(stored == null);
        } finally {
            keystone.stop(0);
        }
    }

    /// Whatever ends a rotation while the new keys are tried, the next one knows of them.
    @Test
    void new_keys_are_remembered_while_they_are_tried() throws IOException {
        storeKeys("ALLAS_ACCESS_KEY", "old-access-key");
        var remembered = new AtomicReference<String>();
        var refusing = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        refusing.createContext("/", exchange -> {
            try (exchange) {
                remembered.set(replaced());
                exchange.sendResponseHeaders(403, -1);
            }
        });
        refusing.start();
        var deleted = new ArrayList<String>();
        var keystone = keystone(deleted, 204);
        var environment = login(keystone);
        environment.put("ALLAS_ENDPOINT", "http://127.0.0.1:" + refusing.getAddress().getPort());
        try {
            Ran.of(environment, this::command, "rotate").failed().says("The store refuses these keys");
            assertThat(remembered.get()).isEqualTo("old-access-key," + GOOD.accessKey());
            assertThat(deleted).containsExactly(GOOD.accessKey());
            assertThat(replaced()).isEqualTo("old-access-key");

            environment.remove("ALLAS_ENDPOINT");
            Ran.of(environment, this::command, "rotate").done().says("The old keys (old-****) are not this user's");
            assertThat(deleted).containsExactly(GOOD.accessKey());
            assertThat(replaced()).isNull();
        } finally {
            keystone.stop(0);
            refusing.stop(0);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void what_an_unfinished_rotation_left_is_deleted_with_the_secret_or_told(boolean revoke) throws IOException {
        storeKeys("ALLAS_ACCESS_KEY", "present-access-key");
        client.secrets().inNamespace("test").withName("allas-credentials").edit(secret -> new SecretBuilder(secret)
                .editMetadata().addToAnnotations(REPLACED, GOOD.accessKey() + ",older-access-key").endMetadata()
                .build());
        var deleted = new ArrayList<String>();
        var keystone = keystone(deleted, 204, "present-access-key");
        try {
            if (revoke) {
                Ran.of(login(keystone), this::command, "delete", "--revoke", "--yes").done()
                        .says("The old keys (good****) are deleted", "The old keys (olde****) are not this user's",
                                "The keys pres**** work nowhere any more");
                assertThat(deleted).containsExactly(GOOD.accessKey(), "present-access-key");
            } else {
                var told = "older keys (good****, olde****) may still work";
                assertThat(run("delete").says(told, "--revoke").code()).isEqualTo(Tool.WRONG);
                run("delete", "--yes").done().says(told);
                assertThat(deleted).isEmpty();
            }
            assertThat(client.secrets().inNamespace("test").list().getItems()).isEmpty();
        } finally {
            keystone.stop(0);
        }
    }

    private String replaced() {
        var annotations = client.secrets().inNamespace("test").withName("allas-credentials").get().getMetadata()
                .getAnnotations();
        return annotations == null ? null : annotations.get(REPLACED);
    }

    private static Map<String, String> login(HttpServer keystone) {
        return new HashMap<>(Map.of("OS_AUTH_URL", "http://127.0.0.1:" + keystone.getAddress().getPort(),
                "OS_USERNAME", "tester", "OS_PASSWORD", "p", "OS_PROJECT_ID", "1"));
    }

    /// Gives the good keys to whoever asks for some.
    ///
    /// @param deleted is told the access keys that are to be deleted
    /// @param answer to that
    /// @param more access keys of the user
    private static HttpServer keystone(List<String> deleted, int answer, String... more) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var key = "{\"access\": \"" + GOOD.accessKey() + "\", \"secret\": \"" + GOOD.secretKey() + "\"}";
        var all = Stream.concat(Stream.of(key), Stream.of(more).map(access -> "{\"access\": \"" + access + "\"}"))
                .collect(Collectors.joining(", "));
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.getResponseHeaders().add("X-Subject-Token", "t");
                var path = exchange.getRequestURI().getPath();
                if (exchange.getRequestMethod().equals("DELETE")) {
                    deleted.add(path.substring(path.lastIndexOf('/') + 1));
                    exchange.sendResponseHeaders(answer, -1);
                    return;
                }
                var text = (path.endsWith("/auth/tokens")
                        ? "{\"token\": {\"user\": {\"id\": \"u\"}, \"project\": {\"id\": \"1\", \"name\": \"course\"}}}"
                        : "{\"credential\": " + key + ", \"credentials\": [" + all + "]}")
                        .getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(exchange.getRequestMethod().equals("POST") ? 201 : 200, text.length);
                exchange.getResponseBody().write(text);
            }
        });
        server.start();
        return server;
    }

    private static Secret secret(String access) {
        return new SecretBuilder().withNewMetadata().withName("allas-credentials").withNamespace("test")
                .withResourceVersion("1").endMetadata()
                .withData(Map.of("ALLAS_ACCESS_KEY",
                        Base64.getEncoder().encodeToString(access.getBytes(StandardCharsets.UTF_8)), "ALLAS_SECRET_KEY",
                        "YQ=="))
                .build();
    }

    private void answer(int code, String message) {
        api.expect().post().withPath("/api/v1/namespaces/test/secrets")
                .andReturn(code, new StatusBuilder().withCode(code).withMessage(message).build()).always();
    }

    private Object command(Terminal terminal) {
        return new Credentials(terminal, client);
    }

    private Ran run(String... arguments) {
        return run(Map.of(), arguments);
    }

    private Ran run(Map<String, String> changes, String... arguments) {
        var environment = new HashMap<>(
                Map.of("ALLAS_ACCESS_KEY", GOOD.accessKey(), "ALLAS_SECRET_KEY", GOOD.secretKey()));
        environment.putAll(changes);
        return Ran.of(environment, this::command, arguments).hides(GOOD.secretKey(), GOOD.accessKey());
    }

    private void storeKeys(String variable, String value) {
        var keys = new HashMap<>(Map.of("ALLAS_ACCESS_KEY", GOOD.accessKey(), "ALLAS_SECRET_KEY", GOOD.secretKey()));
        keys.replace(variable, value);
        var encoded = new HashMap<String, String>();
        keys.forEach((name, text) -> encoded.put(name,
                Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))));
        var before = client.secrets().inNamespace("test").withName("allas-credentials").get();
        var secret = before == null
                ? new SecretBuilder().withNewMetadata().withName("allas-credentials").endMetadata().build()
                : before;
        client.secrets().inNamespace("test")
                .resource(new SecretBuilder(secret).addToData(encoded).build()).createOr(each -> each.update());
    }

    private void deployFunction(String name, String ready) {
        client.adapt(KnativeClient.class).services().inNamespace("test")
                .resource(new ServiceBuilder().withNewMetadata().withName(name)
                        .addToLabels("app.kubernetes.io/part-of", "allasflow").endMetadata().withNewSpec()
                        .withNewTemplate().endTemplate().endSpec().withNewStatus().addNewCondition().withType("Ready")
                        .withStatus(ready).withReason("RevisionFailed").withMessage("no image").endCondition()
                        .endStatus().build())
                .create();
    }

    private Map<String, String> secret() {
        var decoded = new HashMap<String, String>();
        client.secrets().inNamespace("test").withName("allas-credentials").get().getData()
                .forEach((name, value) -> decoded
                        .put(name, new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8)));
        return decoded;
    }
}
