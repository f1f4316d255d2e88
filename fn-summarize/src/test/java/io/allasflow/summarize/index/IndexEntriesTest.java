package io.allasflow.summarize.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.allasflow.core.event.PipelineEvent;
import io.allasflow.core.json.Json;
import io.allasflow.core.status.Status;
import io.allasflow.summarize.report.IndexEntry;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class IndexEntriesTest {
    private static final Status STATUS = Status.empty("x")
            .about(new PipelineEvent.Source("b", "x.csv", "e", 1, Instant.EPOCH), "c", "p");

    @Test
    void a_conflict_names_the_object_that_is_used_instead() {
        var entries = IndexEntries.of(STATUS.withConflict(new Status.Conflict("x", "e1")));

        assertThat(entries).extracting(IndexEntry::sourceKey).containsExactly("x.csv", "x");
        assertThat(entries.getLast().errorMessage()).isEqualTo("'x.csv' is used for the dataset 'x'.");
    }

    @Test
    void how_the_source_was_read_is_noted() throws IOException {
        var reading = Json.MAPPER.readTree("{\"format\": \"json\", \"damagedRows\": 1, \"damagedLines\": [2]}");

        assertThat(IndexEntries.of(STATUS.withDialect(reading)).getFirst().notes()).containsExactly(
                "Lines that are no JSON: 1, first line 2. They are among the rejected rows, as WRONG_WIDTH.");
    }
}
