package io.allasflow.ingest;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.allasflow.ingest.engine.dialect.HeaderRule;
import io.allasflow.ingest.engine.dialect.TextFormat;
import io.allasflow.ingest.engine.dialect.TextSettings;
import io.allasflow.ingest.engine.json.JsonSettings;

/// The section `ingest` of `config/pipeline.yaml`: what the user knows better of a file than it tells. Null where the file
/// tells.
///
/// @param maxBytes larger source objects are rejected
/// @param format `delimited`, `lines` or `json`
/// @param header whether the first record names the columns
/// @param headerRows so many records name the columns together
/// @param delimiter one or more characters, or `tab`, `space`, or `spaces` for any number of them
/// @param quote a character, or `none`
/// @param escape `backslash` or `none`
/// @param encoding as Java names it
/// @param skipLines before the table, whatever is in them
/// @param records where in JSON the records are, as a JSON Pointer
public record IngestSettings(SizeLimits maxBytes, TextFormat format, HeaderRule header, Integer headerRows,
        String delimiter,
        String quote, String escape, String encoding, Integer skipLines, String records) {
    public IngestSettings {
        // Checks them.
        new TextSettings(format, header, headerRows, delimiter, quote, escape, encoding, skipLines);
        new JsonSettings(records);
    }

    public static IngestSettings defaults() {
        return new IngestSettings(SizeLimits.MOST, TextFormat.AUTO, HeaderRule.AUTO, null, null, null, null, null, null,
                null);
    }

    @JsonIgnore
    public TextSettings text() {
        return new TextSettings(format, header, headerRows, delimiter, quote, escape, encoding, skipLines);
    }

    @JsonIgnore
    public JsonSettings json() {
        return new JsonSettings(records);
    }
}
