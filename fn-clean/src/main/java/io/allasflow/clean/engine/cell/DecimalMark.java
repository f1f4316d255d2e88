package io.allasflow.clean.engine.cell;

/// What a column's decimals are written with; the other one then groups thousands, if anything.
public enum DecimalMark {
    POINT,
    COMMA
}
