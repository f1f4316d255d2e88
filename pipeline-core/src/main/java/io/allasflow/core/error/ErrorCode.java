package io.allasflow.core.error;

/// Every error the pipeline reports, with what the reader should do. The names are stable: they stand in events,
/// statuses and answers, and people build alerts on them.
public enum ErrorCode {
    // Permanent: the object can never succeed as it is. Answered 200 with a `rejected` event, never retried.
    EMPTY_OBJECT(Kind.PERMANENT, "Upload the file again; it holds no data."),
    NOT_A_TABLE(Kind.PERMANENT,
            "Upload the table as delimited text, JSON or an Excel workbook, or exclude this object."),
    UNREADABLE_TEXT(Kind.PERMANENT, "Save the file as UTF-8 and upload it again."),
    MALFORMED_CSV(Kind.PERMANENT, "Mend the file near that line, or save the table again from its program."),
    MALFORMED_JSON(Kind.PERMANENT, "Mend the JSON at that place, or export it again."),
    MALFORMED_WORKBOOK(Kind.PERMANENT, "Open the workbook in Excel, save it again and upload that."),
    ENCRYPTED_WORKBOOK(Kind.PERMANENT, "Save the workbook without a password and upload it again."),
    TOO_COMPLEX(Kind.PERMANENT, "Make the JSON or the sheet simpler: the message names the limit that was passed."),
    DAMAGED_ARCHIVE(Kind.PERMANENT, "Pack the file again; what arrived is cut short or altered."),
    UNSUPPORTED_ARCHIVE(Kind.PERMANENT, "Pack one table alone, once, as gzip or as a zip without a password."),
    ARCHIVE_BOMB(Kind.PERMANENT, "Upload the file unpacked, if it is what it should be."),
    TOO_LARGE(Kind.PERMANENT, "Split the file, or raise the limit in config/pipeline.yaml."),
    EMPTY_TABLE(Kind.PERMANENT, "The file needs a header row and at least one column."),
    COLUMNS_CHANGED(Kind.PERMANENT,
            "The dataset is frozen: mend the source, or set clean.contract: evolve for it in config/pipeline.yaml."),
    DATASET_CONFLICT(Kind.PERMANENT, "Two objects would share one dataset; rename or remove this one."),
    CONFIG_INVALID(Kind.PERMANENT, "Mend config/pipeline.yaml; every affected object is then processed again."),

    // Likewise of a REST source: told in its status, and tried again when it is next due.
    API_NOT_ALLOWED(Kind.PERMANENT, "Only https to public addresses is allowed, or what SOURCE_ALLOWED_HOSTS names."),
    API_REFUSED(Kind.PERMANENT, "Check the source's url, and the secrets that its headers are made of."),
    API_UNUSABLE(Kind.PERMANENT, "Compare the source's settings in config/pipeline.yaml with what the API answers."),

    // Of a model: told in gold/<model>.json and on its page. It is run again when its SQL or an input changes.
    MODEL_MISNAMED(Kind.PERMANENT,
            "Name it config/models/<name>.sql, of up to 100 letters, digits, _ and -, and unlike any dataset."),
    MODEL_NOT_A_SELECT(Kind.PERMANENT, "Write the model as one SELECT of DuckDB's SQL."),
    MODEL_NOT_REPEATABLE(Kind.PERMANENT,
            "Leave out what answers otherwise each time, as random() and current_date do: max() of a date can stand for today."),
    MODEL_READS_ELSEWHERE(Kind.PERMANENT,
            "Read datasets, other models and pipeline_runs alone, by their names, in quotes where they hold more than letters, digits and _."),
    MODEL_CYCLE(Kind.PERMANENT, "Let one of these models read something else."),
    MODEL_INPUT_MISSING(Kind.PERMANENT, "Check the name, or wait until that table is made: then the model runs again."),
    MODEL_FAILED(Kind.PERMANENT, "Mend the SQL as the message says."),
    MODEL_TOO_SLOW(Kind.PERMANENT, "Join on more columns, filter earlier, or split the model in two."),
    MODEL_TOO_LARGE(Kind.PERMANENT,
            "Group or filter earlier, or give fn-summarize more memory and delete gold/<model>.json."),

    // Stands in the status of a run that wrote all its outputs but could not copy the table to the database too.
    PUBLISH_UNSUITABLE(Kind.PERMANENT,
            "PostgreSQL cannot hold this table as it is: mend what the message names, or leave a dataset out by publish: {enabled: false} under datasets."),

    // Transient: the object may be fine, the moment is not. Answered 503, retried with back-off.
    STORE_UNAVAILABLE(Kind.TRANSIENT, "The object store did not answer as it should; it is tried again."),
    STORE_DENIED(Kind.TRANSIENT, "Check ALLAS_ACCESS_KEY, ALLAS_SECRET_KEY and the rights on the bucket."),
    INPUT_KEEPS_CHANGING(Kind.TRANSIENT, "The object was overwritten again and again meanwhile; it is tried again."),
    BUSY(Kind.TRANSIENT, "The process does something that leaves no room for more; it is tried again."),
    SINK_UNAVAILABLE(Kind.TRANSIENT, "Check K_SINK and the broker; what was not sent is sent by the next scan."),
    API_UNAVAILABLE(Kind.TRANSIENT, "The API did not answer as it should; it is tried again."),
    // Not answered 503, as the API would only be asked too early: a scan after the time it told asks it again.
    API_RATE_LIMITED(Kind.TRANSIENT, "The API wants fewer requests; it is asked again once it allows it."),
    // All outputs are written by then.
    PUBLISH_UNAVAILABLE(Kind.TRANSIENT, "The database did not answer as it should; it is tried again."),
    PUBLISH_DENIED(Kind.TRANSIENT,
            "Check publish in config/pipeline.yaml, PUBLISH_ALLOWED_HOSTS, PUBLISH_POSTGRESQL_PASSWORD and the user's rights in the database."),
    // Stands in a status after all retries were used up; the reason is in the message.
    DELIVERY_FAILED(Kind.TRANSIENT, "See the message and deadletter/; the scan sends the object again."),

    // The event itself is wrong. Answered 400, not retried.
    BAD_EVENT(Kind.BAD_EVENT, "Send a CloudEvent of a type and with data as the README's event table says."),

    // A defect of ours. Answered 500, retried, then kept under deadletter/.
    INTERNAL(Kind.TRANSIENT, "This is a defect: report it with the log line that has the same dataset.");

    /// What an error means for the event that met it.
    public enum Kind {
        PERMANENT,
        TRANSIENT,
        BAD_EVENT
    }

    private final Kind kind;
    private final String advice;

    ErrorCode(Kind kind, String advice) {
        this.kind = kind;
        this.advice = advice;
    }

    public Kind kind() {
        return kind;
    }

    /// What the reader should do, one sentence.
    public String advice() {
        return advice;
    }
}
