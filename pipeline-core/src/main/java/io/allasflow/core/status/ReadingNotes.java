package io.allasflow.core.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.allasflow.core.text.Excerpt;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What somebody must know of how a source was read, as the table would mislead them otherwise. Bounded; may hold names from
/// the source.
public final class ReadingNotes {
    private static final int MOST_PLACES = 5;
    private static final int LONGEST_PLACE = 60;

    private ReadingNotes() {}

    /// @param reading the `dialect` of a status, or `raw/<dataset>.json`; null if there is none
    /// @return sentences
    public static List<String> of(JsonNode reading) {
        var notes = new ArrayList<String>();
        if (reading == null) {
            return notes;
        }
        var candidates = reading.path("candidates");
        if (!candidates.isEmpty()) {
            notes.add(
                    "The JSON has several arrays of objects side by side (%s) and became a single row. If one of them is "
                            .formatted(candidates.valueStream().limit(MOST_PLACES).map(ReadingNotes::place)
                                    .collect(Collectors.joining(", ")))
                            + "the table, write %s for this source under datasets in config/pipeline.yaml."
                                    .formatted(records(candidates.get(0).asText())));
        }
        var others = reading.path("otherRecords").asLong();
        if (others > 0) {
            notes.add(counted(
                    "Records that are %s: %d, first in row %d. They are among the rejected rows, as WRONG_WIDTH.",
                    reading.path("otherRecordsAreObjects").asBoolean()
                            ? "an object, as the others are not"
                            : "no object, as the others are",
                    others, reading.path("firstOtherRecord").asLong()));
        }
        var damaged = reading.path("damagedRows").asLong();
        if (damaged > 0 && reading.path("format").asText().equals("json")) {
            notes.add(counted(
                    "Lines that are no JSON: %d, first line %d. They are among the rejected rows, as WRONG_WIDTH.",
                    damaged, reading.path("damagedLines").path(0).asLong()));
        }
        var formulas = reading.path("formulasWithoutValue").asLong();
        if (formulas > 0) {
            notes.add(counted(
                    "Cells with a formula that no program has calculated, and so without a value: %d, first %s. Open "
                            + "the workbook in a spreadsheet program, save it and upload it again.",
                    formulas,
                    place(reading.path("firstFormulaWithoutValue"))));
        }
        return notes;
    }

    /// The setting that takes the records from there. Where it is long, part of it would be of no use.
    private static String records(String pointer) {
        return pointer.length() > LONGEST_PLACE
                ? "its JSON Pointer as ingest: {records: …}"
                : "ingest: {records: " + TextNode.valueOf(pointer) + "}";
    }

    private static String counted(String sentence, Object... figures) {
        return String.format(Locale.ROOT, sentence, figures);
    }

    private static String place(JsonNode place) {
        return Excerpt.of(place.asText(), LONGEST_PLACE);
    }
}
