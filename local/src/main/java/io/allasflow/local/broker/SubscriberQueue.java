package io.allasflow.local.broker;

import java.util.Comparator;
import java.util.PriorityQueue;

/// The deliveries that wait for one subscriber, of which a bounded number runs at a time, as `containerConcurrency` has
/// it in Knative.
final class SubscriberQueue {
    private record Waiting(long rank, Runnable delivery) {}

    private final PriorityQueue<Waiting> waiting = new PriorityQueue<>(Comparator.comparingLong(Waiting::rank));
    private final int concurrency;
    private int running;

    SubscriberQueue(int concurrency) {
        this.concurrency = concurrency;
    }

    /// @param rank what has the lowest runs first
    synchronized void add(long rank, Runnable delivery) {
        waiting.add(new Waiting(rank, delivery));
        startNext();
    }

    synchronized void clear() {
        waiting.clear();
    }

    private synchronized void finished() {
        running--;
        startNext();
    }

    private void startNext() {
        while (running < concurrency && !waiting.isEmpty()) {
            running++;
            var next = waiting.remove().delivery();
            Thread.startVirtualThread(() -> {
                try {
                    next.run();
                } finally {
                    finished();
                }
            });
        }
    }
}
