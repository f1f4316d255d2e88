package io.allasflow.clean.engine.impute;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// How a missing cell gets a value.
public enum ImputationMethod {
    /// For numbers, as `MEAN`.
    MEDIAN,
    MEAN,
    /// The commonest value; of several the first in order.
    MODE,
    CONSTANT,
    /// The value of the nearest row before that has one.
    PREVIOUS,
    /// For numbers: between the nearest rows before and after that have one, by the time of each.
    INTERPOLATE,
    /// It stays missing.
    KEEP;

    public boolean isOfNumbers() {
        return this == MEDIAN || this == MEAN || this == INTERPOLATE;
    }

    /// As settings and reports write it.
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
