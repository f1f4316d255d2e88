package io.allasflow.summarize.index;

import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import java.time.Duration;

/// Turns many requests for a refresh into few. One request at a time refreshes; those that come meanwhile return at once,
/// and it goes round once more for them. If it fails or the process dies, its event is delivered again, and then sees what
/// all of them saw. So a flood of events holds one of the service's few places, and the others stay free for work.
///
/// An event cannot be held for ever: a request that has gone round for long hands over to the next one that comes.
public final class IndexRefresher {
    private final Runnable refresh;
    private final Duration pause;
    private final Duration longest;
    private boolean running;
    private boolean again;
    private boolean successor;
    private long since;
    private long earliest = System.nanoTime();

    /// @param pause at least this long from the end of one refresh to the start of the next; as long as the refresh took if
    ///        that is longer, so that half the time goes to it at most
    /// @param longest after which a request hands over if it can
    public IndexRefresher(Runnable refresh, Duration pause, Duration longest) {
        this.refresh = refresh;
        this.pause = pause;
        this.longest = longest;
    }

    public void refresh() {
        try {
            if (!begin()) {
                return;
            }
            try {
                do {
                    round();
                } while (goesOn());
            } finally {
                end();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PipelineException(ErrorCode.STORE_UNAVAILABLE, "told to stop before the index was refreshed", e);
        }
    }

    /// Whether this request is the one that refreshes.
    private synchronized boolean begin() throws InterruptedException {
        again = true;
        if (running) {
            if (successor || System.nanoTime() - since < longest.toNanos()) {
                return false;
            }
            successor = true;
            try {
                while (running) {
                    wait();
                }
            } finally {
                successor = false;
            }
        }
        running = true;
        since = System.nanoTime();
        return true;
    }

    private void round() throws InterruptedException {
        Thread.sleep(Duration.ofNanos(Math.max(0, earliest - System.nanoTime())));
        synchronized (this) {
            again = false;
        }
        long start = System.nanoTime();
        try {
            refresh.run();
        } finally {
            long now = System.nanoTime();
            earliest = now + Math.max(pause.toNanos(), now - start);
        }
    }

    private synchronized boolean goesOn() {
        running = again && !successor;
        return running;
    }

    private synchronized void end() {
        running = false;
        notifyAll();
    }
}
