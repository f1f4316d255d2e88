package io.allasflow.ingest.relay;

import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.error.Printable;
import io.allasflow.core.event.Envelope;
import io.allasflow.core.event.EventTypes;
import io.allasflow.core.stage.Stage;
import io.allasflow.ingest.deadletter.DeadLetters;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/// Stands in for a broker where there is none: has each event handled by the function that its type is for, and takes the
/// answer for the next event. Events wait in memory: what is lost with the process, a scan sends again.
public final class Relay implements AutoCloseable {
    /// Whom the Triggers of `knative/base` send each type to. What is not here is for nobody.
    public static final Map<String, Stage> TAKEN_BY = Map.of( //
            EventTypes.DISCOVERED, Stage.INGEST, EventTypes.SOURCE_DUE, Stage.INGEST, //
            EventTypes.INGESTED, Stage.CLEAN, //
            EventTypes.CLEANED, Stage.SUMMARIZE, EventTypes.SUMMARIZED, Stage.SUMMARIZE, //
            EventTypes.REJECTED, Stage.SUMMARIZE, EventTypes.INDEX_STALE, Stage.SUMMARIZE);
    /// How many events a function is given at a time, as `containerConcurrency` has it in `knative/base`.
    public static final Map<Stage, Integer> AT_A_TIME = Map.of(Stage.INGEST, 4, Stage.CLEAN, 1, Stage.SUMMARIZE, 1);

    private static final Logger LOG = Logger.getLogger(Relay.class);
    /// Some 2 KB each.
    private static final int MOST_WAITING = 5000;
    private static final int RETRIES = 5;
    /// Half an hour is when Vert.x ends a connection that is silent.
    private static final Duration PATIENCE = Duration.ofMinutes(29);
    private static final int REASON_BYTES = 1000;
    private static final long MOST_ANSWER_BYTES = 1 << 20;
    private static final List<String> IDENTITY = List.of("source", "id", "type");

    private final Map<Stage, URI> functions;
    private final DeadLetters deadLetters;
    private final Duration firstPause;
    private final Duration patience;
    private final Map<Stage, ThreadPoolExecutor> lanes = new EnumMap<>(Stage.class);
    /// Events that wait, by what tells them apart. The scan sends again what waits for long, and a function would do it all
    /// over: they would become more and more.
    private final Set<String> waiting = ConcurrentHashMap.newKeySet();
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5)).build();

    /// @param functions the URL of each stage's
    /// @param firstPause before the first retry; doubles with each
    public Relay(Map<Stage, URI> functions, DeadLetters deadLetters, Duration firstPause) {
        this(functions, deadLetters, firstPause, PATIENCE);
    }

    Relay(Map<Stage, URI> functions, DeadLetters deadLetters, Duration firstPause, Duration patience) {
        this.functions = functions;
        this.deadLetters = deadLetters;
        this.firstPause = firstPause;
        this.patience = patience;
        for (var stage : functions.keySet()) {
            int atATime = AT_A_TIME.get(stage);
            lanes.put(stage, new ThreadPoolExecutor(atATime, atATime, 0, TimeUnit.SECONDS,
                    new LinkedBlockingQueue<>(MOST_WAITING), Thread.ofVirtual().name("relay-" + stage).factory()));
        }
    }

    /// Returns once the event waits for its turn, as it may have done before.
    ///
    /// @param attributes by name, as they stand in headers
    /// @throws PipelineException `BUSY` if too many wait
    public void accept(Map<String, String> attributes, byte[] data) {
        var stage = TAKEN_BY.get(attributes.get("type"));
        if (stage == null) {
            return;
        }
        var event = IDENTITY.stream().map(attributes::get).collect(Collectors.joining("\n"));
        if (!waiting.add(event)) {
            return;
        }
        try {
            lanes.get(stage).execute(() -> {
                waiting.remove(event);
                deliver(stage, attributes, data);
            });
        } catch (RejectedExecutionException e) {
            waiting.remove(event);
            throw new PipelineException(ErrorCode.BUSY, "too many events wait for " + stage.service(), e);
        }
    }

    /// What waits is dropped.
    @Override
    public void close() {
        lanes.values().forEach(ThreadPoolExecutor::shutdownNow);
        client.shutdownNow();
    }

    private record Answer(int status, Map<String, String> attributes, byte[] body) {
        static Answer none(IOException why) {
            return new Answer(0, Map.of(), why.toString().getBytes(StandardCharsets.UTF_8));
        }

        boolean isGood() {
            return status / 100 == 2;
        }

        /// As Knative has it; 0 where none came.
        boolean isWorthAnotherTry() {
            return status == 0 || status == 404 || status == 408 || status == 409 || status == 429 || status >= 500;
        }
    }

    private void deliver(Stage stage, Map<String, String> attributes, byte[] data) {
        try {
            var pause = firstPause;
            var answer = ask(stage, attributes, data);
            for (int retry = 0; retry < RETRIES && answer.isWorthAnotherTry(); retry++) {
                Thread.sleep(pause);
                pause = pause.multipliedBy(2);
                answer = ask(stage, attributes, data);
            }
            if (!answer.isGood()) {
                bury(stage, attributes, data, answer);
            } else if (answer.attributes().containsKey("type")) {
                accept(answer.attributes(), answer.body());
            }
        } catch (InterruptedException e) {
            // The process ends.
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.errorf("relay: %s is lost until a scan sends it again: %s", Printable.of(attributes.get("id")),
                    e.getMessage());
        }
    }

    private Answer ask(Stage stage, Map<String, String> attributes, byte[] data) throws InterruptedException {
        var request = HttpRequest.newBuilder(functions.get(stage)).timeout(patience)
                .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofByteArray(data));
        attributes.forEach((name, value) -> request.header("ce-" + name, value));
        try {
            var response = client.send(request.build(),
                    BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_ANSWER_BYTES));
            var next = Envelope.attributes(response.headers().map().entrySet().stream()
                    .map(header -> Map.entry(header.getKey(), header.getValue().getFirst())).toList());
            return new Answer(response.statusCode(), next, response.body());
        } catch (HttpConnectTimeoutException e) {
            return Answer.none(e);
        } catch (HttpTimeoutException e) {
            // It may be at it still, and is not to be given it twice at a time.
            throw new PipelineException(ErrorCode.SINK_UNAVAILABLE,
                    stage.service() + " has not answered for " + patience.toSeconds() + " s", e);
        } catch (IOException e) {
            return Answer.none(e);
        }
    }

    private void bury(Stage stage, Map<String, String> attributes, byte[] data, Answer answer) {
        var dead = new TreeMap<>(attributes);
        var reason = answer.body().length > REASON_BYTES
                ? Arrays.copyOf(answer.body(), REASON_BYTES)
                : answer.body();
        dead.put("knativeerrordest", functions.get(stage).toString());
        dead.put("knativeerrorcode", Integer.toString(answer.status() == 0 ? 500 : answer.status()));
        dead.put("knativeerrordata", Base64.getEncoder().encodeToString(reason));
        deadLetters.keep(dead, data);
    }
}
