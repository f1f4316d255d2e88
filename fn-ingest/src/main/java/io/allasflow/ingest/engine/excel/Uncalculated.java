package io.allasflow.ingest.engine.excel;

/// Cells with a formula whose value no program has calculated; they come out empty.
///
/// @param first of them, as in `B2`; null if there is none
public record Uncalculated(long count, String first) {
    public static final Uncalculated NONE = new Uncalculated(0, null);
}
