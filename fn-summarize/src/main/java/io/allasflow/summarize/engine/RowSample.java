package io.allasflow.summarize.engine;

import io.allasflow.core.hash.Sha256;
import io.allasflow.core.text.Excerpt;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/// Draws rows in one pass: every row has a pseudo-random key made of the dataset's name and its number, and those with the
/// least keys are kept. It holds at most [#MOST_CELLS] cells of [#LONGEST_CELL] characters: 16 MB at worst.
final class RowSample {
    static final int MOST_ROWS = 500;
    static final int MOST_CHARACTERS = 400_000;
    private static final int MOST_CELLS = 40_000;
    private static final int LONGEST_CELL = 200;

    private final List<String> header;
    private final long seed;
    private final int most;
    private final PriorityQueue<Row> kept = new PriorityQueue<>(Row.BY_KEY.reversed());
    private long rows;

    RowSample(String dataset, List<String> header) {
        this.header = List.copyOf(header);
        this.seed = Sha256.first64(dataset);
        this.most = Math.clamp(MOST_CELLS / Math.max(1, header.size()), 1, MOST_ROWS);
    }

    void add(List<String> cells) {
        rows++;
        var key = mixed(seed ^ rows);
        if (kept.size() < most) {
            kept.add(Row.of(key, rows, cells, header.size()));
        } else if (key < kept.element().key()) {
            kept.remove();
            kept.add(Row.of(key, rows, cells, header.size()));
        }
    }

    Sample sample() {
        var room = MOST_CHARACTERS - header.stream().mapToInt(String::length).sum();
        var drawn = new ArrayList<Row>();
        for (var row : kept.stream().sorted(Row.BY_KEY).toList()) {
            room -= row.cells().stream().mapToInt(String::length).sum();
            if (room < 0) {
                break;
            }
            drawn.add(row);
        }
        drawn.sort(Comparator.comparingLong(Row::number));
        return new Sample(header, drawn.stream().map(Row::cells).toList(), rows);
    }

    /// Steele, Lea and Flood's SplitMix64: different numbers have different keys.
    private static long mixed(long number) {
        var z = number * 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    private record Row(long key, long number, List<String> cells) {
        static final Comparator<Row> BY_KEY = Comparator.comparingLong(Row::key);

        static Row of(long key, long number, List<String> cells, int width) {
            return new Row(key, number,
                    cells.stream().limit(width).map(cell -> Excerpt.of(cell, LONGEST_CELL)).toList());
        }
    }
}
