package io.allasflow.summarize.model;

import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Runs what goes into the SQL of users on a thread of its own: DuckDB's parser and planner are native code and recurse as deep as
/// the SQL is nested, and to leave the stack ends the process. Of the usual 1 MiB, `FROM a,a,a` of 2 kB is planned in more, and of
/// 100 kB is parsed in more.
final class HighStack {
    /// Of address space: what is not used takes no memory.
    private static final long BYTES = 64L << 20;

    private HighStack() {}

    static <T> T call(Callable<T> call) {
        var task = new FutureTask<>(call);
        var thread = new Thread(null, task, "model", BYTES);
        thread.start();
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PipelineException(ErrorCode.STORE_UNAVAILABLE, "the process was told to stop", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }
}
