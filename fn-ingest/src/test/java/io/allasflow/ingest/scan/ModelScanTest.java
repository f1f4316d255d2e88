package io.allasflow.ingest.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.allasflow.core.event.EventTypes;
import io.allasflow.core.gold.GoldOutput;
import io.allasflow.core.gold.ModelFiles;
import io.allasflow.core.store.ObjectRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A scan tells that the index is stale until its page was made of the models, and their results, as they are.
class ModelScanTest {
    private final Bucket bucket = new Bucket().put("a.csv").complete("a.csv");

    @BeforeEach
    void rest() throws IOException {
        bucket.scan();
        bucket.othersSent();
        bucket.writeIndexPage();
        bucket.calls.clear();
    }

    @Test
    void costs_a_listing_without_models_and_two_requests_more_with_some() throws IOException {
        bucket.scan();
        assertThat(bucket.calls("LIST data/pipeline/config/models/")).isEqualTo(1);
        assertThat(bucket.calls("LIST data/pipeline/gold/") + bucket.calls("HEAD data/pipeline/reports/")).isZero();
        assertThat(bucket.othersSent()).isEmpty();
        put(model("m"));
        bucket.writeIndexPage();
        bucket.calls.clear();
        bucket.scan();
        assertThat(bucket.othersSent()).isEmpty();
        assertThat(List.of(bucket.calls("LIST data/pipeline/config/models/"), bucket.calls("LIST data/pipeline/gold/"),
                bucket.calls("HEAD data/pipeline/reports/"))).containsOnly(1L);
    }

    @Test
    void tells_of_a_model_that_is_new_changed_or_gone_and_of_a_result_that_is() throws IOException {
        var result = ModelFiles.gold(bucket.layout, "m", GoldOutput.CSV);
        checkIsTold(() -> put(model("m")));
        checkIsTold(() -> put(result));
        checkIsTold(() -> bucket.store.put(model("m"), "SELECT 2".getBytes(StandardCharsets.UTF_8)));
        checkIsTold(() -> bucket.store.delete(result));
        checkIsTold(() -> put(result));
        checkIsTold(() -> bucket.store.delete(model("m")));
        checkIsTold(() -> bucket.store.delete(result));
        bucket.scan();
        bucket.calls.clear();
        bucket.scan();
        assertThat(bucket.calls("LIST data/pipeline/gold/")).isZero();
    }

    private void checkIsTold(Runnable change) throws IOException {
        change.run();
        for (int i = 0; i < 2; i++) {
            bucket.scan();
            assertThat(bucket.othersSent()).as("until the page tells of it").containsExactly(EventTypes.INDEX_STALE);
        }
        bucket.writeIndexPage();
        bucket.scan();
        assertThat(bucket.othersSent()).isEmpty();
    }

    private void put(ObjectRef ref) {
        try (var object = bucket.store.create(ref, "text/plain", Map.of(ModelFiles.MADE_OF, "x"))) {
            object.write("SELECT 1".getBytes(StandardCharsets.UTF_8));
            object.commit();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ObjectRef model(String name) {
        return bucket.layout.own("config/models/" + name + ".sql");
    }
}
