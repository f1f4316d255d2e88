package io.allasflow.clean.engine.duplicate;

/// Tells for one chunk after another, in the order of the table, which of its records repeat an earlier one.
public interface Duplicates {
    /// @throws NoRoomException if it cannot tell within its memory
    ChunkRows next(RowHashes hashes);
}
