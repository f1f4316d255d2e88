package io.allasflow.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.event.PipelineEvent;
import io.allasflow.core.layout.BucketLayout;
import io.allasflow.core.status.Status;
import io.allasflow.core.status.StatusStore;
import io.allasflow.core.store.S3ObjectStore;
import io.allasflow.local.s3.S3Clients;
import io.allasflow.local.s3.S3Credentials;
import io.allasflow.local.s3.S3Server;
import io.fabric8.knative.client.KnativeClient;
import io.fabric8.knative.eventing.v1.BrokerBuilder;
import io.fabric8.knative.eventing.v1.TriggerBuilder;
import io.fabric8.knative.pkg.apis.ConditionBuilder;
import io.fabric8.knative.serving.v1.ServiceBuilder;
import io.fabric8.knative.sources.v1.PingSourceBuilder;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@EnableKubernetesMockClient(crud = true, https = false)
class DoctorTest {
    private static final S3Credentials KEYS = new S3Credentials("good-access-key-1", "good-secret-d41d8cd98f00b204");
    private static final BucketLayout LAYOUT = new BucketLayout("tables", "", "tables", "pipeline/");
    private static S3Server store;

    private KubernetesMockServer api;
    private KubernetesClient client;

    @BeforeAll
    static void startStore() throws IOException {
        store = S3Server.inMemory(KEYS);
        store.createBucket("tables");
        store.createBucket("empty");
    }

    @AfterAll
    static void stopStore() {
        store.close();
    }

    @Test
    void without_a_cluster_the_rest_is_looked_at() {
        run(Map.of(), "--no-cluster").done().says("skip No cluster is looked at", "The keys can list tables",
                "yes read one version (If-Match)", "no keys with // and /../", "0 failed");
        try (var s3 = S3Clients.of(store)) {
            assertThat(s3.listObjectsV2(list -> list.bucket("tables").prefix("pipeline/state/doctor")).contents())
                    .isEmpty();
        }
    }

