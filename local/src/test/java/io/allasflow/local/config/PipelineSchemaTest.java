package io.allasflow.local.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.allasflow.clean.engine.CleanSettings;
import io.allasflow.clean.engine.rule.Rule;
import io.allasflow.core.config.Glob;
import io.allasflow.core.config.PipelineConfig;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.layout.BucketLayout;
import io.allasflow.core.store.MemoryObjectStore;
import io.allasflow.ingest.IngestSettings;
import io.allasflow.ingest.rest.RestSource;
import io.allasflow.core.config.ScanSettings;
import io.allasflow.summarize.publish.PublishSettings;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `docs/schema/pipeline.v1.json`, which editors read, says what the settings' records take, no less and no more.
class PipelineSchemaTest {
    private static final Path DOCS = Path.of("../docs");
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final BucketLayout LAYOUT = new BucketLayout("b", "", "b", "pipeline/");
    private static final JsonNode ROOT = read(DOCS.resolve("schema/pipeline.v1.json"));
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(ROOT);
    /// Checked by their records, so they are plain texts to Jackson.
    private static final Map<String, Set<String>> CHECKED_TEXTS = Map.of("/$defs/rule/properties/type",
            Set.copyOf(Rule.TYPES), "/$defs/ingest/properties/escape", Set.of("backslash", "none"));

    @Test
    void names_every_setting_and_no_other() {
        var differences = new ArrayList<String>();
        for (var section : Map.of("scan", ScanSettings.class, "ingest", IngestSettings.class, "clean",
                CleanSettings.class, "publish", PublishSettings.class, "source", RestSource.class).entrySet()) {
            compare(differences, MAPPER.constructType(section.getValue()), "/$defs/" + section.getKey());
        }
        assertThat(differences).isEmpty();
    }

    /// Each schema is compared with what Jackson takes there.
    private static void compare(List<String> differences, JavaType type, String pointer) {
        var schema = ROOT.at(pointer);
        if (schema.has("$ref")
                && !schema.path("$ref").asText().matches("#/\\$defs/(rule|derivation|column|impute|outliers)")) {
            schema = ROOT.at(schema.path("$ref").asText().substring(1));
        } else if (schema.has("$ref")) {
            compare(differences, type, schema.path("$ref").asText().substring(1));
            return;
        }
        var types = new TreeSet<String>();
        (schema.path("type").isArray() ? schema.path("type") : MAPPER.createArrayNode().add(schema.path("type")))
                .forEach(one -> types.add(one.asText()));
        if (CHECKED_TEXTS.containsKey(pointer)) {
            same(differences, pointer, texts(schema.path("enum")), CHECKED_TEXTS.get(pointer));
        } else if (type.isEnumType()) {
            var constants = Stream.of(type.getRawClass().getEnumConstants())
                    .map(constant -> MAPPER.valueToTree(constant).asText()).toList();
            same(differences, pointer, texts(schema.path("enum")), new TreeSet<>(constants));
        } else if (type.hasRawClass(Boolean.class) || type.hasRawClass(boolean.class)) {
            same(differences, pointer, schema.path("const").isBoolean() || types.contains("boolean"), true);
        } else if (type.isTypeOrSubTypeOf(Number.class) || type.isPrimitive()) {
            var isWhole = !type.hasRawClass(Double.class) && !type.hasRawClass(BigDecimal.class);
            same(differences, pointer, types, Set.of(isWhole ? "integer" : "number"));
        } else if (type.hasRawClass(String.class) || type.hasRawClass(Glob.class)) {
            same(differences, pointer, types.contains("string"), true);
        } else if (type.isMapLikeType()) {
            compare(differences, type.getContentType(), pointer + "/additionalProperties");
        } else if (type.isCollectionLikeType()) {
            same(differences, pointer, types.contains("array"), true);
            compare(differences, type.getContentType(), pointer + "/items");
        } else {
            same(differences, pointer, schema.path("additionalProperties").toString(), "false");
            var settings = MAPPER.getDeserializationConfig().introspect(type).findProperties().stream()
                    .filter(setting -> setting.getConstructorParameter() != null).toList();
            var names = new TreeSet<String>();
            settings.forEach(setting -> names.add(setting.getName()));
            var known = new TreeSet<String>();
            schema.path("properties").fieldNames().forEachRemaining(known::add);
            same(differences, pointer, known, names);
            settings.stream().filter(setting -> known.contains(setting.getName()))
                    .forEach(setting -> compare(differences, setting.getConstructorParameter().getType(),
                            pointer + "/properties/" + setting.getName()));
        }
    }

    private static void same(List<String> differences, String pointer, Object schema, Object record) {
        if (!schema.equals(record)) {
            differences.add(pointer + " has " + schema + ", but the record " + record);
        }
    }

    private static Set<String> texts(JsonNode array) {
        var texts = new TreeSet<String>();
        array.forEach(one -> texts.add(one.asText()));
        return texts;
    }

    @Test
    void the_example_has_every_setting_and_is_valid() throws IOException {
        var example = Files.readString(DOCS.resolve("pipeline.example.yaml"));
        assertThat(SCHEMA.validate(YAML.readTree(example))).isEmpty();
        use(example);
        for (var section : List.of("scan", "ingest", "clean", "publish")) {
            assertThat(YAML.readTree(example).path(section).fieldNames()).toIterable()
                    .containsExactlyInAnyOrderElementsOf(
                            () -> ROOT.at("/$defs/" + section + "/properties").fieldNames());
        }
    }

    static Stream<String> objectsOfTheExample() throws IOException {
        var pointers = new ArrayList<String>();
        collect(YAML.readTree(Files.readString(DOCS.resolve("pipeline.example.yaml"))), "", pointers);
        return pointers.stream().filter(pointer -> !pointer.contains("summarize") && !pointer.endsWith("/headers"));
    }

