package io.allasflow.local.broker;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// Takes each event to the subscribers of the triggers it matches, retries, and lets replies in as new events.
final class Dispatcher {
    /// As in Knative, against functions that answer each other for ever.
    private static final int MAX_HOPS = 255;
    private static final int ERROR_DATA_LENGTH = 1024;

    /// An event on its way to one subscriber.
    private record Parcel(Event event, int hops, Trigger trigger, int generation) {}

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10)).build();
    private final Map<String, SubscriberQueue> queues = new ConcurrentHashMap<>();
    private final List<Trigger> triggers;
    private final int concurrency;
    private final double speedUp;
    private final Consumer<Activity> listener;

    // All below is guarded by this.
    private Faults faults = Faults.NONE;
    private Random random = new Random(0);
    private long sequence;
    private int generation;
    private long queued;
    private int running;

    Dispatcher(List<Trigger> triggers, int concurrency, double speedUp, Consumer<Activity> listener) {
        this.triggers = triggers;
        this.concurrency = concurrency;
        this.speedUp = speedUp;
        this.listener = listener;
    }

    synchronized void faults(Faults wanted) {
        faults = wanted;
        random = new Random(wanted.seed());
    }

    /// Nothing waits, is being delivered or will be retried.
    synchronized boolean idle() {
        return queued == 0 && running == 0;
    }

    /// Forgets all that waits, and what comes of the deliveries under way.
    synchronized void restart() {
        generation++;
        queued = 0;
        queues.values().forEach(SubscriberQueue::clear);
    }

    void accept(Event event) {
        accept(event, 0, currentGeneration());
    }

    void close() {
        restart();
        client.shutdownNow();
    }

    private synchronized int currentGeneration() {
        return generation;
    }

    private void accept(Event event, int hops, int generation) {
        if (hops > MAX_HOPS) {
            listener.accept(new Activity.Lost(event, "it went round " + MAX_HOPS + " times"));
            return;
        }
        listener.accept(new Activity.Accepted(event));
        for (var trigger : triggers) {
            if (trigger.matches(event)) {
                enqueue(new Parcel(event, hops, trigger, generation));
            }
        }
    }

    private synchronized void enqueue(Parcel parcel) {
        if (parcel.generation() != generation) {
            // A reply that came as the broker was restarted: forgotten like the rest, and never counted.
            return;
        }
        for (var copy = 0; copy < (faults.duplicate() ? 2 : 1); copy++) {
            if (random.nextDouble() < faults.drop()) {
                listener.accept(new Activity.Lost(parcel.event(), "dropped on purpose"));
            } else {
                queued++;
                var delay = Math.round(faults.delay().toMillis() * random.nextDouble());
                later(Duration.ofMillis(delay), parcel, 0);
            }
        }
    }

    private void later(Duration wait, Parcel parcel, int attempt) {
        if (wait.isZero()) {
            queue(parcel, attempt);
        } else {
            Thread.startVirtualThread(() -> {
                sleep(wait);
                queue(parcel, attempt);
            });
        }
    }

    private synchronized void queue(Parcel parcel, int attempt) {
        if (parcel.generation() == generation) {
            var rank = faults.reorder() ? random.nextLong() : sequence++;
            queues.computeIfAbsent(parcel.trigger().subscriber().getAuthority(),
                    _ -> new SubscriberQueue(concurrency)).add(rank, () -> deliver(parcel, attempt));
        }
    }

    private void deliver(Parcel parcel, int attempt) {
        if (!begin(parcel)) {
            return;
        }
        try {
            var answer = Answer.ask(client, parcel.event(), parcel.trigger().subscriber());
            if (parcel.generation() == currentGeneration()) {
                conclude(parcel, attempt, answer);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            end();
        }
    }

    private void conclude(Parcel parcel, int attempt, Answer answer) throws InterruptedException {
        var subscriber = parcel.trigger().subscriber();
        var delivery = parcel.trigger().delivery();
        if (answer.isSuccess()) {
            listener.accept(new Activity.Delivered(parcel.event(), subscriber, answer.status(), answer.reply()));
            answer.reply().ifPresent(reply -> accept(reply, parcel.hops() + 1, parcel.generation()));
        } else if (answer.isRetried() && attempt < delivery.retries()) {
            var wait = shorten(delivery.pause(attempt));
            listener.accept(
                    new Activity.Retried(parcel.event(), subscriber, answer.status(), answer.detail(), wait));
            later(wait, parcel, attempt + 1);
            return;
        } else {
            listener.accept(
                    new Activity.DeadLettered(parcel.event(), subscriber, answer.status(), answer.detail()));
            bury(parcel, answer);
        }
        settled(parcel);
    }

    /// Tries the dead-letter sink as often as the trigger has it; what it replies is not looked at.
    private void bury(Parcel parcel, Answer cause) throws InterruptedException {
        var delivery = parcel.trigger().delivery();
        if (delivery.deadLetterSink().isEmpty()) {
            listener.accept(new Activity.Lost(parcel.event(), "its trigger has no dead-letter sink"));
            return;
        }
        var sink = delivery.deadLetterSink().get();
        var dead = parcel.event().with(errorAttributes(parcel.trigger().subscriber(), cause));
        for (var attempt = 0;; attempt++) {
            var answer = Answer.ask(client, dead, sink);
            if (answer.isSuccess()) {
                return;
            }
            if (!answer.isRetried() || attempt >= delivery.retries()) {
                listener.accept(new Activity.Lost(dead, "the dead-letter sink " + sink + " did not take it: "
                        + answer.status() + " " + answer.detail()));
                return;
            }
            sleep(shorten(delivery.pause(attempt)));
        }
    }

    private static Map<String, String> errorAttributes(URI subscriber, Answer cause) {
        var data = Base64.getEncoder()
                .encodeToString(cause.detail().getBytes(StandardCharsets.UTF_8));
        return Map.of("knativeerrordest", subscriber.toString(), //
                // Knative reports 500 where no answer came.
                "knativeerrorcode", Integer.toString(cause.status() == 0 ? 500 : cause.status()), //
                "knativeerrordata", data.substring(0, Math.min(data.length(), ERROR_DATA_LENGTH)));
    }

    private synchronized boolean begin(Parcel parcel) {
        var current = parcel.generation() == generation;
        running += current ? 1 : 0;
        return current;
    }

    private synchronized void end() {
        running--;
    }

    private synchronized void settled(Parcel parcel) {
        if (parcel.generation() == generation) {
            queued--;
        }
    }

    private Duration shorten(Duration wait) {
        return Duration.ofMillis(Math.round(wait.toMillis() / speedUp));
    }

    private static void sleep(Duration wait) {
        try {
            Thread.sleep(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
