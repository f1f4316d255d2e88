package io.allasflow.ingest.engine.json;

import java.util.ArrayList;
import java.util.List;

/// Lines that are no JSON. Their text is a cell of a column of their own.
final class BrokenLines {
    static final String COLUMN = "damaged_line";
    private static final int MOST_TOLD = 10;

    private final List<Long> numbers = new ArrayList<>();
    private long count;

    void add(long number) {
        if (count++ < MOST_TOLD) {
            numbers.add(number);
        }
    }

    long count() {
        return count;
    }

    /// Of the first ten, from 1.
    List<Long> numbers() {
        return List.copyOf(numbers);
    }
}
