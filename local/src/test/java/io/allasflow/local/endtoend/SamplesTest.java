package io.allasflow.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.allasflow.clean.engine.ledger.RawRebuild;
import io.allasflow.core.json.Json;
import io.allasflow.core.layout.Output;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every figure of `samples/expected/counts.json`, which was worked out without our code, is what the pipeline wrote.
class SamplesTest {
    private static final Path SAMPLES = Pipeline.HOME.resolve("samples");
    private static final Map<String, String> CODES = Map.of("empty", "EMPTY_OBJECT", "not a table", "NOT_A_TABLE");

    private static Pipeline pipeline;

    @BeforeAll
    static void run() throws Exception {
        pipeline = Pipeline.start(SamplesTest.class, Map.of());
        for (var sample : files(SAMPLES.resolve("data")).entrySet()) {
            pipeline.store().put(sample.getKey(), sample.getValue());
        }
        pipeline.settle();
    }

    @AfterAll
    static void stop() throws IOException {
        pipeline.close();
    }

    static Stream<String> keys() throws IOException {
        return expected().propertyStream().map(Map.Entry::getKey);
    }

    @Test
    void everySampleIsExpected() throws IOException {
        assertThat(files(SAMPLES.resolve("data")).keySet()).containsExactlyElementsOf(keys().sorted().toList());
    }

    @ParameterizedTest
    @MethodSource("keys")
    void isAsWorkedOut(String key) throws IOException {
        var expected = expected().path(key);
        var dataset = pipeline.store().layout().dataset(key);
        var status = pipeline.status(dataset);
        assertThat(status.path("state").asText()).isEqualTo(expected.path("state").asText());
        if (expected.has("because")) {
            assertThat(status.at("/stages/0/error/code").asText())
                    .isEqualTo(CODES.get(expected.get("because").asText()));
            assertThat(pipeline.store().get(pipeline.store().layout().output(Output.RAW, dataset).key())).isEmpty();
            return;
        }
        var quality = pipeline.store().json(Output.QUALITY, dataset);
        var summary = pipeline.store().json(Output.SUMMARY, dataset);
        var wrong = new ArrayList<String>();
        same(wrong, "rows", quality.path("rows"), expected.path("rows"));
        for (var score : expected.path("scores").properties()) {
            same(wrong, score.getKey(), quality.path("scores").path(score.getKey()), score.getValue());
        }
        for (var column : expected.path("columns")) {
            checkColumn(wrong, column, quality, summary);
        }
        var kept = Stream.of(expected.path("columns")).flatMap(JsonNode::valueStream)
                .filter(column -> !column.path("dropped").asBoolean()).map(column -> column.path("name").asText());
        assertThat(quality.path("columns").valueStream().map(column -> column.path("name").asText()))
                .containsExactlyElementsOf(kept.toList());
        same(wrong, "flagged rows", flagged(quality, summary), expected.path("rowsFlaggedAsOutliers"));
        checkFiles(dataset, quality);
        assertThat(rebuilt(dataset)).as("raw, made again").isEqualTo(bytes(Output.RAW, dataset));
        assertThat(wrong).isEmpty();
    }

    private static void checkColumn(List<String> wrong, JsonNode expected, JsonNode quality, JsonNode summary) {
        var name = expected.path("name").asText();
        boolean dropped = expected.path("dropped").asBoolean();
        var column = named(quality.path(dropped ? "droppedColumns" : "columns"), name);
        var statistics = dropped ? column : named(summary.path("columns"), name);
        for (var field : expected.properties()) {
            var wanted = field.getValue();
            var actual = switch (field.getKey()) {
                case "dropped" -> wanted;
                case "cleaned" -> statistics;
                // What the fences are made of.
                case "q1" -> quartile(column, 3, 5);
                case "q3" -> quartile(column, 5, 3);
                // Imputing the median does not move it.
                case "median" -> statistics.path("median");
                case "type", "invalid", "imputed" -> dropped ? wanted : column.path(field.getKey());
                default -> column.path(field.getKey());
            };
            if (field.getKey().equals("cleaned")) {
                for (var figure : wanted.properties()) {
                    same(wrong, name + " cleaned " + figure.getKey(), actual.path(figure.getKey()), figure.getValue());
                }
            } else {
                same(wrong, name + " " + field.getKey(), actual, wanted);
            }
        }
    }

    /// q1 = (5 lower + 3 upper) / 8, q3 the other way round, from fences at 1.5 interquartile ranges.
    private static JsonNode quartile(JsonNode column, int upper, int lower) {
        return Json.MAPPER.getNodeFactory().numberNode(
                (lower * column.path("lowerFence").asDouble() + upper * column.path("upperFence").asDouble()) / 8);
    }

