package io.allasflow.ingest.scan;

import io.allasflow.core.concurrent.Parallel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/// Looks at objects side by side, and remembers in their order what is to be remembered of them. Memory: a thousand.
final class EntryBatch {
    private static final int MOST = 1000;

    private final ScanIndex.Writer next;
    private final int concurrency;
    private final List<Callable<ScanEntry>> tasks = new ArrayList<>();

    EntryBatch(ScanIndex.Writer next, int concurrency) {
        this.next = next;
        this.concurrency = concurrency;
    }

    /// @param task gives the entry, or null for nothing
    void add(Callable<ScanEntry> task) throws IOException {
        tasks.add(task);
        if (tasks.size() >= MOST) {
            flush();
        }
    }

    void flush() throws IOException {
        for (var entry : Parallel.inOrder(concurrency, tasks)) {
            if (entry != null) {
                next.add(entry);
            }
        }
        tasks.clear();
    }
}
