package io.allasflow.clean.engine.table;

/// Why a data record of the raw table is not in the cleaned table.
public enum RejectionReason {
    /// The record has more or fewer cells than the header.
    WRONG_WIDTH,
    /// Every cell is the header's, of a table with several columns: tables were put one after another.
    HEADER_ROW,
    /// Every cell is empty or white space, however many there are.
    EMPTY_ROW,
    /// The record equals another that stays, in all cells or in its key, white space at the ends of cells aside.
    DUPLICATE_ROW,
    /// A number is beyond its column's fences, and the settings say to remove such rows.
    OUTLIER_ROW,
    /// The record breaks a declared rule that rejects; the detail names each.
    RULE
}