    private static JsonNode flagged(JsonNode quality, JsonNode summary) {
        return named(summary.path("columns"), quality.path("outlierColumn").asText()).path("top").valueStream()
                .filter(top -> top.path("value").asText().equals("true")).map(top -> top.path("count")).findFirst()
                .orElse(Json.MAPPER.getNodeFactory().numberNode(0));
    }

    /// The tables hold as many rows as the report says.
    private static void checkFiles(String dataset, JsonNode quality) throws IOException {
        var rows = quality.path("rows");
        assertThat(rows(Output.CLEANED, dataset)).as("cleaned").isEqualTo(rows.path("written").asLong());
        assertThat(rows(Output.REJECTED, dataset)).as("left out")
                .isEqualTo(rows.path("read").asLong() - rows.path("written").asLong());
        assertThat(rows(Output.CHANGES, dataset)).as("changes")
                .isEqualTo(quality.path("changes").valueStream().mapToLong(JsonNode::asLong).sum());
    }

    private static byte[] rebuilt(String dataset) throws IOException {
        var raw = new ByteArrayOutputStream();
        RawRebuild.rebuild(new ByteArrayInputStream(bytes(Output.QUALITY, dataset)),
                new ByteArrayInputStream(bytes(Output.CLEANED, dataset)),
                new ByteArrayInputStream(bytes(Output.CHANGES, dataset)),
                new ByteArrayInputStream(bytes(Output.REJECTED, dataset)), raw);
        return raw.toByteArray();
    }

    private static byte[] bytes(Output output, String dataset) throws IOException {
        return pipeline.store().get(pipeline.store().layout().output(output, dataset).key()).orElseThrow();
    }

    private static long rows(Output output, String dataset) throws IOException {
        var in = new ByteArrayInputStream(bytes(output, dataset));
        try (var parser = CSVParser.parse(output == Output.CHANGES ? new GZIPInputStream(in) : in,
                StandardCharsets.UTF_8, CSVFormat.RFC4180)) {
            return parser.stream().count() - 1;
        }
    }

    /// Numbers by value, fractions up to the last digits of a double, all else by text.
    private static void same(List<String> wrong, String what, JsonNode actual, JsonNode expected) {
        if (expected.isObject()) {
            expected.properties().forEach(field -> same(wrong, what + " " + field.getKey(),
                    actual.path(field.getKey()), field.getValue()));
        } else if (!isSame(actual, expected)) {
            wrong.add(what + " is " + actual + ", expected " + expected);
        }
    }

    private static boolean isSame(JsonNode actual, JsonNode expected) {
        var text = actual.asText();
        if (!expected.isNumber() || text.isEmpty()) {
            return text.equals(expected.asText());
        }
        if (expected.isIntegralNumber() && !actual.isFloatingPointNumber()) {
            return new BigDecimal(text).compareTo(expected.decimalValue()) == 0;
        }
        var tolerance = Math.max(1e-9, Math.abs(expected.asDouble()) * 1e-12);
        return Math.abs(Double.parseDouble(text) - expected.asDouble()) <= tolerance;
    }

    @Test
    void theGeneratorMakesThem(@TempDir Path made) throws Exception {
        var builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin/java").toString(),
                SAMPLES.resolve("Generate.java").toString(), made.toString()).inheritIO();
        builder.environment().put("LC_ALL", "C.UTF-8");
        assertThat(builder.start().waitFor()).isZero();
        var committed = files(SAMPLES.resolve("data"));
        var generated = files(made);
        assertThat(generated).containsOnlyKeys(committed.keySet());
        for (var key : committed.keySet()) {
            assertThat(generated.get(key)).hasSameBinaryContentAs(committed.get(key));
        }
    }

    static JsonNode expected() throws IOException {
        return Json.MAPPER.readTree(SAMPLES.resolve("expected/counts.json").toFile());
    }

    static Map<String, Path> files(Path directory) throws IOException {
        var files = new TreeMap<String, Path>();
        try (var all = Files.walk(directory)) {
            List<Path> regular = all.filter(Files::isRegularFile).toList();
            regular.forEach(file -> files.put(directory.relativize(file).toString(), file));
        }
        return files;
    }

    private static JsonNode named(JsonNode columns, String name) {
        return columns.valueStream().filter(column -> column.path("name").asText().equals(name)).findFirst()
                .orElseThrow(() -> new AssertionError("no column " + name));
    }
}
