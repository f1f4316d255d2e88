package io.allasflow.core.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.hash.Sha256;
import io.allasflow.core.layout.BucketLayout;
import io.allasflow.core.store.ObjectMissingException;
import io.allasflow.core.store.ObjectStore;
import io.allasflow.core.text.Excerpt;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The user's `config/pipeline.yaml`: sections for the scan, each function and what is published, under `datasets` what differs for some sources, and under
/// `sources` what is fetched. Absent means defaults.
///
/// @param hash names what stands there of the settings that outputs, published ones too, depend on; part of every output's version, so that a
///        change of these processes everything again. Of a file that cannot be used, it names the bytes
/// @param document the sections; null if the file cannot be used
/// @param problem why it cannot be used, and where; null if it can
public record PipelineConfig(String hash, YamlTree document, String problem) {
    public static final String KEY = "config/pipeline.yaml";
    /// More than any person writes.
    private static final int MAX_BYTES = 1 << 20;
    private static final int MAX_PROBLEM_CHARACTERS = 500;
    private static final List<String> SECTIONS = List.of("scan", "ingest", "clean", "summarize", "publish");
    /// Those that may differ from one source to another.
    private static final List<String> OF_DATASETS = List.of("ingest", "clean", "summarize", "publish");
    private static final String DATASETS = "datasets";
    private static final List<String> OF_OUTPUTS = List.of("ingest", "clean", "summarize", "publish", DATASETS);
    private static final String DEFAULTS = "defaults";
    private static final int HASH_CHARACTERS = 16;
    private static final String MATCH = "match";
    private static final String SOURCES = "sources";
    private static final List<String> ALL_SECTIONS = Stream.concat(SECTIONS.stream(), Stream.of(DATASETS, SOURCES))
            .toList();
    private static final String NAME = "name";
    /// More than any person lists. Each costs a scan a request.
    private static final int MAX_SOURCES = 50;
    /// Values are texts, so that "1.5" is no whole number and "0" no enum constant.
    private static final JsonMapper BINDER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .withCoercionConfigDefaults(c -> c.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
            .build();

    public static PipelineConfig load(ObjectStore store, BucketLayout layout) {
        try (var reader = store.open(layout.own(KEY), null)) {
            return parse(reader.readNBytes(MAX_BYTES + 1));
        } catch (ObjectMissingException e) {
            return new PipelineConfig(DEFAULTS, new YamlTree(JsonNodeFactory.instance.objectNode(), Map.of()), null);
        } catch (IOException e) {
            throw new PipelineException(ErrorCode.STORE_UNAVAILABLE, "cannot read " + layout.own(KEY), e);
        }
    }

    static PipelineConfig parse(byte[] yaml) {
        var hash = Sha256.hex(yaml, HASH_CHARACTERS);
        if (yaml.length > MAX_BYTES) {
            return new PipelineConfig(hash, null, at(0, "it has more than " + MAX_BYTES + " bytes"));
        }
        try {
            var document = YamlTree.parse(yaml);
            var problem = problemOf(document);
            return problem == null
                    ? new PipelineConfig(hashOf(document.root()), document, null)
                    : new PipelineConfig(hash, null, problem);
        } catch (YamlTree.Unreadable e) {
            return new PipelineConfig(hash, null, at(e.line(), e.getMessage()));
        }
    }

    /// Not of what is scanned or fetched, nor of comments: no output tells of these.
    private static String hashOf(JsonNode root) {
        var kept = JsonNodeFactory.instance.objectNode();
        for (var name : OF_OUTPUTS) {
            var section = root.path(name);
            if (!section.isMissingNode() && !section.isNull()) {
                kept.set(name, section);
            }
        }
        return kept.isEmpty() ? DEFAULTS : Sha256.hex(kept.toString(), HASH_CHARACTERS);
    }

    private static String problemOf(YamlTree document) {
        var root = document.root();
        if (root.isNull()) {
            return null;
        }
        if (!root.isObject()) {
            return at(0, "it must hold the sections " + SECTIONS + ", '" + DATASETS + "' and '" + SOURCES + "'");
        }
        for (var name : (Iterable<String>) root::fieldNames) {
            if (!SECTIONS.contains(name) && !name.equals(DATASETS) && !name.equals(SOURCES)) {
                return at(document.line(List.of(name)), "'" + name + "' is not one of the sections " + SECTIONS
                        + ", nor '" + DATASETS + "' or '" + SOURCES + "'"
                        + NearestWord.hint(name, ALL_SECTIONS));
            }
        }
        var sources = root.path(SOURCES);
        if (!sources.isArray() && !sources.isMissingNode() && !sources.isNull()) {
            return at(document.line(List.of(SOURCES)), "'" + SOURCES + "' must be a list");
        }
        if (sources.size() > MAX_SOURCES) {
            return at(document.line(List.of(SOURCES)), "'" + SOURCES + "' has more than " + MAX_SOURCES + " entries");
        }
        return problemOfDatasets(document);
    }

    private static String problemOfDatasets(YamlTree document) {
        var datasets = document.root().path(DATASETS);
        if (!datasets.isArray()) {
            return datasets.isMissingNode() || datasets.isNull()
                    ? null
                    : at(document.line(List.of(DATASETS)), "'" + DATASETS + "' must be a list");
        }
        for (int i = 0; i < datasets.size(); i++) {
            int line = document.line(List.of(DATASETS, String.valueOf(i)));
            if (!datasets.get(i).path(MATCH).isTextual()) {
                return at(line, "each of '" + DATASETS + "' needs '" + MATCH + "', a pattern of source keys");
            }
            for (var name : (Iterable<String>) datasets.get(i)::fieldNames) {
                if (!OF_DATASETS.contains(name) && !name.equals(MATCH)) {
                    return at(document.line(List.of(DATASETS, String.valueOf(i), name)), "'" + name
                            + "' is not one of the sections " + OF_DATASETS + NearestWord.hint(name, OF_DATASETS));
                }
            }
            try {
                new Glob(datasets.get(i).path(MATCH).asText());
            } catch (IllegalArgumentException e) {
                return at(line, "'" + MATCH + "': " + e.getMessage());
            }
        }
        return null;
    }

    /// @throws PipelineException `CONFIG_INVALID` if the file cannot be used at all
    public void check() {
        if (problem != null) {
            throw new PipelineException(ErrorCode.CONFIG_INVALID, problem);
        }
    }

    /// The section bound to its record; fields left out keep their defaults, lists are replaced whole.
    ///
    /// @param names of the source, any of which a pattern of `datasets` may match: what stands there goes before the
    ///        section, the later before the earlier
    /// @throws PipelineException `CONFIG_INVALID`, naming the field and its line
    public <T> T section(String name, T defaults, List<String> names) {
        check();
        var settings = bind(List.of(name), defaults);
        var datasets = document.root().path(DATASETS);
        for (int i = 0; i < datasets.size(); i++) {
            if (names.stream().anyMatch(new Glob(datasets.get(i).path(MATCH).asText())::matches)) {
                settings = bind(List.of(DATASETS, String.valueOf(i), name), settings);
            }
        }
        return settings;
    }

    /// The patterns of `datasets`.
    ///
    /// @throws PipelineException `CONFIG_INVALID` if the file cannot be used at all
    public List<Glob> patterns() {
        check();
        var patterns = new ArrayList<Glob>();
        document.root().path(DATASETS).forEach(entry -> patterns.add(new Glob(entry.path(MATCH).asText())));
        return patterns;
    }

    /// An entry of `sources`.
    ///
    /// @param name as it stands there; empty if it does not, or is that of an entry before
    /// @param hash names what stands there
    /// @param value null if it cannot be used
    /// @param problem `CONFIG_INVALID`, naming the field and the entry's line; null if it can be used
    public record Entry<T>(String name, String hash, T value, PipelineException problem) {}

    /// The entries of `sources`. One that cannot be used does not keep the others from it.
    ///
    /// @throws PipelineException `CONFIG_INVALID` if the file cannot be used at all
    public <T> List<Entry<T>> sources(Class<T> type) {
        check();
        var entries = new ArrayList<Entry<T>>();
        var names = new HashSet<String>();
        var sources = document.root().path(SOURCES);
        for (int i = 0; i < sources.size(); i++) {
            var place = List.of(SOURCES, String.valueOf(i));
            var name = sources.get(i).path(NAME).asText();
            var hash = Sha256.hex(sources.get(i).toString(), HASH_CHARACTERS);
            try {
                if (!sources.get(i).isObject()) {
                    throw invalid(place, "each of '" + SOURCES + "' must hold settings");
                }
                if (!names.add(name)) {
                    // Without its name, which is the first one's.
                    entries.add(
                            new Entry<>("", hash, null, invalid(place, "two of '" + SOURCES + "' have the same name")));
                    continue;
                }
                entries.add(new Entry<>(name, hash, convert(sources.get(i), type, place), null));
            } catch (PipelineException e) {
                entries.add(new Entry<>(name, hash, null, e));
            }
        }
        return entries;
    }

    /// The defaults with what stands at that place.
    private <T> T bind(List<String> place, T defaults) {
        JsonNode section = document.root();
        for (var step : place) {
            section = section.isArray() ? section.path(Integer.parseInt(step)) : section.path(step);
        }
        if (section.isMissingNode() || section.isNull()) {
            return defaults;
        }
        if (!section.isObject()) {
            throw invalid(place, "section '" + place.getLast() + "' must hold settings");
        }
        @SuppressWarnings("unchecked")
        var type = (Class<T>) defaults.getClass();
        return convert(merged(BINDER.valueToTree(defaults), section), type, place);
    }

    private <T> T convert(JsonNode settings, Class<T> type, List<String> place) {
        try {
            return BINDER.treeToValue(settings, type);
        } catch (JsonMappingException e) {
            var path = new ArrayList<>(place);
            e.getPath().forEach(
                    step -> path.add(step.getFieldName() == null ? "" + step.getIndex() : step.getFieldName()));
            throw wrong(path, e);
        } catch (JsonProcessingException e) {
            throw invalid(place, String.join(".", place) + ": " + e.getOriginalMessage());
        }
    }

    private PipelineException wrong(List<String> path, JsonMappingException e) {
        var reason = SettingProblem.of(e, BINDER);
        if (e instanceof ValueInstantiationException made) {
            // A record is made before anybody misses what it does not know, which is then what is wrong with it.
            var known = BINDER.getDeserializationConfig().introspect(made.getType()).findProperties().stream()
                    .map(BeanPropertyDefinition::getName).sorted().toList();
            for (var name : (Iterable<String>) document.at(path)::fieldNames) {
                if (!known.contains(name)) {
                    path.add(name);
                    return invalid(path, String.join(".", path) + ": " + SettingProblem.noSuchSetting(name, known));
                }
            }
            // A record says which of its own settings is wrong: `nested.share is 2, must be 0 to 1`.
            var setting = reason.split(" ", 2)[0];
            var own = path.getLast() + ".";
            var inner = new ArrayList<>(path);
            inner.addAll(List.of((setting.startsWith(own) ? setting.substring(own.length()) : setting).split("\\.")));
            if (document.has(inner)) {
                return invalid(inner, String.join(".", inner) + reason.substring(setting.length()));
            }
        }
        return invalid(path, String.join(".", path) + (reason.startsWith("is ") ? " " : ": ") + reason);
    }

    private static JsonNode merged(JsonNode defaults, JsonNode settings) {
        if (!(defaults instanceof ObjectNode base) || !settings.isObject()) {
            return settings.isNull() ? defaults : settings;
        }
        settings.properties().forEach(field -> {
            var known = base.get(field.getKey());
            base.set(field.getKey(), known == null ? field.getValue() : merged(known, field.getValue()));
        });
        return base;
    }

    private PipelineException invalid(List<String> place, String problem) {
        return new PipelineException(ErrorCode.CONFIG_INVALID, at(document.line(place), problem));
    }

    /// @param line 0 if it is not known
    private static String at(int line, String problem) {
        return KEY + (line < 1 ? "" : " line " + line) + ": " + Excerpt.of(problem, MAX_PROBLEM_CHARACTERS);
    }
}
