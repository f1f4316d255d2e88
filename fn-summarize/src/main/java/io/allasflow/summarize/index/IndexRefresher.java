package io.allasflow.summarize.index;

import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/// Turns many requests for a refresh into few. A request returns at once if another one is still waiting to start: that
/// one will see what this one saw. If the process dies first, the event of the one that waited is delivered again.
public final class IndexRefresher {
    private final Runnable refresh;
    private final Duration pause;
    private final ReentrantLock running = new ReentrantLock();
    private boolean waiting;
    private long lastStart;

    /// @param pause at least this long from one start to the next
    public IndexRefresher(Runnable refresh, Duration pause) {
        this.refresh = refresh;
        this.pause = pause;
        this.lastStart = System.nanoTime() - pause.toNanos();
    }

    public void refresh() {
        synchronized (this) {
            if (waiting) {
                return;
            }
            waiting = true;
        }
        try {
            running.lockInterruptibly();
        } catch (InterruptedException e) {
            throw stopped(e);
        }
        try {
            Thread.sleep(Duration.ofNanos(Math.max(0, lastStart + pause.toNanos() - System.nanoTime())));
            start();
            refresh.run();
        } catch (InterruptedException e) {
            throw stopped(e);
        } finally {
            running.unlock();
        }
    }

    private synchronized void start() {
        waiting = false;
        lastStart = System.nanoTime();
    }

    private synchronized PipelineException stopped(InterruptedException e) {
        waiting = false;
        Thread.currentThread().interrupt();
        return new PipelineException(ErrorCode.STORE_UNAVAILABLE, "told to stop before the index was refreshed", e);
    }
}
