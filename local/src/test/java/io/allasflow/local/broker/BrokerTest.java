package io.allasflow.local.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.allasflow.local.broker.Delivery.BackoffPolicy;
import io.allasflow.local.broker.FakeSubscriber.Received;
import io.allasflow.local.broker.FakeSubscriber.Reply;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<Activity> activities = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void close() throws Exception {
        for (var one : open.reversed()) {
            one.close();
        }
    }

    @Test
    void deliversEveryAttributeAndTheDataUntouched() throws Exception {
        var subscriber = subscriber(_ -> Reply.of(204));
        var broker = broker(1, trigger("a", subscriber, 0));
        var sent = event("a", "1").with(Map.of("subject", "%C3%A4%20b%2525", "traceparent", "00-1-2-01"));
        assertThat(post(broker, sent)).isEqualTo(202);
        awaitIdle(broker);
        assertThat(subscriber.received()).singleElement().satisfies(received -> {
            assertThat(received.event().attributes()).isEqualTo(sent.attributes());
            assertThat(received.event().contentType()).isEqualTo("application/json");
            assertThat(received.event().data()).isEqualTo(sent.data());
        });
    }

    @Test
    void takesStructuredEventsAndEncodesTheirAttributes() throws Exception {
        var subscriber = subscriber(_ -> Reply.of(204));
        var broker = broker(1, trigger("a", subscriber, 0));
        var json = """
                {"specversion": "1.0", "id": "1", "source": "/test", "type": "a", "subject": "ä b%", "hops": 3,
                 "traceparent": null, "datacontenttype": "application/json", "data": {"rows": 2}}""";
        assertThat(post(broker, "application/cloudevents+json; charset=utf-8", json)).isEqualTo(202);
        awaitIdle(broker);
        var received = subscriber.received().getFirst().event();
        assertThat(received.attributes()).containsEntry("subject", "%C3%A4%20b%25").containsEntry("hops", "3")
                .doesNotContainKeys("traceparent", "datacontenttype", "data");
        assertThat(new String(received.data(), StandardCharsets.UTF_8)).isEqualToIgnoringWhitespace("{\"rows\":2}");
    }

    @ParameterizedTest
    @CsvSource({"text/plain, hello", "application/cloudevents+json, not JSON", "application/cloudevents+json, {}"})
    void refusesWhatIsNoEvent(String contentType, String body) throws Exception {
        assertThat(post(broker(1), contentType, body)).isEqualTo(400);
    }

    @Test
    void aReplyComesInAsTheNextEvent() throws Exception {
        var first = subscriber(_ -> new Reply(200, Optional.of(event("b", "2")), ""));
        var second = subscriber(_ -> Reply.of(204));
        var broker = broker(1, trigger("a", first, 0), trigger("b", second, 0));
        broker.send(event("a", "1"));
        awaitIdle(broker);
        assertThat(first.receivedIds()).containsExactly("1");
        assertThat(second.receivedIds()).containsExactly("2");
        assertThat(activities).hasSize(4).hasOnlyElementsOfTypes(Activity.Accepted.class, Activity.Delivered.class);
    }

    @Test
    void anEndlessLoopEnds() throws Exception {
        var subscriber = subscriber(event -> new Reply(200, Optional.of(event), ""));
        var broker = broker(1, trigger("a", subscriber, 0));
        broker.send(event("a", "1"));
        awaitIdle(broker);
        assertThat(subscriber.received()).hasSize(256);
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 408, 409, 429, 500, 503})
    void retriesWithBackOffUntilItWorks(int status) throws Exception {
        var tries = new AtomicInteger();
        var subscriber = subscriber(_ -> Reply.of(tries.incrementAndGet() < 4 ? status : 200));
        var broker = broker(1, trigger("a", subscriber, 5));
        broker.send(event("a", "1"));
        awaitIdle(broker);
        assertThat(tries).hasValue(4);
        assertThat(activities).filteredOn(Activity.Retried.class::isInstance)
                .extracting(activity -> ((Activity.Retried) activity).pause())
                .containsExactly(Duration.ofMillis(2), Duration.ofMillis(4), Duration.ofMillis(8));
    }

    @ParameterizedTest
    @CsvSource({"400, 1", "401, 1", "422, 1", "500, 3", "404, 3"})
    void aDeadEventEndsAtTheDeadLetterSinkWithItsCause(int status, int tries) throws Exception {
        var subscriber = subscriber(_ -> Reply.of(status));
        var sink = subscriber(_ -> Reply.of(204));
        var broker = broker(1, trigger("a", subscriber, 2, sink.url().resolve("/deadletter")));
        broker.send(event("a", "1"));
        awaitIdle(broker);
        assertThat(subscriber.received()).hasSize(tries);
        assertThat(sink.received()).extracting(Received::path).containsExactly("/deadletter");
        assertThat(sink.received().getFirst().event().attributes()).containsEntry("id", "1").containsEntry("type", "a")
                .containsEntry("knativeerrordest", subscriber.url() + "/")
                .containsEntry("knativeerrorcode", Integer.toString(status)).containsEntry("knativeerrordata",
                        Base64.getEncoder().encodeToString(("status " + status).getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aSubscriberThatIsDownIsTriedAgainToo() throws Exception {
        var down = subscriber(_ -> Reply.of(200));
        down.close();
        var sink = subscriber(_ -> Reply.of(204));
        var broker = broker(1, trigger("a", down, 2, sink.url()));
        broker.send(event("a", "1"));
        awaitIdle(broker);
        assertThat(activities).filteredOn(Activity.Retried.class::isInstance).hasSize(2);
        assertThat(sink.received().getFirst().event().attributes()).containsEntry("knativeerrorcode", "500");
    }

    @Test
    void boundsWhatOneServiceGetsAtATime() throws Exception {
        var now = new AtomicInteger();
        var most = new AtomicInteger();
        var subscriber = subscriber(_ -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            pause(10);
            now.decrementAndGet();
            return Reply.of(204);
        });
        var broker = broker(3, trigger("a", subscriber, 0), trigger("b", subscriber, 0));
        for (var i = 0; i < 20; i++) {
            broker.send(event(i % 2 == 0 ? "a" : "b", "" + i));
        }
        awaitIdle(broker);
        assertThat(most).hasValue(3);
        assertThat(subscriber.received()).hasSize(20);
    }

    @Test
    void duplicates() throws Exception {
        var subscriber = subscriber(_ -> Reply.of(204));
        var broker = broker(1, trigger("a", subscriber, 0));
        broker.faults(new Faults(1, true, false, 0, Duration.ZERO));
        broker.send(event("a", "1"));
        awaitIdle(broker);
        assertThat(subscriber.receivedIds()).containsExactly("1", "1");
    }

    @Test
    void reordersAndDropsByItsSeed() throws Exception {
        var gate = new CountDownLatch(1);
        var subscriber = subscriber(_ -> {
            await(gate);
            return Reply.of(204);
        });
        var broker = broker(1, trigger("a", subscriber, 0));
        broker.faults(new Faults(7, false, true, 0.3, Duration.ZERO));
        var ids = IntStream.range(0, 40).mapToObj(Integer::toString).toList();
        ids.forEach(id -> broker.send(event("a", id)));
        gate.countDown();
        awaitIdle(broker);
        assertThat(subscriber.receivedIds()).isSubsetOf(ids).hasSizeBetween(15, 38).doesNotHaveDuplicates()
                .isNotEqualTo(ids.stream().filter(subscriber.receivedIds()::contains).toList());
    }

    @Test
    void delays() throws Exception {
        var subscriber = subscriber(_ -> Reply.of(204));
        var broker = broker(1, trigger("a", subscriber, 0));
        broker.faults(new Faults(1, false, false, 0, Duration.ofMillis(200)));
        broker.send(event("a", "1"));
        assertThat(broker.idle()).isFalse();
        assertThat(subscriber.received()).isEmpty();
        awaitIdle(broker);
        assertThat(subscriber.received()).hasSize(1);
    }

    @Test
    void aRestartForgetsWhatIsQueuedAndTheRepliesUnderWay() throws Exception {
        var gate = new CountDownLatch(1);
        var subscriber = subscriber(event -> {
            await(gate);
            return new Reply(200, Optional.of(event("b", "reply")), "");
        });
        var next = subscriber(_ -> Reply.of(204));
        var broker = broker(1, trigger("a", subscriber, 0), trigger("b", next, 0));
        broker.send(event("a", "1"));
        broker.send(event("a", "2"));
        while (subscriber.received().isEmpty()) {
            pause(1);
        }
        broker.restart();
        assertThat(broker.idle()).isFalse();
        gate.countDown();
        awaitIdle(broker);
        assertThat(subscriber.receivedIds()).containsExactly("1");
        assertThat(next.received()).isEmpty();
        broker.send(event("a", "3"));
        awaitIdle(broker);
        assertThat(next.receivedIds()).containsExactly("reply");
    }

    private FakeSubscriber subscriber(Function<Event, Reply> answers) throws IOException {
        var subscriber = new FakeSubscriber(answers);
        open.add(subscriber);
        return subscriber;
    }

    private Broker broker(int concurrency, Trigger... triggers) throws IOException {
        var broker = Broker.start(new Broker.Options(0, concurrency, 1000), List.of(triggers));
        broker.listen(activities::add);
        open.add(broker);
        return broker;
    }

    private static Trigger trigger(String type, FakeSubscriber subscriber, int retries) {
        return trigger(type, subscriber, retries, null);
    }

    private static Trigger trigger(String type, FakeSubscriber subscriber, int retries, URI deadLetterSink) {
        var delivery = new Delivery(retries, BackoffPolicy.EXPONENTIAL, Duration.ofSeconds(2),
                Optional.ofNullable(deadLetterSink));
        return new Trigger(type, Map.of("type", type), subscriber.url().resolve("/"), delivery);
    }

    private static Event event(String type, String id) {
        var attributes = new TreeMap<>(Map.of("specversion", "1.0", "type", type, "source", "/test", "id", id));
        return new Event(attributes, "application/json", "{\"a\": 1}".getBytes(StandardCharsets.UTF_8));
    }

    private static int post(Broker broker, Event event) throws Exception {
        return send(EventHttp.write(event, broker.endpoint()));
    }

    private static int post(Broker broker, String contentType, String body) throws Exception {
        return send(HttpRequest.newBuilder(broker.endpoint()).header("content-type", contentType)
                .POST(BodyPublishers.ofString(body)).build());
    }

    private static int send(HttpRequest request) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.discarding()).statusCode();
        }
    }

    private static void awaitIdle(Broker broker) throws InterruptedException {
        assertThat(broker.awaitIdle(LIMIT)).isTrue();
    }

    private static void await(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
