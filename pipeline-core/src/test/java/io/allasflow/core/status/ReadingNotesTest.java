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
            {"format":"json","candidates":["/users","/orders"]}       | The JSON has several arrays of objects side by side (/users, /orders) and became a single row. If one of them is the table, write ingest: {records: /users} for this source under datasets in config/pipeline.yaml.
            {"format":"json","otherRecords":2,"firstOtherRecord":7}   | Records that are a number, a text or an array and no object, as the others are: 2, first in row 7. They are among the rejected rows, as WRONG_WIDTH.
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
        assertThat(ReadingNotes.of(reading)).singleElement().asString().hasSizeLessThan(700);
        assertThat(ReadingNotes.of(null)).isEmpty();
    }
}
