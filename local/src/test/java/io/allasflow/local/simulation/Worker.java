package io.allasflow.local.simulation;

import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;

/// A function handling one event, which goes on one store call at a time, when it is told to.
final class Worker {
    private static final ThreadLocal<Worker> CURRENT = new ThreadLocal<>();

    private final Semaphore go = new Semaphore(0);
    private final Semaphore stopped = new Semaphore(0);
    private boolean killed;
    private boolean done;
    private Object answer;
    private Throwable failure;

    /// The process was killed.
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    static Worker start(Callable<?> work) {
        var worker = new Worker();
        Thread.ofVirtual().start(() -> {
            CURRENT.set(worker);
            try {
                worker.go.acquireUninterruptibly();
                worker.answer = work.call();
            } catch (Throwable e) {
                worker.failure = e;
            } finally {
                worker.done = true;
                worker.stopped.release();
            }
        });
        return worker;
    }

    /// Called by the store before it does anything.
    static void pause() {
        var worker = CURRENT.get();
        if (worker == null) {
            return;
        }
        if (!worker.killed) {
            worker.stopped.release();
            worker.go.acquireUninterruptibly();
        }
        if (worker.killed) {
            throw new Killed();
        }
    }

    static boolean isKilled() {
        var worker = CURRENT.get();
        return worker != null && worker.killed;
    }

    /// Lets it do its next store call and run up to the one after.
    void step() {
        go.release();
        stopped.acquireUninterruptibly();
    }

    /// Ends it before its next store call.
    void kill() {
        killed = true;
        step();
    }

    boolean isDone() {
        return done;
    }

    Object answer() {
        return answer;
    }

    Throwable failure() {
        return failure;
    }
}
