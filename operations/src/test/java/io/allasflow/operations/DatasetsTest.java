package io.allasflow.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.event.Envelope;
import io.allasflow.core.event.EventTypes;
import io.allasflow.core.event.PipelineEvent;
import io.allasflow.core.config.PipelineConfig;
import io.allasflow.core.config.Settings;
import io.allasflow.core.json.Json;
import io.allasflow.core.status.Status;
import io.allasflow.core.status.StatusStore;
import io.allasflow.core.store.S3ObjectStore;
import io.allasflow.ingest.scan.Scanner;
import io.allasflow.local.s3.S3Clients;
import io.allasflow.local.s3.S3Credentials;
import io.allasflow.local.s3.S3Server;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.core.sync.RequestBody;

/// What became of datasets, and having them made again.
@EnableKubernetesMockClient(crud = true, https = false)
class DatasetsTest {
    private static final String PROGRAM = "1";
    private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");

    private S3Server server;
    private Settings settings;
    private S3ObjectStore store;
    private KubernetesMockServer api;
    private KubernetesClient client;

    @BeforeEach
    void start() throws IOException {
        server = S3Server.inMemory(S3Credentials.LOCAL);
        server.createBucket("tables");
        settings = Settings.from(environment(Map.of()));
        store = new S3ObjectStore(settings);
        dataset("shop/good", Status.State.SUMMARIZED, null);
        dataset("shop/bad", Status.State.REJECTED, new PipelineEvent.Error(ErrorCode.EMPTY_TABLE.name(), "no row",
                ErrorCode.EMPTY_TABLE.advice() + "\u001b[2J"));
    }

    @AfterEach
    void stop() {
        store.close();
        server.close();
    }

    @Test
    void what_became_of_each_is_shown() {
        run(terminal -> new ShowStatus(terminal, client)).done().says("dataset state changed (UTC) rows score",
                "shop/good summarized 2026-01-02 03:04", "shop/bad rejected 2026-01-02 03:04",
                "EMPTY_TABLE in ingest: no row. The file needs a header row").hides("\u001b");
        assertThat(run(terminal -> new ShowStatus(terminal, client), "--errors").done().out()).doesNotContain("good");
        assertThat(run(terminal -> new ShowStatus(terminal, client), "--limit=0").code()).isEqualTo(Tool.WRONG);
    }

    @Test
    void what_would_mislead_is_told_with_each() throws IOException {
        var quality = Json.MAPPER.readTree("{\"rows\": {\"read\": 5, \"empty\": 1, \"rejected\": 3}}");
        var reading = Json.MAPPER.readTree("{\"format\": \"json\", \"damagedRows\": 3, \"damagedLines\": [2, 4, 5]}");
        new StatusStore(store, settings.layout()).update("shop/good", status -> status.withQuality(quality)
                .withDialect(reading).withConflict(new Status.Conflict("shop/good", "e")));
        run(terminal -> new ShowStatus(terminal, client)).done().says(
                "Most rows were rejected; the score is of the others.", "Lines that are no JSON: 3, first line 2.",
                "DATASET_CONFLICT for shop/good: 'shop/good.csv' is used for the dataset 'shop/good'. Two objects");
    }

    @Test
    void the_next_scan_sends_what_is_to_be_made_again() {
        assertThat(scan()).isEmpty();
        reprocess("shop/good").done().says("The next scan has 1 of the datasets made again");
        assertThat(scan()).containsExactly("shop/good");
        reprocess("--rejected").done();
        assertThat(scan()).containsExactly("shop/bad", "shop/good");
        reprocess("--all").done().says("has 2 of the datasets");
    }

    @Test
    void of_datasets_one_of_which_is_not_there_none_is_made_again() {
        assertThat(scan()).isEmpty();
        reprocess("shop/good", "shop/none").failed().says("There is no dataset shop/none",
                "scripts/status.sh lists them");
        assertThat(scan()).isEmpty();
        assertThat(reprocess().says("Name datasets, or say --all or --rejected").code()).isEqualTo(Tool.WRONG);
    }

    @Test
    void a_wrong_key_is_told() {
        var ran = Ran.of(environment(Map.of("ALLAS_SECRET_KEY", "wrong-secret-wrong")),
                terminal -> new ShowStatus(terminal, client)).failed();
        ran.says("403 SignatureDoesNotMatch", "Check ALLAS_ACCESS_KEY").hides("wrong-secret-wrong");
    }

    @Test
    void logs_are_those_of_the_functions_pods() {
        client.pods().inNamespace("test").resource(new PodBuilder().withNewMetadata().withName("fn-clean-00001-abc")
                .endMetadata().withNewSpec().addNewContainer().withName("fn-clean").endContainer().addNewContainer()
                .withName("queue-proxy").endContainer().endSpec().build()).create();
        api.expect().get()
                .withPath(
                        "/api/v1/namespaces/test/pods/fn-clean-00001-abc/log?pretty=false&container=fn-clean&tailLines=200")
                .andReturn(200, "{\"dataset\":\"shop/a\"}\n{\"dataset\":\"shop/b\"}\n").always();
        var ran = run(terminal -> new Logs(terminal, client), "--grep", "shop/b").done();
        assertThat(ran.out()).isEqualTo("{\"dataset\":\"shop/b\"}\n");
        ran.says("fn-ingest sleeps: it has no pods");
        assertThat(run(terminal -> new Logs(terminal, client), "fn-other").code()).isEqualTo(Tool.WRONG);
    }

