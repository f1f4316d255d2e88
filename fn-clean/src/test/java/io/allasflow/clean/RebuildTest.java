package io.allasflow.clean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.allasflow.clean.engine.ledger.LedgerException;
import io.allasflow.core.layout.BucketLayout;
import io.allasflow.core.layout.Output;
import io.allasflow.core.store.MemoryObjectStore;
import io.allasflow.core.store.ObjectMissingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RebuildTest {
    private static final BucketLayout LAYOUT = new BucketLayout("b", "", "b", "pipeline/");
    private final MemoryObjectStore store = new MemoryObjectStore();

    @Test
    void takes_outputs_of_one_version() throws Exception {
        put("1", Output.QUALITY, Output.CLEANED, Output.CHANGES, Output.REJECTED);

        try (var quality = Rebuild.inBucket(store, LAYOUT, "d").open(Output.QUALITY)) {
            assertThat(new String(quality.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("QUALITY 1");
        }
    }

    @ParameterizedTest
    @EnumSource(value = Output.class, names = {"QUALITY", "CLEANED", "CHANGES", "REJECTED"})
    void refuses_outputs_of_several_versions(Output other) throws Exception {
        put("1", Output.QUALITY, Output.CLEANED, Output.CHANGES, Output.REJECTED);
        put("2", other);
        assertThatThrownBy(() -> Rebuild.inBucket(store, LAYOUT, "d")).isInstanceOf(LedgerException.class)
                .hasMessageContaining("the outputs of d are not all of one version");

        store.put(LAYOUT.output(other, "d"), new byte[0]);
        assertThatThrownBy(() -> Rebuild.inBucket(store, LAYOUT, "d")).isInstanceOf(LedgerException.class);

        store.delete(LAYOUT.output(other, "d"));
        assertThatThrownBy(() -> Rebuild.inBucket(store, LAYOUT, "d")).isInstanceOf(ObjectMissingException.class);
    }

    private void put(String etag, Output... outputs) throws Exception {
        for (var output : outputs) {
            try (var writer = store.create(LAYOUT.output(output, "d"), "text/plain", Map.of("source-key", "d.csv",
                    "source-etag", etag, "config-hash", "c", "program-version", "1"))) {
                writer.write((output + " " + etag).getBytes(StandardCharsets.UTF_8));
                writer.commit();
            }
        }
    }
}
