package io.allasflow.summarize.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.allasflow.core.error.PipelineException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class IndexRefresherTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final AtomicInteger runs = new AtomicInteger();
    private final Semaphore started = new Semaphore(0);
    private final Semaphore mayEnd = new Semaphore(0);

    /// Otherwise a flood of events would take every place of the service, and nothing would be summarized.
    @Test
    void holdsOneOfManyRequestsAndGoesRoundOnceMoreForTheRest() throws Exception {
        var refresher = new IndexRefresher(this::run, Duration.ZERO, LONG);
        var first = Thread.startVirtualThread(refresher::refresh);
        started.acquire();
        for (int i = 0; i < 10; i++) {
            refresher.refresh();
        }
        mayEnd.release(10);
        first.join();
        assertThat(runs).hasValue(2);
        refresher.refresh();
        assertThat(runs).hasValue(3);
    }

    @Test
    void everyChangeIsSeenByARefreshThatStartsAfterIt() throws Exception {
        var change = new AtomicInteger();
        var seen = new AtomicInteger();
        var refresher = new IndexRefresher(() -> seen.accumulateAndGet(change.get(), Math::max), Duration.ZERO,
                Duration.ofNanos(1));
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 5_000; i++) {
                executor.execute(() -> {
                    change.incrementAndGet();
                    refresher.refresh();
                });
            }
        }
        assertThat(seen).hasValue(5_000);
    }

    @Test
    void handsOverAfterLong() throws Exception {
        var refresher = new IndexRefresher(this::run, Duration.ZERO, Duration.ZERO);
        var first = Thread.startVirtualThread(refresher::refresh);
        started.acquire();
        var second = Thread.startVirtualThread(refresher::refresh);
        while (second.getState() != Thread.State.WAITING) {
            Thread.sleep(1);
        }
        refresher.refresh();
        mayEnd.release();
        assertThat(first.join(Duration.ofSeconds(10))).isTrue();
        assertThat(second.isAlive()).isTrue();
        mayEnd.release();
        second.join();
        assertThat(runs).hasValue(2);
    }

    @Test
    void aFailureIsForTheRequestThatRefreshedAndTheNextStartsAnew() {
        var refresher = new IndexRefresher(() -> {
            if (runs.incrementAndGet() == 1) {
                throw new IllegalStateException("no store");
            }
        }, Duration.ZERO, LONG);
        assertThatThrownBy(refresher::refresh).hasMessage("no store");
        refresher.refresh();
        assertThat(runs).hasValue(2);
    }

    @Test
    void pausesBetweenRefreshesAndEndsWhenToldToStop() throws Exception {
        var refresher = new IndexRefresher(runs::incrementAndGet, LONG, LONG);
        refresher.refresh();
        var failed = new CountDownLatch(1);
        var second = Thread.startVirtualThread(() -> {
            try {
                refresher.refresh();
            } catch (PipelineException e) {
                failed.countDown();
            }
        });
        while (second.getState() != Thread.State.TIMED_WAITING) {
            Thread.sleep(1);
        }
        second.interrupt();
        assertThat(failed.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(runs).hasValue(1);
    }

    private void run() {
        runs.incrementAndGet();
        started.release();
        mayEnd.acquireUninterruptibly();
    }
}
