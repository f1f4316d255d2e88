package io.allasflow.clean.engine.scan;

import io.allasflow.clean.engine.RawTable;
import io.allasflow.clean.engine.Resources;
import io.allasflow.clean.engine.UncleanableTableException;
import io.allasflow.clean.engine.UncleanableTableException.Reason;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executors;

/// One pass over the raw table. Several threads, the caller's among them, each take a chunk and work on it; what has to
/// be done in the order of the table is done in [Turns]. So at most as many chunks as threads are in memory. A table of
/// one chunk starts no thread.
public final class Pass implements Closeable {
    private final ChunkReader reader;
    private final int threads;
    private final String[] header;
    private final List<Turns> turns = new ArrayList<>();
    private Throwable failure;

    /// What a thread does with each chunk it takes.
    @FunctionalInterface
    public interface Task {
        void run(Chunk chunk) throws IOException, UncleanableTableException;
    }

    @FunctionalInterface
    public interface TaskSupplier {
        Task get() throws IOException;
    }

    private Pass(ChunkReader reader, int threads) throws IOException, UncleanableTableException {
        this.reader = reader;
        this.threads = threads;
        var rows = new Rows();
        rows.read(reader.header());
        if (rows.count() > 1) {
            throw new UncleanableTableException(Reason.NOT_CANONICAL,
                    "The raw table is not canonical CSV: its header ends with a carriage return.");
        }
        this.header = rows.count() == 0 ? null : rows.cells(0);
    }

    public static Pass over(RawTable raw, Resources resources) throws IOException, UncleanableTableException {
        var reader = new ChunkReader(raw.open(), resources.chunkBytes());
        try {
            return new Pass(reader, resources.threads());
        } catch (IOException | UncleanableTableException | RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    /// @return null if the table is empty
    public String[] header() {
        return header;
    }

    /// To be called before [#run].
    public Turns turns() {
        var some = new Turns();
        turns.add(some);
        return some;
    }

    /// Works on all chunks.
    ///
    /// @param tasks one for each thread
    /// @throws IOException or what else the first task to fail threw
    public void run(TaskSupplier tasks) throws IOException, UncleanableTableException {
        var first = next(new byte[0]);
        if (first == null) {
            return;
        }
        if (threads == 1 || reader.isAtEnd()) {
            work(tasks, first);
        } else {
            try (var others = Executors.newFixedThreadPool(threads - 1)) {
                for (var i = 1; i < threads; i++) {
                    others.execute(() -> work(tasks, null));
                }
                work(tasks, first);
            }
        }
        rethrow();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    /// @param first null if the thread has yet to take one
    private void work(TaskSupplier tasks, Chunk first) {
        try {
            var task = tasks.get();
            for (var chunk = first == null ? next(new byte[0]) : first; chunk != null; chunk = next(chunk.bytes())) {
                task.run(chunk);
            }
        } catch (Throwable e) {
            fail(e);
        }
    }

    private synchronized Chunk next(byte[] used) {
        try {
            return failure == null ? reader.next(used) : null;
        } catch (IOException | UncleanableTableException | RuntimeException e) {
            fail(e);
            return null;
        }
    }

    private synchronized void fail(Throwable e) {
        if (failure == null && !(e instanceof CancellationException)) {
            failure = e;
        }
        turns.forEach(Turns::abandon);
    }

    private synchronized void rethrow() throws IOException, UncleanableTableException {
        switch (failure) {
            case null -> {
            }
            case IOException e -> throw e;
            case UncleanableTableException e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalStateException(failure);
        }
    }
}
