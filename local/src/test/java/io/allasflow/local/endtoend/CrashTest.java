package io.allasflow.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.allasflow.core.event.EventTypes;
import io.allasflow.core.layout.Output;
import io.allasflow.local.endtoend.Http.Message;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Functions that are killed, told to stop, or down.
@Tag("slow")
class CrashTest {
    /// More than two parts of a multipart upload.
    private static final int LARGE = 20 << 20;
    /// In the middle of the second part.
    private static final int HELD_AFTER = 12 << 20;

    private static final int MOST_SCANS = 60;

    private static Pipeline pipeline;

    @BeforeAll
    static void start() throws Exception {
        pipeline = Pipeline.start(CrashTest.class, Map.of("AUDIT_EVERY_SCANS", "1"));
    }

    @AfterAll
    static void stop() throws IOException {
        pipeline.close();
    }

    @AfterEach
    void mend() throws Exception {
        for (var name : Pipeline.FUNCTIONS) {
            pipeline.gate(name).open();
            if (!pipeline.process(name).handle().isAlive()) {
                pipeline.restart(name);
            }
        }
    }

    @Test
    void killedInTheMiddleOfAnUploadItLeavesNothingVisibleAndFinishesLater() throws Exception {
        var table = largeTable();
        // What is canonical already would be copied.
        pipeline.store().put("large.csv", table.replace("\n", "\r\n"));
        pipeline.gate("fn-ingest").holdAfter(HELD_AFTER);
        pipeline.gate("fn-clean").holdAfter(HELD_AFTER);
        killInTheMiddleOf("fn-ingest", Output.RAW);
        killInTheMiddleOf("fn-clean", Output.CLEANED);
        pipeline.awaitIdle();
        pipeline.settle();
        assertThat(pipeline.store().text(Output.RAW, "large").equals(table)).isTrue();
        var rows = pipeline.store().json(Output.QUALITY, "large").path("rows");
        long lines = table.lines().count() - 1;
        assertThat(rows.path("read").asLong()).isEqualTo(lines);
        assertThat(rows.path("written").asLong()).isEqualTo(lines);
        assertThat(pipeline.store().text(Output.CLEANED, "large").lines().count() - 1).isEqualTo(lines);
        assertThat(pipeline.status("large").path("state").asText()).isEqualTo("summarized");

        // What was left behind is there until an audit finds it old enough.
        var raw = pipeline.store().layout().output(Output.RAW, "large").key();
        long left = pipeline.store().uploads(raw);
        assertThat(left).isPositive();
        pipeline.store().abortUploadsBegunBefore(Instant.now().minus(Duration.ofHours(1)));
        assertThat(pipeline.store().uploads(raw)).isEqualTo(left);
        pipeline.store().abortUploadsBegunBefore(Instant.now().plus(Duration.ofHours(1)));
        assertThat(pipeline.store().uploads(raw)).isZero();
        assertThat(pipeline.store().text(Output.RAW, "large").equals(table)).isTrue();
    }

    private static void killInTheMiddleOf(String function, Output output) throws Exception {
        var key = pipeline.store().layout().output(output, "large").key();
        // The broker may have given up while a function was down; then the next ping sends the object again.
        for (int scan = 0; scan < MOST_SCANS && !pipeline.gate(function).isHolding(); scan++) {
            // The upload may be held before the scan is done, and then so is the scan.
            var answer = pipeline.sendPing();
            Pipeline.await("a scan", () -> answer.isDone() || pipeline.gate(function).isHolding());
            Thread.sleep(1000);
        }
        assertThat(pipeline.store().uploads(key)).isPositive();
        var process = pipeline.process(function).handle();
        process.destroyForcibly();
        process.onExit().get(10, TimeUnit.SECONDS);
        pipeline.gate(function).open();
        Thread.sleep(300);
        assertThat(pipeline.store().get(key)).isEmpty();
        assertThat(pipeline.store().uploads(key)).isPositive();
        pipeline.restart(function);
    }

    @Test
    void whatCannotBeDeliveredIsKeptAndShownAndDoneLater() throws Exception {
        pipeline.process("fn-clean").close();
        pipeline.store().put("stuck.csv", "id,value\n1,2\n");
        pipeline.scan();
        assertThat(pipeline.store().list("pipeline/deadletter/").keySet())
                .extracting(key -> new String(pipeline.store().get(key).orElseThrow(), StandardCharsets.UTF_8))
                .filteredOn(letter -> letter.contains("stuck.csv")).singleElement()
                .satisfies(letter -> assertThat(letter).contains(EventTypes.INGESTED, "knativeerrorcode"));
        var status = pipeline.status("stuck");
        assertThat(status.path("state").asText()).isEqualTo("failed");
        var error = status.path("stages").valueStream().filter(stage -> stage.path("stage").asText().equals("clean"))
                .findFirst().orElseThrow().path("error");
        assertThat(error.path("code").asText()).isEqualTo("DELIVERY_FAILED");
        assertThat(error.path("message").asText()).contains("500").contains("ConnectException");

        pipeline.scan();
        assertThat(index()).contains("stuck").contains("DELIVERY_FAILED");
        pipeline.restart("fn-clean");
        pipeline.settle();
        pipeline.scan();
        assertThat(pipeline.status("stuck").path("state").asText()).isEqualTo("summarized");
        assertThat(index()).contains("stuck").doesNotContain("DELIVERY_FAILED");
    }

    @Test
    void toldToStopItAnswersWhatItHasBegun() throws Exception {
        pipeline.store().put("slow.csv", "id,value\n1,2\n");
        pipeline.forget();
        pipeline.settle();
        var event = pipeline.accepted(EventTypes.CLEANED).stream()
                .filter(cleaned -> cleaned.subject().equals("slow")).findFirst().orElseThrow();
        var headers = new HashMap<String, String>();
        event.attributes().forEach((name, value) -> headers.put("ce-" + name, value));
        var message = new Message(headers, Http.JSON, new String(event.data(), StandardCharsets.UTF_8));

        pipeline.gate("fn-summarize").holdAfter(0);
        var answer = new CompletableFuture<Response>();
        Thread.startVirtualThread(() -> {
            try {
                answer.complete(new Http().post(pipeline.url("fn-summarize"), message));
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        Pipeline.await("the event is being handled", () -> pipeline.gate("fn-summarize").isHolding());
        var process = pipeline.process("fn-summarize").handle();
        process.destroy();
        Thread.sleep(1000);
        assertThat(process.isAlive()).isTrue();
        assertThat(answer).isNotDone();
        pipeline.gate("fn-summarize").open();
        assertThat(answer.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        assertThat(answer.get().header("ce-type")).isEqualTo(EventTypes.SUMMARIZED);
        process.onExit().get(20, TimeUnit.SECONDS);
        pipeline.restart("fn-summarize");
    }

    private static String index() {
        return new String(pipeline.store().get(pipeline.store().layout().indexPage().key()).orElseThrow(),
                StandardCharsets.UTF_8);
    }

    /// As the canonical form has it, so that the raw table is the same.
    private static String largeTable() {
        var table = new StringBuilder(LARGE + 100).append("id,name,amount\n");
        for (int row = 0; table.length() < LARGE; row++) {
            table.append(row).append(",a rather long name of the customer with number ").append(row * 7919L % 100_003)
                    .append(" in the register,").append(row % 977).append(".25\n");
        }
        return table.toString();
    }
}