    @Test
    void nothing_is_written_if_it_may_not_be() {
        var ran = run(Map.of("DATA_BUCKET", "empty"), "--no-cluster", "--read-only").done();
        ran.says("The keys can list empty.", "found out by writing", "No dataset has a status yet");
        assertThat(ran.text()).doesNotContain("If-Match");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ALLAS_SECRET_KEY | wrong-secret       | secret key does not belong to the access key | do: Give both again
            ALLAS_ACCESS_KEY | wrong-access       | does not know the access key                 | do: It is mistyped
            DATA_BUCKET      | none               | there is no bucket none                      | do: Make it
            DATA_BUCKET      | ''                 | DATA_BUCKET is not set                       | do: Set it in the
            ALLAS_ENDPOINT   | http://127.0.0.1:1 | store does not answer                        | do: Check ALLAS_ENDPOINT
            ALLAS_ENDPOINT   | a3s.fi             | ALLAS_ENDPOINT must be an http or https URL  | do: Set it in the
            """)
    void what_is_wrong_with_the_store_is_told(String variable, String value, String what, String advice) {
        run(Map.of(variable, value), "--no-cluster").failed().says("FAIL", what, advice, "1 failed");
    }

    @Test
    void the_last_errors_are_told() {
        var error = new PipelineEvent.Error(ErrorCode.EMPTY_TABLE.name(), "no row\u001b[2J at all",
                ErrorCode.EMPTY_TABLE.advice() + "\u001b[2J");
        try (var objects = new S3ObjectStore(store.endpoint(), KEYS.accessKey(), KEYS.secretKey())) {
            new StatusStore(objects, LAYOUT).update("shop/bad", status -> status.with(new Status.StageRun("ingest",
                    Status.State.REJECTED, Instant.parse("2026-01-02T03:04:05Z"), 7, null, null, error)));
        }
        run(Map.of(), "--no-cluster", "--read-only").done().says(
                "note shop/bad: EMPTY_TABLE in ingest at 2026-01-02 03:04: no row?[2J at all",
                "do: The file needs a header row").hides("\u001b");
    }

    @Test
    void what_is_deployed_well_is_well() {
        deploy();
        run(Map.of("ALLAS_ACCESS_KEY", "", "ALLAS_SECRET_KEY", "", "DATA_BUCKET", "", "ALLAS_ENDPOINT", ""),
                "--read-only").done().says("ok Knative Serving and Eventing", "ok Secret allas-credentials: good****",
                        "ok Function fn-clean", "ok Broker allasflow", "ok Trigger to-0",
                        "ok PingSource scan, */15 * * * *",
                        "bucket tables, outputs in tables under pipeline/");
    }

    @Test
    void settings_that_the_functions_do_not_have_are_told() {
        deploy();
        run(Map.of("DATA_BUCKET", "empty"), "--read-only").done()
                .says("note The functions have other settings than this environment: DATA_BUCKET, OUTPUT_BUCKET.");
        assertThat(run(Map.of(), "--read-only").done().text()).doesNotContain("other settings");
    }

    /// What only the environment sets, the functions have by default, or do not have at all.
    @Test
    void settings_that_only_this_environment_has_are_told() {
        deploy();
        run(Map.of("OUTPUT_BUCKET", "empty", "SOURCE_PREFIX", "in/", "OUTPUT_PREFIX", "pipeline/"), "--read-only")
                .done().says("The functions have other settings than this environment: SOURCE_PREFIX, OUTPUT_BUCKET.");
    }

    @Test
    void what_is_not_deployed_is_told() {
        run(Map.of(), "--read-only").failed().says("There is no Secret allas-credentials", "credentials.sh create",
                "Function fn-clean is not deployed", "There is no Broker allasflow",
                "No Trigger takes io.allasflow.object.discovered.v1,", "There is no PingSource, so nothing is scanned",
                "do: Deploy: scripts/deploy.sh");
    }

    @Test
    void a_cluster_without_knative_is_told() {
        // The stand-in has every group unless told otherwise.
        for (var group : List.of("serving.knative.dev", "eventing.knative.dev")) {
            api.expect().get().withPath("/apis/" + group)
                    .andReturn(404, new StatusBuilder().withCode(404).withMessage("not found").build()).always();
        }
        run(Map.of(), "--read-only").failed().says("Knative Serving and Eventing are not installed",
                "do: Have OpenShift Serverless installed, or Knative; or deploy without");
    }

    @Test
    void what_is_not_ready_is_told_with_its_reason() {
        deploy();
        var broken = List.of(new ConditionBuilder().withType("Ready").withStatus("False").withReason("BrokerMissing")
                .withMessage("broker \"allasflow\" not found").build());
        var knative = client.adapt(KnativeClient.class);
        knative.triggers().inNamespace("test").withName("to-0").edit(trigger -> new TriggerBuilder(trigger).editStatus()
                .withConditions(broken).endStatus().build());
        knative.services().inNamespace("test").withName("fn-clean").edit(service -> new ServiceBuilder(service)
                .withStatus(null).build());
        run(Map.of(), "--read-only").failed().says(
                "Trigger to-0 is not ready: BrokerMissing: broker \"allasflow\" not found",
                "Function fn-clean is not ready: not looked at yet", "2 failed");
    }

    @Test
    void quotas_and_warnings_are_told() {
        deploy();
        client.resourceQuotas().inNamespace("test").resource(new ResourceQuotaBuilder().withNewMetadata().withName("q")
                .endMetadata().withNewStatus().addToHard("limits.cpu", new Quantity("4"))
                .addToUsed("limits.cpu", new Quantity("3900m")).endStatus().build()).create();
        client.v1().events().inNamespace("test").resource(new EventBuilder().withNewMetadata().withName("e")
                .endMetadata().withType("Warning").withReason("FailedCreate")
                .withMessage("pods \"fn-clean-1\" is forbidden: exceeded quota: q").withNewInvolvedObject()
                .withName("fn-clean-00001-deployment").endInvolvedObject().build()).create();
        run(Map.of(), "--read-only").done().says("Of the quota of limits.cpu, 3900m of 4 are used",
                "FailedCreate: pods \"fn-clean-1\" is forbidden: exceeded quota", "ask for more");
    }

    @Test
    void a_cluster_that_does_not_answer_hinders_no_more_than_it_must() {
        var config = new ConfigBuilder().withMasterUrl("http://127.0.0.1:1").withRequestRetryBackoffLimit(0).build();
        try (var nowhere = new KubernetesClientBuilder().withConfig(config).build()) {
            Ran.of(environment(Map.of()), terminal -> new Doctor(terminal, nowhere), "--read-only").failed()
                    .says("FAIL The cluster does not answer", "The keys can list tables", "1 failed");
        }
    }

    /// This machine reaches the store, so it all looks well from here.
    @Test
    void a_port_that_no_policy_opens_is_told() {
        deploy();
        policy("functions", 443);
        run(Map.of(), "--read-only").failed().says("No NetworkPolicy lets the functions reach port "
                + store.endpoint().getPort(), "Who reaches whom", "1 failed");
        policy("some", store.endpoint().getPort());
        client.network().networkPolicies().inNamespace("test").withName("some").edit(some -> new NetworkPolicyBuilder(
                some).editSpec().editPodSelector().addNewMatchExpression().withKey("app.kubernetes.io/name")
                .withOperator("In").withValues("fn-notify").endMatchExpression()
                .endPodSelector().endSpec().build());
        run(Map.of(), "--read-only").failed().says("1 failed");
        policy("store", store.endpoint().getPort());
        run(Map.of(), "--read-only").done().says("may reach port " + store.endpoint().getPort());
    }

    @Test
    void ports_are_those_of_the_store_that_the_functions_have() {
        deploy();
        policy("functions", 1);
        run(Map.of("ALLAS_ENDPOINT", "http://127.0.0.1:1"), "--read-only").failed().says(
                "No NetworkPolicy lets the functions reach port " + store.endpoint().getPort(),
                "other settings than this environment: ALLAS_ENDPOINT.");
    }

    private void policy(String name, int port) {
        client.network().networkPolicies().inNamespace("test").resource(new NetworkPolicyBuilder().withNewMetadata()
                .withName(name).endMetadata().withNewSpec().withNewPodSelector()
                .addToMatchLabels("app.kubernetes.io/part-of", "allasflow").endPodSelector().withPolicyTypes("Egress")
                .addNewEgress().addNewPort().withProtocol("TCP").withPort(new IntOrString(port)).endPort().endEgress()
                .endSpec().build()).create();
    }

    private void deploy() {
        client.configMaps().inNamespace("test").resource(new ConfigMapBuilder().withNewMetadata()
                .withName("allasflow-settings").endMetadata()
                .withData(Map.of("ALLAS_ENDPOINT", store.endpoint().toString(), "DATA_BUCKET", "tables")).build())
                .create();
        client.secrets().inNamespace("test").resource(new SecretBuilder().withNewMetadata()
                .withName("allas-credentials").endMetadata().addToData("ALLAS_ACCESS_KEY", encoded(KEYS.accessKey()))
                .addToData("ALLAS_SECRET_KEY", encoded(KEYS.secretKey())).build()).create();
        var ready = List.of(new ConditionBuilder().withType("Ready").withStatus("True").build());
        var knative = client.adapt(KnativeClient.class);
        for (var name : List.of("fn-ingest", "fn-clean", "fn-summarize")) {
            knative.services().inNamespace("test").resource(new ServiceBuilder().withNewMetadata().withName(name)
                    .addToLabels("app.kubernetes.io/part-of", "allasflow").endMetadata().withNewStatus()
                    .withConditions(ready).endStatus().build()).create();
        }
        knative.brokers().inNamespace("test").resource(new BrokerBuilder().withNewMetadata().withName("allasflow")
                .endMetadata().withNewStatus().withConditions(ready).endStatus().build()).create();
        int number = 0;
        for (var type : List.of("object.discovered", "object.ingested", "object.cleaned", "object.summarized",
                "object.rejected", "source.due", "index.stale")) {
            knative.triggers().inNamespace("test").resource(new TriggerBuilder().withNewMetadata()
                    .withName("to-" + number++).endMetadata().withNewSpec().withBroker("allasflow").withNewFilter()
                    .addToAttributes("type", "io.allasflow." + type + ".v1").endFilter().endSpec().withNewStatus()
                    .withConditions(ready).endStatus().build()).create();
        }
        knative.pingSources().inNamespace("test").resource(new PingSourceBuilder().withNewMetadata().withName("scan")
                .addToLabels("app.kubernetes.io/part-of", "allasflow").endMetadata().withNewSpec()
                .withSchedule("*/15 * * * *").endSpec().withNewStatus().withConditions(ready).endStatus().build())
                .create();
    }

    private Ran run(Map<String, String> changes, String... arguments) {
        return Ran.of(environment(changes), terminal -> new Doctor(terminal, client), arguments)
                .hides(KEYS.secretKey());
    }

    private static Map<String, String> environment(Map<String, String> changes) {
        var environment = new HashMap<>(Map.of("ALLAS_ENDPOINT", store.endpoint().toString(), "ALLAS_ACCESS_KEY",
                KEYS.accessKey(), "ALLAS_SECRET_KEY", KEYS.secretKey(), "DATA_BUCKET", "tables", "PATH",
                System.getenv("PATH")));
        environment.putAll(changes);
        return environment;
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