    @Test
    void a_bucket_that_is_not_there_is_told() {
        Ran.of(environment(Map.of("DATA_BUCKET", "none")), terminal -> new ShowStatus(terminal, client)).failed()
                .says("404 NoSuchBucket", "Make it (s3cmd mb");
        assertThat(Ran.of(environment(Map.of("ALLAS_ENDPOINT", "http://127.0.0.1:1")),
                terminal -> new Reprocess(terminal, client), "--all").failed().says("Check ALLAS_ENDPOINT").text())
                .doesNotContain("it is tried again");
    }

    @Test
    @Timeout(60)
    void logs_are_followed_into_pods_that_wake_up_later_though_the_cluster_fails_once() throws InterruptedException {
        pod("fn-clean-1");
        var printed = new ByteArrayOutputStream();
        var stream = new PrintStream(printed, true, StandardCharsets.UTF_8);
        var terminal = new Terminal(environment(Map.of()), stream, stream, _ -> null);
        var follower = Thread.ofPlatform().start(
                () -> Tool.run(new Logs(terminal, client), terminal, "--follow", "--grep", "shop/b"));
        // The stand-in ends a log at once; what matters is that the second is found.
        await(printed, "fn-clean-1:shop/b");
        api.expect().get().withPath("/api/v1/namespaces/test/pods")
                .andReturn(403, new StatusBuilder().withCode(403).build()).once();
        await(printed, "The cluster does not allow it. New pods are looked for again.");
        pod("fn-summarize-2");
        await(printed, "fn-summarize-2:shop/b");
        follower.interrupt();
        follower.join();
        assertThat(printed.toString(StandardCharsets.UTF_8).split("\\s+")).containsSubsequence(
                "{\"at\":\"fn-clean-1:shop/b\"}", "{\"at\":\"fn-summarize-2:shop/b\"}")
                .containsOnlyOnce("{\"at\":\"fn-clean-1:shop/b\"}");
        assertThat(printed.toString(StandardCharsets.UTF_8)).doesNotContain("shop/a");
    }

    private static void await(ByteArrayOutputStream printed, String text) throws InterruptedException {
        while (!printed.toString(StandardCharsets.UTF_8).contains(text)) {
            Thread.sleep(50);
        }
    }

    private void pod(String name) {
        var container = name.substring(0, name.length() - 2);
        api.expect().get().withPath("/api/v1/namespaces/test/pods/" + name + "/log?pretty=false&container=" + container
                + "&tailLines=200&follow=true")
                .andReturn(200, "{\"at\":\"" + name + ":shop/a\"}\n{\"at\":\"" + name + ":shop/b\"}\n").always();
        client.pods().inNamespace("test").resource(new PodBuilder().withNewMetadata().withName(name).endMetadata()
                .withNewSpec().addNewContainer().withName(container).endContainer().endSpec().withNewStatus()
                .addNewCondition().withType("Ready").withStatus("True").endCondition().addNewContainerStatus()
                .withName(container).withNewState().withNewRunning().endRunning().endState().endContainerStatus()
                .endStatus().build()).create();
    }

    private Ran reprocess(String... arguments) {
        return run(terminal -> new Reprocess(terminal, client), arguments);
    }

    private Ran run(Function<Terminal, Object> command, String... arguments) {
        return Ran.of(environment(Map.of()), command, arguments).hides(S3Credentials.LOCAL.secretKey());
    }

    /// @return the datasets that a scan sends
    private List<String> scan() {
        var sent = Collections.synchronizedList(new ArrayList<String>());
        new Scanner(store, settings, (envelope, data) -> {
            if (envelope.type().equals(EventTypes.DISCOVERED)) {
                sent.add(((PipelineEvent) data).dataset());
            }
        }, Clock.systemUTC(), PROGRAM, 1).scan(new Envelope("1", EventTypes.PING, "/test", null, Map.of()));
        return sent.stream().sorted().toList();
    }

    private void dataset(String name, Status.State state, PipelineEvent.Error error) {
        var layout = settings.layout();
        try (var s3 = S3Clients.of(server)) {
            s3.putObject(put -> put.bucket("tables").key(name + ".csv"), RequestBody.fromString("a,b\n1,2\n"));
        }
        var source = PipelineEvent.Source.of(store.head(layout.source(name + ".csv")).orElseThrow());
        var config = PipelineConfig.load(store, layout).hash();
        new StatusStore(store, layout).update(name, status -> {
            var run = status.about(source, config, PROGRAM)
                    .with(new Status.StageRun("ingest", state, AT, 7, null, null, error));
            return state == Status.State.SUMMARIZED ? run.complete(Map.of()) : run;
        });
    }

    private Map<String, String> environment(Map<String, String> changes) {
        var environment = new HashMap<>(Map.of("ALLAS_ENDPOINT", server.endpoint().toString(), "ALLAS_ACCESS_KEY",
                S3Credentials.LOCAL.accessKey(), "ALLAS_SECRET_KEY", S3Credentials.LOCAL.secretKey(), "DATA_BUCKET",
                "tables"));
        environment.putAll(changes);
        return environment;
    }
}
