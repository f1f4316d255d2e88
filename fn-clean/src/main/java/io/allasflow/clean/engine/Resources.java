package io.allasflow.clean.engine;

/// What of the machine a cleaning may use. What is written does not depend on it, but that the change log is compressed
/// chunk by chunk.
///
/// @param threads how many chunks are worked on at a time: memory grows by some 10 MB with each
/// @param chunkBytes size of a chunk; a record that is larger makes a larger one
/// @param duplicateBytes what finding duplicates may take: with less, the table is read more often
public record Resources(int threads, int chunkBytes, long duplicateBytes) {
    private static final int CHUNK_BYTES = 1 << 20;
    private static final long BYTES_A_THREAD = 32L << 20;
    /// Enough for [CleanSettings.Limits#MOST_ROWS], if slowly.
    private static final long LEAST_DUPLICATE_BYTES = 4L << 20;
    /// Of the heap: some 2,500,000 different rows at 256 MiB, and room for the quantiles and for 100 MB of the service.
    private static final double SHARE_OF_HEAP = 0.3;

    public Resources {
        if (threads < 1 || chunkBytes < 1 || duplicateBytes < 1) {
            throw new IllegalArgumentException("must be positive");
        }
    }

    /// One thread more than processors, since one of them often waits for the store.
    public static Resources ofMachine() {
        var heap = Runtime.getRuntime().maxMemory();
        var threads = Math.min(Runtime.getRuntime().availableProcessors() + 1, heap / BYTES_A_THREAD);
        return new Resources((int) Math.max(1, threads), CHUNK_BYTES,
                Math.max(LEAST_DUPLICATE_BYTES, (long) (SHARE_OF_HEAP * heap)));
    }
}
