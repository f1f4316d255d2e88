package io.allasflow.clean.engine.rule;

import java.time.DateTimeException;

/// Between two numbers, dates or datetimes, both included; a cell of another kind is not.
///
/// @param min null for none, as `max`
record Range(Bound min, Bound max) implements CellCheck {
    /// @throws IllegalArgumentException if a bound is not one, or they are of two kinds
    static Range of(String min, String max) {
        var range = new Range(min == null ? null : Bound.of("min", min), max == null ? null : Bound.of("max", max));
        if (min != null && max != null
                && range.min instanceof Bound.Number != range.max instanceof Bound.Number) {
            throw new IllegalArgumentException("min and max must both be numbers, or both dates");
        }
        return range;
    }

    @Override
    public boolean accepts(String cell) {
        try {
            return (min == null || min.compare(cell) >= 0) && (max == null || max.compare(cell) <= 0);
        } catch (NumberFormatException | DateTimeException e) {
            return false;
        }
    }
}
