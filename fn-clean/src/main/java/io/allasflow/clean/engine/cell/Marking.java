package io.allasflow.clean.engine.cell;

/// What stands around the digits of a number.
public enum Marking {
    PLAIN,
    /// `12 %`
    PERCENT,
    /// `€ 12`, `12 kr`
    CURRENCY,
    /// `(12)`: minus twelve, as accountants write it.
    ACCOUNTING,
    /// `(€ 12)`
    ACCOUNTING_CURRENCY
}
