package io.allasflow.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.allasflow.core.config.Glob;
import io.allasflow.core.config.ScanSettings;
import io.allasflow.core.config.ScanSettings.DeletedSources;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjectsTest {
    @TempDir
    private Path bucket;

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
