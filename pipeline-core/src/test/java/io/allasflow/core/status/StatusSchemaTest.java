package io.allasflow.core.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.allasflow.core.event.PipelineEvent;
import io.allasflow.core.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatusSchemaTest {
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void a_status_of_every_kind_is_as_the_schema_says() throws IOException {
        var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Json.MAPPER.readTree(Path.of("../docs/schema/status.v1.json").toFile()));
        var first = new PipelineEvent.Source("bucket", "x", "e1", 3, AT);
        var second = new PipelineEvent.Source("bucket", "x.csv", "e2", 3, AT);
        var done = new Status.StageRun("ingest", Status.State.INGESTED, AT, 5, 1L, 2L, null);
        var failed = new Status.StageRun("clean", Status.State.FAILED, AT, 5, null, null,
                new PipelineEvent.Error("DELIVERY_FAILED", "why", "what to do"));
        var facts = Json.MAPPER.createObjectNode().put("encoding", "UTF-8");
        var status = Status.empty("x").about(first, "defaults", "1").with(done).about(second, "defaults", "1")
                .with(done).withDialect(facts).withQuality(facts).with(failed).complete(Map.of("raw", "e3"));
        for (var each : new Status[]{Status.empty("x"), status, status.withSourceDeleted(AT)}) {
            assertThat(schema.validate(Json.MAPPER.valueToTree(each))).isEmpty();
        }
        assertThat(schema.validate(Json.MAPPER.readTree("{\"state\": \"done\"}"))).isNotEmpty();
    }
}
