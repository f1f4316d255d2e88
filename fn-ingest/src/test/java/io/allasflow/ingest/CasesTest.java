package io.allasflow.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.allasflow.core.config.PipelineConfig;
import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each folder under `cases` is a source object and what becomes of it: `input`, its bytes; either `raw.csv` and
/// `dialect.json`, or in `error` the code, and on lines of their own what its message holds; in `config.yaml`, if there, settings other than the defaults.
class CasesTest {
    private static final Path CASES = Path.of("src/test/resources/cases");
    private static final JsonNode SCHEMA = schema();

    private static JsonNode schema() {
        try {
            return Json.MAPPER.readTree(Path.of("../docs/schema/status.v1.json").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<String> cases() throws IOException {
        try (var folders = Files.list(CASES)) {
            return folders.filter(Files::isDirectory).map(folder -> folder.getFileName().toString()).sorted().toList()
                    .stream();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void ingests_as_written_down(String name) throws Exception {
        var folder = CASES.resolve(name);
        var input = Files.readAllBytes(folder.resolve("input"));
        var config = folder.resolve("config.yaml");
        var settings = Files.exists(config) ? Files.readString(config) : null;
        if (Files.exists(folder.resolve("error"))) {
            var refused = catchThrowableOfType(PipelineException.class, () -> Ingested.of(input, settings));
            assertThat(refused).isNotNull();
            var expected = Files.readAllLines(folder.resolve("error"));
            assertThat(refused.code().name()).as(refused.getMessage()).isEqualTo(expected.getFirst());
            expected.stream().skip(1).forEach(told -> assertThat(refused).hasMessageContaining(told));
            assertThat(refused).hasMessageContaining(refused.code() == ErrorCode.CONFIG_INVALID
                    ? PipelineConfig.KEY
                    : "data/" + Ingested.KEY);
            return;
        }
        var ingested = Ingested.of(input, settings);

        assertThat(ingested.raw()).as(ingested.result().facts().toString())
                .isEqualTo(Files.readString(folder.resolve("raw.csv")));
        // Read again, as a number is a number.
        assertThat(Json.MAPPER.readTree(ingested.result().facts().toString()))
                .isEqualTo(Json.MAPPER.readTree(folder.resolve("dialect.json").toFile()));
        assertThat(ingested.result().rows()).isEqualTo(Cells.of(ingested.raw()).size() - 1);
        assertThat(SCHEMA.at("/properties/dialect/properties").fieldNames()).toIterable()
                .containsAll(ingested.result().facts()::fieldNames);
    }
}
