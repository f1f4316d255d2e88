package io.allasflow.clean.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.allasflow.clean.engine.drift.Predecessor;
import io.allasflow.core.csv.CanonicalCsv;
import io.allasflow.core.json.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each folder under `cases` is a table and what cleaning it must give: `input.csv`; `cleaned.csv`, `changes.csv`,
/// `rejected.csv`; in `report.json` values of the report, and of `/drift`, by JSON pointer; in `settings.json`, if there, settings
/// other than the defaults; in `before.json`, if there, what the quality
/// report of the version before said.
class CasesTest {
    private static final Path CASES = Path.of("src/test/resources/cases");
    private static final Path SCHEMA = Path.of("../docs/schema/quality.v1.json");

    static Stream<String> cases() throws IOException {
        try (var folders = Files.list(CASES)) {
            return folders.map(folder -> folder.getFileName().toString()).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void cleans_as_written_down(String name) throws Exception {
        var folder = CASES.resolve(name);
        var result = clean(folder);
        var report = Json.MAPPER.<ObjectNode>valueToTree(result.report()).<ObjectNode>set("drift",
                Json.MAPPER.valueToTree(result.report().drift()));

        var softly = new SoftAssertions();
        softly.assertThat(result.cleaned()).as("cleaned").isEqualTo(Files.readString(folder.resolve("cleaned.csv")));
        softly.assertThat(result.changes()).as("changes").isEqualTo(Files.readString(folder.resolve("changes.csv")));
        softly.assertThat(result.rejected()).as("rejected").isEqualTo(Files.readString(folder.resolve("rejected.csv")));
        for (var expected : Json.MAPPER.readTree(folder.resolve("report.json").toFile()).properties()) {
            softly.assertThat(text(report.at(expected.getKey()))).as(expected.getKey())
                    .isEqualTo(text(expected.getValue()));
        }
        softly.assertAll();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void reports_follow_the_published_schema(String name) throws Exception {
        var folder = CASES.resolve(name);
        var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Json.MAPPER.readTree(SCHEMA.toFile()));
        var result = clean(folder);

        assertThat(schema.validate(Json.MAPPER.readTree(Json.MAPPER.writeValueAsBytes(result.report())))).isEmpty();
    }

    /// Each input as canonical CSV, which is what cleaning reads.
    @ParameterizedTest
    @MethodSource("cases")
    void the_raw_table_can_be_rebuilt(String name) throws Exception {
        var folder = CASES.resolve(name);

        assertThat(clean(folder).rebuilt()).isEqualTo(canonical(Files.readString(folder.resolve("input.csv"))));
    }

    private static String canonical(String csv) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var parser = CanonicalCsv.parse(new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)));
                var printer = CanonicalCsv.print(bytes)) {
            for (var record : parser) {
                printer.printRecord((Object[]) record.values());
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static Cleaned clean(Path folder) throws Exception {
        var before = folder.resolve("before.json");
        return Cleaned.of(Files.readString(folder.resolve("input.csv")), settings(folder),
                Files.exists(before) ? Json.MAPPER.readValue(before.toFile(), Predecessor.class) : null);
    }

    static CleanSettings settings(Path folder) throws IOException {
        var file = folder.resolve("settings.json");
        return Files.exists(file)
                ? Json.MAPPER.readerFor(CleanSettings.class).with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                        .readValue(file.toFile())
                : CleanSettings.defaults();
    }

    /// 100 and 100.0 are the same; an absent field is null.
    private static String text(JsonNode node) {
        return node.isMissingNode() ? "null" : node.isNumber() ? String.valueOf(node.doubleValue()) : node.toString();
    }
}
