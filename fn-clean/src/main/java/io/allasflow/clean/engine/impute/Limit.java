package io.allasflow.clean.engine.impute;

/// How much of a column is held at most. Fixed, since what is written must not depend on the machine.
///
/// @param entries values, or runs of missing cells
/// @param characters of their texts
record Limit(int entries, int characters) {
    /// Over all columns.
    static final int MOST_CHARACTERS = 1 << 23;

    /// A column's even share.
    ///
    /// @param entries over all columns
    /// @param columns how many share them
    static Limit share(int entries, int columns) {
        return new Limit(entries / columns, MOST_CHARACTERS / columns);
    }

    boolean isPassedBy(int held, long heldCharacters) {
        return held > entries || heldCharacters > characters;
    }
}
