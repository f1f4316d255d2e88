package io.allasflow.ingest.rest;

import com.fasterxml.jackson.core.JacksonException;
import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.json.Json;
import io.allasflow.core.layout.BucketLayout;
import io.allasflow.core.store.ObjectMissingException;
import io.allasflow.core.store.ObjectRef;
import io.allasflow.core.store.ObjectStore;
import java.io.IOException;
import java.util.Map;

/// Reads and writes `sources/<name>.json`.
final class SourceStates {
    /// Far more than is ever written.
    private static final int MAX_BYTES = 1 << 16;

    private final ObjectStore store;
    private final BucketLayout layout;

    SourceStates(ObjectStore store, BucketLayout layout) {
        this.store = store;
        this.layout = layout;
    }

    SourceState read(String name) {
        try (var reader = store.open(ref(name), null)) {
            var state = Json.MAPPER.readValue(reader.readNBytes(MAX_BYTES), SourceState.class);
            return state == null ? SourceState.empty(name) : state.named(name);
        } catch (ObjectMissingException e) {
            return SourceState.empty(name);
        } catch (JacksonException e) {
            // Somebody else's edit; the next write replaces it.
            return SourceState.empty(name);
        } catch (IOException e) {
            throw new PipelineException(ErrorCode.STORE_UNAVAILABLE, "cannot read " + ref(name), e);
        }
    }

    void write(SourceState state) {
        var ref = ref(state.name());
        try (var writer = store.create(ref, Json.CONTENT_TYPE, Map.of())) {
            writer.write(Json.MAPPER.writeValueAsBytes(state));
            writer.commit();
        } catch (IOException e) {
            throw new PipelineException(ErrorCode.STORE_UNAVAILABLE, "cannot write " + ref, e);
        }
    }

    private ObjectRef ref(String name) {
        return layout.own("sources/" + name + ".json");
    }
}