    private static void collect(JsonNode node, String pointer, List<String> pointers) {
        if (node.isObject()) {
            pointers.add(pointer);
            node.properties().forEach(field -> collect(field.getValue(), pointer + "/" + field.getKey(), pointers));
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            collect(node.get(i), pointer + "/" + i, pointers);
        }
    }

    @ParameterizedTest
    @MethodSource("objectsOfTheExample")
    void both_refuse_an_unknown_setting(String pointer) throws IOException {
        var example = YAML.readTree(Files.readString(DOCS.resolve("pipeline.example.yaml")));
        ((ObjectNode) example.at(JsonPointer.compile(pointer))).put("colour", "blue");
        assertThat(SCHEMA.validate(example)).isNotEmpty();
        assertThatThrownBy(() -> use(YAML.writeValueAsString(example))).isInstanceOf(PipelineException.class)
                .hasMessageContaining("colour").hasMessageMatching("(?s)config/pipeline.yaml line \\d+: .*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"clean: {outliers: {mode: foo}}", "clean: {contract: thaw}", "clean: {rules: 5}",
        "clean: {rules: [{column: a}]}", "clean: {rules: [{column: a, required: true, unique: true}]}",
        "clean: {rules: [{column: a, required: false}]}", "clean: {rules: [{column: a, type: money}]}",
        "clean: {rules: [{column: a, oneOf: []}]}", "clean: {derive: [{name: A b, expression: '1'}]}",
        "clean: {derive: [{name: a}]}", "clean: {derive: [{column: a, parts: [century]}]}",
        "clean: {missing: {texts: mean}}", "clean: {missing: {numbers: constant}}", "clean: {missing: {dates: often}}",
        "clean: {columns: {a: {impute: {constant: 0, by: b}}}}", "clean: {columns: {a: {impute: {}}}}",
        "clean: {outliers: {zscore: -1}}", "clean: {columns: {a: {outliers: {min: low}}}}",
        "clean: {duplicates: remove}", "clean: {duplicates: {keep: best}}", "clean: {duplicates: {keys: id}}",
        "clean: {columns: {due: {format: d.M.yy}}}", "clean: {text: {case: loud}}", "ingest: {maxBytes: {csv: 0}}",
        "clean: {types: {threshold: 95}}", "clean: {limits: {rows: many}}", "ingest: {header: perhaps}",
        "scan: {include: []}", "datasets: [{clean: {}}]", "sources: {}", "sources: [{name: a}]",
        "sources: [{name: a, url: 'https://a.fi', every: daily}]", "publish: {enabled: perhaps}", "publish: no",
        "publish: {postgresql: {url: 'jdbc:postgresql://me:pw@h/d', user: u}}",
        "publish: {postgresql: {url: 'jdbc:postgresql://h/d?password=p', user: u}}",
        "publish: {postgresql: {url: 'jdbc:postgresql://h/d?loggerFile=/tmp/x', user: u}}",
        "publish: {postgresql: {url: 'jdbc:postgresql://h/d', user: u, password: p}}",
        "publish: {postgresql: {url: 'jdbc:postgresql://h/d', user: u, schema: pg_catalog}}"})
    void both_refuse_what_cannot_be_meant(String yaml) throws IOException {
        assertThat(SCHEMA.validate(YAML.readTree(yaml))).isNotEmpty();
        assertThatThrownBy(() -> use(yaml)).isInstanceOf(PipelineException.class)
                .hasMessageMatching("(?s)config/pipeline.yaml line 1: .*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "clean:", "clean: {}", "clean: {rules: [], derive: []}",
        "clean: {rules: [{column: a, max: 2026-01-01T00:00:00Z}]}", "datasets:", "sources: []",
        "datasets: [{match: '*.csv', clean: }]", "clean: {duplicates: keep_all}",
        "{clean: {duplicates: keep_all}, datasets: [{match: '*', clean: {duplicates: {keys: [id]}}}]}",
        "{clean: {missing: {numbers: mean}, columns: {a: {impute: {constant: 0}}}}, "
                + "datasets: [{match: '*', clean: {missing: {numbers: {constant: -1}}, columns: {a: {impute: mode}}}}]}",
        "clean: {missing: {sentinels: [-1, no, 'x']}}", "publish:", "publish: {postgresql: }",
        "{publish: {postgresql: {url: 'jdbc:postgresql://h:1/d?sslmode=disable', user: u}}, "
                + "datasets: [{match: '*', publish: {postgresql: {schema: s}}}, {match: 'x', publish: {enabled: false}}]}"})
    void both_take_what_can(String yaml) throws IOException {
        assertThat(SCHEMA.validate(yaml.isEmpty() ? MAPPER.nullNode() : YAML.readTree(yaml))).isEmpty();
        use(yaml);
    }

    /// As the functions do, for every section and pattern.
    private static void use(String yaml) {
        var store = new MemoryObjectStore();
        store.put(LAYOUT.own(PipelineConfig.KEY), yaml.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        var config = PipelineConfig.load(store, LAYOUT);
        config.check();
        ScanSettings.of(config);
        for (var key : List.of("x", "shop/a.csv", "a.csv")) {
            config.section("ingest", IngestSettings.defaults(), List.of(key));
            config.section("clean", CleanSettings.defaults(), List.of(key));
            config.section("publish", PublishSettings.defaults(), List.of(key));
        }
        config.sources(RestSource.class).stream().filter(entry -> entry.problem() != null).forEach(entry -> {
            throw entry.problem();
        });
    }

    private static JsonNode read(Path path) {
        try {
            return MAPPER.readTree(path.toFile());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
