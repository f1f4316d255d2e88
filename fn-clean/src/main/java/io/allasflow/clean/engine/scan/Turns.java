package io.allasflow.clean.engine.scan;

import io.allasflow.clean.engine.UncleanableTableException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CancellationException;

/// Has something done for each chunk in the order of the table, by whichever thread has the chunk.
public final class Turns {
    private int next;
    private boolean isAbandoned;

    /// What is done in turn, one at a time.
    @FunctionalInterface
    public interface Action {
        void run() throws IOException, UncleanableTableException;
    }

    Turns() {}

    /// Waits until it has been done for the chunk before.
    public void take(Chunk chunk, Action action) throws IOException, UncleanableTableException {
        await(chunk);
        action.run();
        pass();
    }

    /// Waits until all has been done for the chunk before: then it is this one's turn until [#take].
    public synchronized void await(Chunk chunk) throws InterruptedIOException {
        while (next != chunk.number() && !isAbandoned) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("the process was told to stop");
            }
        }
        if (isAbandoned) {
            throw new CancellationException("another thread failed");
        }
    }

    private synchronized void pass() {
        next++;
        notifyAll();
    }

    synchronized void abandon() {
        isAbandoned = true;
        notifyAll();
    }
}
