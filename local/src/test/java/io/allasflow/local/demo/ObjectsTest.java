package io.allasflow.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.allasflow.core.config.Glob;
import io.allasflow.core.config.ScanSettings;
import io.allasflow.core.config.ScanSettings.DeletedSources;
import io.allasflow.core.event.PipelineEvent;
import io.allasflow.core.json.Json;
import io.allasflow.core.layout.Output;
import io.allasflow.core.status.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjectsTest {
    @TempDir
    private Path bucket;

    @Test
    void namesTheObjectThatIsUsedInstead() throws IOException {
        var layout = LocalPipeline.LAYOUT;
        var source = new PipelineEvent.Source(layout.dataBucket(), "x.csv", "0a", 1, Instant.EPOCH);
        var status = Status.empty("x").about(source, "c", "p").withConflict(new Status.Conflict("x", "0b"));
        var file = bucket.resolve(layout.output(Output.STATUS, "x").key());
        Files.createDirectories(file.getParent());
        Json.MAPPER.writeValue(file.toFile(), status);
        assertThat(Outcome.read(bucket, layout, "x", "0b")).singleElement().extracting(Outcome::reason)
                .isEqualTo(Optional
                        .of("DATASET_CONFLICT: 'x.csv' is used for the dataset 'x'. Two objects would share one "
                                + "dataset; rename or remove this one."));
    }

    @Test
    void tellsWhatIsLeftOutFromWhatIsNotDoneYet() throws IOException {
        var scan = new ScanSettings(List.of(new Glob("**")), List.of(new Glob("**/~$*")), 0, DeletedSources.KEEP);
        var objects = new Objects(bucket, LocalPipeline.LAYOUT, scan, Map.of("a.csv", "0a", "x/~$a.xlsx", "0b"),
                Map.of("long.csv", "Too long."));
        assertThat(objects.sources()).containsExactly("a.csv");
        assertThat(objects.outcomes()).extracting(Outcome::key, Outcome::state, Outcome::isSettled, Outcome::isRight)
                .map(tuple -> tuple.toList().toString()).containsExactly("[a.csv, unfinished, false, false]",
                        "[long.csv, refused, true, false]", "[x/~$a.xlsx, excluded, true, true]");
        assertThat(objects.outcomes().get(1).reason()).contains("Too long.");
    }
}
