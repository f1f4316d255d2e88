package io.allasflow.core.concurrent;

import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/// Runs requests side by side: they mostly wait for the store.
public final class Parallel {
    private Parallel() {}

    /// @param concurrency how many at a time; 1 runs them in the calling thread
    /// @return results in the order of the tasks
    /// @throws RuntimeException what the first failed task threw, once all have ended
    public static <T> List<T> inOrder(int concurrency, List<Callable<T>> tasks) {
        var results = new ArrayList<T>(tasks.size());
        try {
            if (concurrency == 1) {
                for (var task : tasks) {
                    results.add(task.call());
                }
                return results;
            }
            try (var executor = Executors.newFixedThreadPool(concurrency, Thread.ofVirtual().factory())) {
                for (var future : executor.invokeAll(tasks)) {
                    results.add(future.get());
                }
                return results;
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PipelineException(ErrorCode.STORE_UNAVAILABLE, "the process was told to stop", e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
