package io.allasflow.core.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.allasflow.core.json.Json;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadingNotesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            {"format":"delimited","damagedRows":1,"damagedLines":[3]} |
            {"format":"json","layout":"object"}                       |
            {"format":"json","candidates":["/users","/orders"]}       | The JSON has several arrays of objects side by side (/users, /orders) and became a single row. If one of them is the table, write ingest: {records: "/users"} for this source under datasets in config/pipeline.yaml.
            {"format":"json","otherRecords":2,"firstOtherRecord":7}   | Records that are no object, as the others are: 2, first in row 7. They are among the rejected rows, as WRONG_WIDTH.
            {"format":"json","otherRecords":1,"firstOtherRecord":9,"otherRecordsAreObjects":true} | Records that are an object, as the others are not: 1, first in row 9. They are among the rejected rows, as WRONG_WIDTH.
            {"format":"json","candidates":["/a\\": {b}, #c"]}         | The JSON has several arrays of objects side by side (/a": {b}, #c) and became a single row. If one of them is the table, write ingest: {records: "/a\\": {b}, #c"} for this source under datasets in config/pipeline.yaml.
            {"format":"json","damagedRows":2,"damagedLines":[3,9]}    | Lines that are no JSON: 2, first line 3. They are among the rejected rows, as WRONG_WIDTH.
            {"format":"xlsx","formulasWithoutValue":3,"firstFormulaWithoutValue":"B2"} | Cells with a formula that no program has calculated, and so without a value: 3, first B2. Open the workbook in a spreadsheet program, save it and upload it again.
            """)
    void tell_what_would_mislead(String reading, String note) throws IOException {
        var notes = ReadingNotes.of(Json.MAPPER.readTree(reading));
        if (note == null) {
            assertThat(notes).isEmpty();
        } else {
            assertThat(notes).containsExactly(note);
        }
    }

    @Test
    void are_bounded_and_may_be_about_nothing() {
        var reading = Json.MAPPER.createObjectNode();
        var places = reading.putArray("candidates");
        for (var i = 0; i < 10; i++) {
            places.add("/" + "x".repeat(10_000) + i);
        }
        assertThat(ReadingNotes.of(reading)).singleElement().asString().hasSizeLessThan(700)
                .contains("write its JSON Pointer as ingest: {records: …} for this source");
        assertThat(ReadingNotes.of(null)).isEmpty();
    }
}
