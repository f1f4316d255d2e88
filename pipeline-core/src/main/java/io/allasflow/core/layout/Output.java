package io.allasflow.core.layout;

import io.allasflow.core.csv.CanonicalCsv;
import io.allasflow.core.json.Json;

/// The objects the pipeline writes for a dataset: folder under the output prefix, file ending, content type.
public enum Output {
    RAW("raw/", ".csv", CanonicalCsv.CONTENT_TYPE),
    /// How the source was read: what the status calls `dialect`.
    READING("raw/", ".json", Json.CONTENT_TYPE),
    CLEANED("cleaned/", ".csv", CanonicalCsv.CONTENT_TYPE),
    PARQUET("cleaned/", ".parquet", "application/vnd.apache.parquet"),
    QUALITY(
            "quality/", ".json",
            Json.CONTENT_TYPE),
    CHANGES("changes/", ".csv.gz", "application/gzip"),
    REJECTED("rejected/", ".csv",
            CanonicalCsv.CONTENT_TYPE),
    SUMMARY("summary/", ".json", Json.CONTENT_TYPE),
    REPORT("reports/",
            ".html", "text/html; charset=utf-8"),
    STATUS("status/", ".json", Json.CONTENT_TYPE);

    private final String folder;
    private final String ending;
    private final String contentType;

    Output(String folder, String ending, String contentType) {
        this.folder = folder;
        this.ending = ending;
        this.contentType = contentType;
    }

    public String folder() {
        return folder;
    }

    public String ending() {
        return ending;
    }

    public String contentType() {
        return contentType;
    }
}
