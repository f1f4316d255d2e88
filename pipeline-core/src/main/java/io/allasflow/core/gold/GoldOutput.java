package io.allasflow.core.gold;

import io.allasflow.core.csv.CanonicalCsv;
import io.allasflow.core.json.Json;
import io.allasflow.core.layout.Output;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The objects made of a model, in the order they become visible: `gold/<model>` and an ending.
public enum GoldOutput {
    CSV(".csv", CanonicalCsv.CONTENT_TYPE),
    PARQUET(".parquet", Output.PARQUET.contentType()),
    PAGE(".html", Output.REPORT.contentType()),
    /// What the others are, by their ETags: the last one written.
    FACTS(".json", Json.CONTENT_TYPE);

    private final String ending;
    private final String contentType;

    GoldOutput(String ending, String contentType) {
        this.ending = ending;
        this.contentType = contentType;
    }

    public String ending() {
        return ending;
    }

    public String contentType() {
        return contentType;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Which one a file name under `gold/` is.
    static Optional<GoldOutput> of(String file) {
        return Arrays.stream(values()).filter(output -> file.endsWith(output.ending)).findFirst();
    }
}
