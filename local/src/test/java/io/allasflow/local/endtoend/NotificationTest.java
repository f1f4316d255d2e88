package io.allasflow.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.allasflow.core.config.Settings;
import io.allasflow.core.event.EventTypes;
import io.allasflow.core.layout.Output;
import io.allasflow.local.broker.Event;
import io.allasflow.local.notifications.CephNotifications;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/// Bucket notifications of a real Ceph gateway, the software of Allas.
@EnabledIfEnvironmentVariable(named = "ALLASFLOW_TEST_ENDPOINT", matches = ".+")
class NotificationTest {
    private static final String TOKEN = "token-9b1deb4d-3b7d";
    /// Ceph looks for new topics every half minute.
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String TABLE = "id,value\n1,2\n";

    private static Pipeline pipeline;
    private static CephNotifications notifications;
    private static URI target;
    private static int topics;

    /// Another for each test: Ceph 16.2 forgets a topic that is back within half a minute.
    private final String name = "end-to-end-" + ++topics;

    @BeforeAll
    static void start() throws Exception {
        pipeline = Pipeline.start(NotificationTest.class, Map.of("NOTIFICATION_TOKEN", TOKEN));
        notifications = notifications(Map.of());
        target = pipeline.url("fn-ingest").resolve("/notification/" + TOKEN);
    }

    @AfterAll
    static void stop() throws IOException {
        pipeline.close();
    }

    @BeforeEach
    void create() throws Exception {
        pipeline.settle();
        pipeline.forget();
        notifications.create(name, target);
    }

    @AfterEach
    void delete() throws Exception {
        notifications.delete(name);
    }

    @Test
    void anObjectIsSummarizedWithoutAPing() throws Exception {
        var key = "odd names/mitta 100% + ä #1.csv";
        pipeline.store().put("before.csv", TABLE);
        awaitSummarized("before");
        long start = System.nanoTime();
        pipeline.store().put(key, TABLE);
        awaitSummarized("odd names/mitta 100% + ä #1");
        System.out.printf("%nnotified and summarized in %d ms%n", (System.nanoTime() - start) / 1_000_000);
        pipeline.awaitIdle();
        assertThat(pipeline.accepted(EventTypes.DISCOVERED)).extracting(Event::subject).hasSize(2);
        assertThat(pipeline.scan().path("sent").asInt()).as("the scan has nothing to add").isZero();
    }

    /// The store may or may not try again: Ceph 16.2 at times gives up a topic whose target refused a connection.
    @Test
    void whatWasPutWhileTheFunctionWasDownIsSummarizedAfterAScanAtTheLatest() throws Exception {
        pipeline.process("fn-ingest").close();
        pipeline.store().put("down.csv", TABLE);
        Thread.sleep(2000);
        pipeline.restart("fn-ingest");
        System.out.printf("%nof what was put while the function was down the scan sent %s%n",
                pipeline.scan().path("sent"));
        awaitSummarized("down");
    }

    @Test
    void whatWasNeverToldIsFoundByTheScan() throws Exception {
        pipeline.process("fn-ingest").close();
        pipeline.store().put("lost.csv", TABLE);
        // With its topic goes what was kept of it.
        notifications.delete(name);
        pipeline.restart("fn-ingest");
        Thread.sleep(1000);
        assertThat(pipeline.accepted(EventTypes.DISCOVERED)).isEmpty();
        assertThat(pipeline.scan().path("sent").asInt()).isEqualTo(1);
        awaitSummarized("lost");
    }

    @Test
    void areSetUpAndTakenDownAsOftenAsOneLikes() throws Exception {
        var others = notifications(Map.of("SOURCE_PREFIX", "in & out/", "OUTPUT_PREFIX", "in & out/a.b+c/"));
        others.create("others", target);
        others.create("others", target);
        assertThat(notifications.list())
                .extracting(CephNotifications.Known::name, CephNotifications.Known::filter,
                        CephNotifications.Known::events)
                .containsExactly(
                        tuple(name, List.of("regex=(?!pipeline/)[\\s\\S]*"), List.of("s3:ObjectCreated:*")),
                        tuple("others", List.of("prefix=in & out/", "regex=(?!in \\& out/a\\.b\\+c/)[\\s\\S]*"),
                                List.of("s3:ObjectCreated:*")));
        notifications.delete(name);
        notifications.delete(name);
        assertThat(others.list()).extracting(CephNotifications.Known::name).containsExactly("others");
        pipeline.store().put("a.csv", TABLE);
        pipeline.store().put("in & out/a.b+c/raw/x.csv", TABLE);
        pipeline.store().put("in & out/b.csv", TABLE);
        awaitSummarized("in & out/b");
        assertThat(pipeline.accepted(EventTypes.DISCOVERED)).extracting(Event::subject)
                .containsExactly("in%20&%20out/b.csv");
        others.delete("others");
        assertThat(others.list()).isEmpty();
    }

    private static CephNotifications notifications(Map<String, String> more) {
        var store = pipeline.store();
        var environment = new HashMap<>(Map.of("ALLAS_ENDPOINT", store.endpoint().toString(),
                "ALLAS_ACCESS_KEY", store.credentials().accessKey(), "ALLAS_SECRET_KEY",
                store.credentials().secretKey(), "DATA_BUCKET", store.bucket()));
        environment.putAll(more);
        return new CephNotifications(Settings.from(environment));
    }

    private static void awaitSummarized(String dataset) throws IOException, InterruptedException {
        var key = pipeline.store().layout().output(Output.STATUS, dataset).key();
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (pipeline.store().get(key).isEmpty()
                || !pipeline.status(dataset).path("state").asText().equals("summarized")) {
            assertThat(System.nanoTime()).as(dataset + " is not summarized after " + PATIENCE).isLessThan(end);
            Thread.sleep(10);
        }
    }
}
