package io.allasflow.ingest.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.json.Json;
import io.allasflow.core.store.ObjectRef;
import io.allasflow.core.store.StoredObject;
import io.allasflow.ingest.rest.Fetch.Fetched;
import io.allasflow.ingest.rest.SourceState.State;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SourceStateSchemaTest {
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void a_state_of_every_kind_is_as_the_schema_says() throws IOException {
        var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Json.MAPPER.readTree(Path.of("../docs/schema/source.v1.json").toFile()));
        var why = new PipelineException(ErrorCode.API_REFUSED, "why");
        var object = new StoredObject(new ObjectRef("b", "k"), "e", 3, null, Map.of());
        for (var state : State.values()) {
            var failed = SourceState.empty("x").failed(state, AT, AT, "s", why);
            var succeeded = failed.succeeded(state, AT, AT, "s", new Fetched(object, 1, 2L, 3));
            for (var each : new SourceState[]{failed, succeeded, succeeded.failed(state, AT, AT, "s", why)}) {
                var json = Json.MAPPER.valueToTree(each);
                assertThat(schema.validate(Json.MAPPER.readTree(json.toString()))).isEmpty();
                assertThat(Json.MAPPER.readValue(json.toString(), SourceState.class)).isEqualTo(each);
            }
        }
        assertThat(schema.validate(Json.MAPPER.readTree("{\"state\": \"done\"}"))).isNotEmpty();
    }
}
