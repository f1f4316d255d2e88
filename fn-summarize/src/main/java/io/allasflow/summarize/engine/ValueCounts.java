package io.allasflow.summarize.engine;

import io.allasflow.core.hash.Sha256;
import io.allasflow.core.text.Excerpt;
import io.allasflow.summarize.engine.ColumnSummary.TopValue;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.datasketches.frequencies.ErrorType;
import org.apache.datasketches.frequencies.FrequentItemsSketch;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.TgtHllType;

/// How often each value occurs: exact while there are at most `limit` different ones. Beyond it a HyperLogLog sketch counts the
/// different ones and a frequent-items sketch keeps those that are surely frequent; both hash without randomness.
final class ValueCounts {
    static final int LONGEST_VALUE = 120;
    private static final int DIGEST_CHARACTERS = 32;
    private static final int LARGEST_SKETCH = 1024;
    private static final Comparator<TopValue> ORDER = Comparator.comparingLong(TopValue::count).reversed()
            .thenComparing(TopValue::value);

    private final int limit;
    private final int logRegisters;
    private Map<String, Long> exact = new LinkedHashMap<>();
    private HllSketch different;
    private FrequentItemsSketch<String> frequent;
    private long added;

    ValueCounts(int limit, int logRegisters) {
        this.limit = limit;
        this.logRegisters = logRegisters;
    }

    void add(String value) {
        added++;
        var key = value.length() <= LONGEST_VALUE ? value : shortKey(value);
        if (exact != null) {
            exact.merge(key, 1L, Long::sum);
            if (exact.size() > limit) {
                sketch();
            }
        } else {
            different.update(key);
            frequent.update(key);
        }
    }

    boolean approximate() {
        return exact == null;
    }

    long distinct() {
        return exact != null ? exact.size() : Math.clamp(Math.round(different.getEstimate()), limit + 1L, added);
    }

    List<TopValue> top(int most) {
        var counts = exact != null
                ? exact.entrySet().stream().map(entry -> new TopValue(entry.getKey(), entry.getValue()))
                : Arrays.stream(frequent.getFrequentItems(ErrorType.NO_FALSE_POSITIVES))
                        .map(row -> new TopValue(row.getItem(), row.getEstimate()));
        return counts.sorted(ORDER).limit(most)
                .map(top -> new TopValue(Excerpt.of(top.value(), LONGEST_VALUE), top.count())).toList();
    }

    private void sketch() {
        different = new HllSketch(logRegisters, TgtHllType.HLL_8);
        frequent = new FrequentItemsSketch<>(Math.clamp(Integer.highestOneBit(limit), 8, LARGEST_SKETCH));
        exact.forEach((value, count) -> {
            different.update(value);
            frequent.update(value, count);
        });
        exact = null;
    }

    /// A long value's beginning and digest: bounded, and still another key for another value.
    private static String shortKey(String value) {
        return value.substring(0, LONGEST_VALUE) + Sha256.hex(value, DIGEST_CHARACTERS);
    }
}
