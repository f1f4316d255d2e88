package io.allasflow.ingest.engine.record;

import java.util.ArrayList;
import java.util.List;

/// Lines whose quotes make no sense, or that are no JSON.
public final class Damage {
    private static final int MOST_TOLD = 10;

    private final List<Long> lines = new ArrayList<>();
    private long count;

    public void add(long line) {
        if (count++ < MOST_TOLD) {
            lines.add(line);
        }
    }

    public long count() {
        return count;
    }

    /// The numbers of the first ten, from 1.
    public List<Long> lines() {
        return List.copyOf(lines);
    }
}
