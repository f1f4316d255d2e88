package io.allasflow.ingest.engine.dialect;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/// A text without columns: each of its lines is a row.
///
/// @param skippedLines that the user says are none of it
/// @param preamble the first of those, each cut
@JsonPropertyOrder("format")
public record PlainLines(String encoding, @JsonInclude(Include.NON_DEFAULT) int skippedLines,
        @JsonInclude(Include.NON_EMPTY) List<String> preamble) implements TextLayout {
    public static final List<String> COLUMNS = List.of("line_number", "text_content");

    @JsonProperty
    String format() {
        return "lines";
    }
}
