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

    /// What a cell then is, for the reader.
    ///
    /// @throws IllegalArgumentException for [#KEEP]
    public String result() {
        return switch (this) {
            case MEDIAN -> "the median of the others";
            case MEAN -> "the mean of the others";
            case MODE -> "the commonest value";
            case CONSTANT -> "the constant";
            case PREVIOUS -> "the value before";
            case INTERPOLATE -> "worked out from the values before and after";
            case KEEP -> throw new IllegalArgumentException("nothing was imputed");
        };
    }

    /// As settings and reports write it.
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
