package io.allasflow.summarize.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.allasflow.core.config.PipelineConfig;
import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.event.Envelope;
import io.allasflow.core.event.EventTypes;
import io.allasflow.core.event.PipelineEvent;
import io.allasflow.core.layout.BucketLayout;
import io.allasflow.core.layout.Output;
import io.allasflow.core.stage.StageRunner;
import io.allasflow.core.status.Status;
import io.allasflow.core.status.StatusStore;
import io.allasflow.core.store.MemoryObjectStore;
import io.allasflow.summarize.SummarizeFunction;
import io.quarkus.funqy.knative.events.CloudEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A cleaned event in, a table in the database, and what the bucket and the status tell.
@Tag("slow")
class TablePublishingTest {
    private static final AtomicInteger SCHEMAS = new AtomicInteger();
    private static final BucketLayout LAYOUT = new BucketLayout("data", "", "data", "pipeline/");
    private static final String DATASET = "shop/a b";

    private final String schema = "stage" + SCHEMAS.incrementAndGet();
    private Runnable beforeHead = () -> {};
    private final MemoryObjectStore store = new MemoryObjectStore() {
        @Override
        protected void beforeCall(String call) {
            if (call.startsWith("HEAD") && call.contains("cleaned/") && call.contains(".csv")) {
                beforeHead.run();
            }
        }
    };
    private PostgresServer server;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        server = PostgresServer.running();
    }

    @Test
    void copies_the_cleaned_table_once() throws Exception {
        configure(server.url(), "");
        var event = cleaned("1", "1,x\n2,\"\"\n");
        assertThat(summarize(event, server.access()).type()).isEqualTo(EventTypes.SUMMARIZED);
        assertThat(table()).containsExactly("1|x", "2|_");
        assertThat(server.query("SELECT obj_description(to_regclass('" + schema + ".\"shop/a b\"'))").getFirst())
                .startsWith(
                        "{\"allasflow\":\"shop/a b\",\"sourceKey\":\"shop/a b.csv\",\"sourceEtag\":\"1\",\"configHash\":\"")
                .endsWith("\",\"programVersion\":\"1.0\"}");
        // A repeat would copy again what is changed here, if it copied.
        server.execute("INSERT INTO " + schema + ".\"shop/a b\" VALUES (3, 'y')");
        summarize(event, server.access());
        assertThat(table()).hasSize(3);
        summarize(cleaned("2", "7,z\n"), server.access());
        assertThat(table()).containsExactly("7|z");
    }

    @Test
    void leaves_out_what_is_not_to_be_published() throws Exception {
        configure(server.url(), "datasets: [{match: 'shop/*', publish: {enabled: false}}]\n");
        summarize(cleaned("1", "1,x\n"), server.access());
        assertThat(server.query("SELECT 1 FROM pg_namespace WHERE nspname = '" + schema + "'")).isEmpty();
    }

    @Test
    void without_a_database_the_outputs_are_there_and_the_event_fails() throws Exception {
        configure(server.url(), "");
        var event = cleaned("1", "1,x\n");
        assertThatThrownBy(() -> summarize(event, server.access(Map.of(PostgresAccess.PASSWORD, "hunter2"))))
                .isInstanceOfSatisfying(PipelineException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.PUBLISH_DENIED));
        assertOutputsOf("1");
        assertThat(new StatusStore(store, LAYOUT).read(DATASET)).isEmpty();
        summarize(event, server.access());
        assertThat(table()).containsExactly("1|x");
        for (var ref : store.refs()) {
            assertThat(store.text(ref)).doesNotContain("hunter2", "allasflow-secret");
        }
    }

    @Test
    void what_cannot_be_stored_is_summarized_and_told() throws Exception {
        configure(server.url(), "");
        summarize(cleaned("1", "1,x\n"), server.access());
        assertThat(summarize(cleaned("2", "1,a\0b\n"), server.access()).type()).isEqualTo(EventTypes.SUMMARIZED);
        assertOutputsOf("2");
        var run = new StatusStore(store, LAYOUT).read(DATASET).orElseThrow().stages().getLast();
        assertThat(run.state()).isEqualTo(Status.State.SUMMARIZED);
        assertThat(run.error().code()).isEqualTo("PUBLISH_UNSUITABLE");
        assertThat(run.error().message()).isEqualTo("row 1, column 'name' holds a NUL character");
        assertThat(table()).containsExactly("1|x");
    }

    /// Another version comes when the first is copied and not yet swapped.
    @Test
    void the_current_version_is_the_last() throws Exception {
        configure(server.url(), "");
        var event = cleaned("1", "1,x\n");
        beforeHead = () -> {
            beforeHead = () -> {};
            try {
                cleaned("2", "2,y\n");
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        };
        summarize(event, server.access());
        assertThat(table()).containsExactly("2|y");
        assertOutputsOf("2");
    }

    @Test
    void a_broken_section_is_told_with_its_line() throws Exception {
        configure("jdbc:postgresql://localhost/x?password=hunter2", "");
        var answer = summarize(cleaned("1", "1,x\n"), server.access());
        assertThat(answer.type()).isEqualTo(EventTypes.REJECTED);
        assertThat(answer.data().error().code()).isEqualTo("CONFIG_INVALID");
        assertThat(answer.data().error().message()).startsWith(
                "config/pipeline.yaml line 3: publish.postgresql.url must not hold a user or password")
                .doesNotContain("hunter2");
    }

    /// The driver's many classes would make the start of the function slower.
    @Test
    void only_publishing_names_the_driver() throws IOException {
        try (var sources = Files.walk(Path.of("src/main/java"))) {
            assertThat(sources.filter(Files::isRegularFile).filter(file -> {
                try {
                    return Files.readString(file).contains("import org.postgresql.");
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            }).map(file -> file.getFileName().toString())).containsExactlyInAnyOrder("PostgresErrors.java",
                    "PostgresPublisher.java", "PostgresSession.java");
        }
    }

    private java.util.List<String> table() throws Exception {
        return server.query("SELECT id, name FROM " + schema + ".\"shop/a b\"");
    }

    private void assertOutputsOf(String etag) {
        for (var output : new Output[]{Output.PARQUET, Output.REPORT, Output.SUMMARY}) {
            assertThat(store.head(LAYOUT.output(output, DATASET)).orElseThrow().metadata()).containsEntry("source-etag",
                    etag);
        }
    }

    private void configure(String url, String more) {
        store.put(LAYOUT.own(PipelineConfig.KEY),
                ("publish:\n  postgresql:\n    url: " + url + "\n    schema: " + schema
                        + "\n    user: allasflow\n" + more).getBytes(UTF_8));
    }

    private CloudEvent<PipelineEvent> summarize(CloudEvent<PipelineEvent> event, PostgresAccess access) {
        var runner = new StageRunner(store, LAYOUT, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), "1.0");
        return new SummarizeFunction(runner, access).summarize(event);
    }

    /// What fn-clean leaves, and the event that it answers.
    private CloudEvent<PipelineEvent> cleaned(String etag, String rows) throws IOException {
        var hash = PipelineConfig.load(store, LAYOUT).hash();
        var metadata = Map.of("source-key", "shop/a%20b.csv", "source-etag", etag, "config-hash", hash,
                "program-version", "1.0");
        put(Output.QUALITY, """
                {"rows": {"read": 1, "written": 1}, "scores": {}, "verdict": "pass",
                 "columns": [{"name": "id", "type": "integer"}, {"name": "name", "type": "text"}]}""", metadata);
        put(Output.READING, "{}", metadata);
        var cleaned = put(Output.CLEANED, "id,name\n" + rows, metadata);
        var source = new PipelineEvent.Source("data", "shop/a b.csv", etag, 0, Instant.EPOCH);
        return new Envelope("id", EventTypes.CLEANED, "/test", null, Map.of()).wrap(
                new PipelineEvent(DATASET, source, cleaned, 1L, hash, null, null));
    }

    private PipelineEvent.ObjectVersion put(Output output, String text, Map<String, String> metadata)
            throws IOException {
        try (var writer = store.create(LAYOUT.output(output, DATASET), output.contentType(), metadata)) {
            writer.write(text.getBytes(UTF_8));
            return PipelineEvent.ObjectVersion.of(writer.commit());
        }
    }
}
