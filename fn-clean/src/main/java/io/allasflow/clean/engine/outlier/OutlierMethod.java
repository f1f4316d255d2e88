package io.allasflow.clean.engine.outlier;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Which numbers are outliers.
public enum OutlierMethod {
    /// Those too many interquartile ranges outside the quartiles (Tukey's fences).
    @JsonProperty("iqr")
    IQR,
    /// Those too many standard deviations from the mean.
    @JsonProperty("zscore")
    ZSCORE,
    /// Those outside declared bounds.
    @JsonProperty("bounds")
    BOUNDS
}
