package io.allasflow.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.allasflow.core.config.Settings;
import io.allasflow.core.event.PipelineEvent;
import io.allasflow.core.status.StatusStore;
import io.allasflow.core.store.S3ObjectStore;
import io.allasflow.local.s3.S3Clients;
import io.allasflow.local.s3.S3Credentials;
import io.fabric8.knative.client.KnativeClient;
import io.fabric8.knative.serving.v1.ServiceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Keys that a real Keystone makes and a real Ceph gateway takes, as on Allas.
@Tag("slow")
@EnableKubernetesMockClient(crud = true, https = false)
class KeystoneTest {
    private static final Map<String, String> PORTS = new HashMap<>();
    private static Map<String, String> user;
    private static URI endpoint;

    private KubernetesClient client;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        assumeTrue(Script.isInstalled("keystone-manage", "uwsgi"), "Skipped: Keystone is not installed.");
        assumeTrue(Script.isInstalled("radosgw", "ceph-mon", "ceph-osd"), "Skipped: Ceph is not installed.");
        try (var one = new ServerSocket(0)) {
            PORTS.put("KEYSTONE_PORT", Integer.toString(one.getLocalPort()));
        }
        PORTS.put("CEPH_RGW_PORT", "17680");
        Script.run(PORTS, "keystone.sh", "start");
        PORTS.put("CEPH_RGW_SETTINGS", Script.run(PORTS, "keystone.sh", "gateway-settings"));
        Script.run(PORTS, "ceph-rgw.sh", "start");
        user = Script.variables(PORTS, "keystone.sh");
        var store = Script.variables(PORTS, "ceph-rgw.sh");
        endpoint = URI.create(store.get("ALLAS_ENDPOINT"));
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        if (PORTS.containsKey("CEPH_RGW_SETTINGS")) {
            Script.run(PORTS, "ceph-rgw.sh", "stop");
        }
        if (PORTS.containsKey("CEPH_RGW_PORT")) {
            Script.run(PORTS, "keystone.sh", "stop");
        }
    }

    @Test
    void a_password_makes_keys_and_others_and_ends_them() {
        run(Map.of(), "create").done().says("there is no bucket course-tables", "are in the Secret of test");
        var first = keys();
        try (var s3 = S3Clients.of(endpoint, first)) {
            s3.createBucket(create -> create.bucket("course-tables"));
        }
        run(Map.of(), "test").done().says("they can list course-tables, and write, read and delete in course-tables");
        run(Map.of(), "show").done().says("from Keystone, project course");

        run(Map.of(), "rotate").done()
                .says("The old keys " + "(" + first.accessKey().substring(0, 4) + "****) are deleted");
        var second = keys();
        assertThat(second.accessKey()).isNotEqualTo(first.accessKey());
        run(Map.of(), "test").done();

        run(Map.of(), "delete", "--revoke", "--yes").done().says("work nowhere any more");
        run(Map.of("ALLAS_ACCESS_KEY", second.accessKey(), "ALLAS_SECRET_KEY", second.secretKey(), "OS_AUTH_URL", ""),
                "show").failed().says("has no keys");
    }

    /// A function that does not start ends the rotation after the keys are in the Secret, as Ctrl-C would.
    @Test
    void a_rotation_that_was_interrupted_is_ended_by_the_next() throws IOException {
        run(Map.of(), "create").done();
        var first = keys();
        var broken = client.adapt(KnativeClient.class).services().inNamespace("test")
                .resource(new ServiceBuilder().withNewMetadata().withName("fn-clean")
                        .addToLabels("app.kubernetes.io/part-of", "allasflow").endMetadata().withNewSpec()
                        .withNewTemplate().endTemplate().endSpec().build());
        broken.create();
        run(Map.of(), "rotate", "--wait=0").failed().says("Until this is done the old keys stay valid",
                "Not ready after 0 s");
        var second = keys();
        assertThat(second.accessKey()).isNotEqualTo(first.accessKey());
        run(Map.of(), "show").done().says("unfinished a rotation: " + first.accessKey().substring(0, 4) + "****");

        broken.delete();
        run(Map.of(), "rotate").done().says("The old keys (" + first.accessKey().substring(0, 4) + "****) are deleted",
                "The old keys (" + second.accessKey().substring(0, 4) + "****) are deleted");
        assertThat(run(Map.of(), "show").done().text()).doesNotContain("unfinished");
        run(Map.of(), "delete", "--revoke", "--yes").done();
    }

    @Test
    void keys_that_are_of_no_use_are_not_left_behind() {
        run(Map.of("ALLAS_ENDPOINT", "http://127.0.0.1:1"), "create").failed().says("does not answer");
        assertThat(client.secrets().inNamespace("test").list().getItems()).isEmpty();
    }

    @Test
    void a_used_up_quota_is_told() throws IOException, InterruptedException {
        var environment = new HashMap<>(Script.variables(PORTS, "ceph-rgw.sh"));
        environment.put("DATA_BUCKET", "full-tables");
        try (var s3 = S3Clients.of(endpoint,
                new S3Credentials(environment.get("ALLAS_ACCESS_KEY"), environment.get("ALLAS_SECRET_KEY")))) {
            s3.createBucket(create -> create.bucket("full-tables"));
        }
        Script.onCeph(PORTS, "quota", "set", "--quota-scope=bucket", "--bucket=full-tables", "--max-objects=0");
        Script.onCeph(PORTS, "quota", "enable", "--quota-scope=bucket", "--bucket=full-tables");
        Ran.of(environment, terminal -> new Credentials(terminal, client), "create").failed()
                .says("The store's quota is used up (write to full-tables)", "MyCSC");
    }

    @Test
    void an_application_credential_may_not_make_keys() {
        run(Map.of("OS_APPLICATION_CREDENTIAL_ID", user.get("OS_APPLICATION_CREDENTIAL_ID"),
                "OS_APPLICATION_CREDENTIAL_SECRET", user.get("OS_APPLICATION_CREDENTIAL_SECRET")), "create").failed()
                .says("The application credential is good, but Keystone lets none make", "Log in with a password",
                        "ALLAS_ACCESS_KEY");
        run(Map.of("OS_APPLICATION_CREDENTIAL_ID", user.get("OS_APPLICATION_CREDENTIAL_ID"),
                "OS_APPLICATION_CREDENTIAL_SECRET", "wrong-application-secret"), "create").failed()
                .says("does not accept the application credential");
    }

    @Test
    void a_wrong_password_is_told() {
        run(Map.of("OS_PASSWORD", "wrong-password"), "create").failed()
                .says("does not accept the password of tester for this project").hides("wrong-password");
        run(Map.of("OS_PROJECT_ID", "", "OS_PROJECT_NAME", "other"), "create").failed().says("does not accept");
    }

    @Test
    void the_doctor_tells_what_ceph_can_do() throws IOException, InterruptedException {
        var environment = new HashMap<>(Script.variables(PORTS, "ceph-rgw.sh"));
        environment.putAll(Map.of("DATA_BUCKET", "doctors-tables", "PATH", System.getenv("PATH")));
        try (var s3 = S3Clients.of(endpoint,
                new S3Credentials(environment.get("ALLAS_ACCESS_KEY"), environment.get("ALLAS_SECRET_KEY")))) {
            s3.createBucket(create -> create.bucket("doctors-tables"));
            Ran.of(environment, terminal -> new Doctor(terminal, client), "--no-cluster").done()
                    .says("yes read one version", "yes upload in parts", "yes keys with // and /../",
                            "yes write if absent", "yes overwrite one version", "yes bucket notifications");
            assertThat(s3.listObjectsV2(list -> list.bucket("doctors-tables")).contents()).isEmpty();
        }
    }

    @Test
    void datasets_of_odd_names_are_made_again_on_ceph() throws IOException, InterruptedException {
        var environment = new HashMap<>(Script.variables(PORTS, "ceph-rgw.sh"));
        environment.put("DATA_BUCKET", "odd-tables");
        var settings = Settings.from(environment);
        try (var s3 = S3Clients.of(endpoint, new S3Credentials(settings.accessKey(), settings.secretKey()));
                var store = new S3ObjectStore(settings)) {
            s3.createBucket(create -> create.bucket("odd-tables"));
            var statuses = new StatusStore(store, settings.layout());
            var names = List.of("a b", "100%25", "a+b#c?d&e", "ä€😀/ö", "x//y", "p/../q", "quote\"'`$HOME", "t\tl\nb",
                    "back\\slash", "<b>", "%2F", " leading", "-n", "--all");
            names.forEach(name -> statuses.update(name, status -> status.about(new PipelineEvent.Source("odd-tables",
                    name + ".csv", "e", 1, Instant.EPOCH), "config", "program")));
            var arguments = new ArrayList<>(List.of("--"));
            arguments.addAll(names);
            Ran.of(environment, terminal -> new Reprocess(terminal, client), arguments.toArray(String[]::new)).done();
            assertThat(names).allSatisfy(name -> assertThat(statuses.read(name).orElseThrow().configHash()).isNull());
            Ran.of(environment, terminal -> new Reprocess(terminal, client), "--all").done()
                    .says("has " + names.size() + " of the datasets");
        }
    }

    private Ran run(Map<String, String> changes, String... arguments) {
        var environment = new HashMap<>(user);
        environment.keySet().removeIf(name -> name.startsWith("OS_APPLICATION"));
        environment.put("ALLAS_ENDPOINT", endpoint.toString());
        environment.put("DATA_BUCKET", "course-tables");
        environment.putAll(changes);
        return Ran.of(environment, terminal -> new Credentials(terminal, client), arguments)
                .hides(user.get("OS_PASSWORD"), user.get("OS_APPLICATION_CREDENTIAL_SECRET"));
    }

    private S3Credentials keys() {
        var data = client.secrets().inNamespace("test").withName("allas-credentials").get().getData();
        return new S3Credentials(decoded(data.get("ALLAS_ACCESS_KEY")), decoded(data.get("ALLAS_SECRET_KEY")));
    }

    private static String decoded(String text) {
        return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
    }
}
