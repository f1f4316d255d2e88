package io.allasflow.core.config;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.layout.BucketLayout;
import io.allasflow.core.store.MemoryObjectStore;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PipelineConfigTest {
    private static final BucketLayout LAYOUT = new BucketLayout("b", "", "b", "pipeline/");
    private static final Clean DEFAULTS = new Clean(7, true, new Nested(null, null, 0.5));

    enum Mode {
        @JsonProperty("flag")
        FLAG,
        @JsonProperty("keep")
        KEEP
    }

    /// A section as the functions have them: primitives, nested records, defaults for null, ranges.
    record Clean(long limit, Boolean on, Nested nested) {}

    record Nested(Mode mode, List<String> words, Double share) {
        Nested {
            mode = mode == null ? Mode.FLAG : mode;
            words = words == null ? List.of("na", "null") : List.copyOf(words);
            if (share < 0 || share > 1) {
                throw new IllegalArgumentException("nested.share is " + share + ", must be 0 to 1");
            }
        }
    }

    @Test
    void absent_means_defaults() {
        var config = PipelineConfig.load(new MemoryObjectStore(), LAYOUT);
        config.check();
        assertThat(config.hash()).isEqualTo("defaults");
        assertThat(config.section("clean", DEFAULTS, List.of("k"))).isEqualTo(DEFAULTS);
    }

    static Stream<Arguments> sections() {
        return Stream.of(
                arguments("", DEFAULTS),
                arguments("# nothing\n", DEFAULTS),
                arguments("---\n", DEFAULTS),
                arguments("clean:\n", DEFAULTS),
                arguments("ingest: {limit: 3}", DEFAULTS),
                arguments("clean: {}", DEFAULTS),
                arguments("clean: {nested: }", DEFAULTS),
                arguments("clean: {limit: , on: ~}", DEFAULTS),
                arguments("\ufeffclean: {limit: 3}", new Clean(3, true, DEFAULTS.nested())),
                arguments("{\"clean\": {\"limit\": 3, \"on\": false}}", new Clean(3, false, DEFAULTS.nested())),
                arguments("clean:\n  nested:\n    mode: keep\n",
                        new Clean(7, true, new Nested(Mode.KEEP, null, 0.5))),
                arguments("clean: {nested: {share: 1}}", new Clean(7, true, new Nested(Mode.FLAG, null, 1.0))),
                // A list replaces the default one, and its entries stay as they were written.
                arguments("clean: {nested: {words: [007, -999.00, 1e5, no, 'null', \"\", ü]}}", new Clean(7, true,
                        new Nested(Mode.FLAG, List.of("007", "-999.00", "1e5", "no", "null", "", "ü"), 0.5))),
                arguments("clean: {nested: {words: []}}", new Clean(7, true, new Nested(Mode.FLAG, List.of(), 0.5))));
    }

    @ParameterizedTest
    @MethodSource("sections")
    void what_is_left_out_keeps_its_default(String yaml, Clean expected) {
        assertThat(load(yaml.getBytes(UTF_8)).section("clean", DEFAULTS, List.of("k"))).isEqualTo(expected);
        // The defaults are not written to.
        assertThat(DEFAULTS).isEqualTo(new Clean(7, true, new Nested(null, null, 0.5)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a.csv            |             | 1
            2026/b.csv       |             | 2
            2026/x/b.csv     |             | 2
            2026/special.csv |             | 3
            book.xlsx        |             | 1
            book.xlsx        | Prices      | 4
            """)
    void a_dataset_may_have_settings_of_its_own(String key, String part, long limit) {
        var config = load("""
                clean: {limit: 1, on: false}
                datasets:
                  - match: 2026/**
                    clean: {limit: 2}
                  - match: "2026/special.csv"
                    clean: {limit: 3}
                    ingest: {}
                  - {match: "*.xlsx/P*", clean: {limit: 4}}
                """.getBytes(UTF_8));
        config.check();
        var names = part == null ? List.of(key) : List.of(key, key + "/" + part);
        assertThat(config.section("clean", DEFAULTS, names)).isEqualTo(new Clean(limit, false, DEFAULTS.nested()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            datasets: 5                               | 'datasets' must be a list
            datasets: [x]                             | each of 'datasets' needs 'match', a pattern of source keys (line 1)
            datasets: [{clean: {}}]                   | each of 'datasets' needs 'match', a pattern of source keys (line 1)
            datasets: [{match: [a]}]                  | each of 'datasets' needs 'match', a pattern of source keys (line 1)
            datasets: [{match: ''}]                   | 'match': a pattern must have 1 to 1024 characters (line 1)
            datasets: [{match: '*', cleam: {}}]       | 'cleam' is not one of the sections [ingest, clean, summarize, publish]; did you mean clean? (line 1)
            """)
    void says_what_is_wrong_with_the_datasets(String yaml, String problem) {
        assertInvalid(problem, load(yaml.getBytes(UTF_8))::check);
    }

    @Test
    void names_the_place_of_a_dataset_s_setting() {
        var config = load("datasets:\n  - match: k\n    clean:\n      limit: x\n".getBytes(UTF_8));
        assertInvalid("datasets.0.clean.limit is \"x\", must be a whole number (line 4)",
                () -> config.section("clean", DEFAULTS, List.of("k")));
        assertThat(config.section("clean", DEFAULTS, List.of("other"))).isEqualTo(DEFAULTS);
    }

    record Api(String name, Integer size) {
        Api {
            if (size != null && size < 1) {
                throw new IllegalArgumentException("size must be at least 1");
            }
        }
    }

    @Test
    void one_bad_source_does_not_spoil_the_others() {
        var sources = load("""
                sources:
                  - {name: a, size: 3}
                  - name: b
                    size: 0
                  - {name: c, size: many}
                  - {name: a}
                  - x
                  - {size: 1, sizes: 2}
                """.getBytes(UTF_8)).sources(Api.class);

        assertThat(sources).extracting(PipelineConfig.Entry::name).containsExactly("a", "b", "c", "", "", "");
        assertThat(sources.getFirst().value()).isEqualTo(new Api("a", 3));
        assertThat(sources.getFirst().hash()).hasSize(16).isNotEqualTo(sources.get(3).hash());
        assertThat(sources.stream().skip(1).map(entry -> entry.problem().getMessage())).containsExactly(
                "config/pipeline.yaml line 4: sources.1.size must be at least 1",
                "config/pipeline.yaml line 5: sources.2.size is \"many\", must be a whole number",
                "config/pipeline.yaml line 6: two of 'sources' have the same name",
                "config/pipeline.yaml line 7: each of 'sources' must hold settings",
                "config/pipeline.yaml line 8: sources.5.sizes: there is no such setting; there are [name, size]; did you mean size?");
    }

    @Test
    void no_sources_are_none() {
        assertThat(load("clean: {}".getBytes(UTF_8)).sources(Api.class)).isEmpty();
        assertThat(load("sources:".getBytes(UTF_8)).sources(Api.class)).isEmpty();
        assertThat(load("".getBytes(UTF_8)).sources(Api.class)).isEmpty();
    }

    static Stream<Arguments> wrongValues() {
        return Stream.of(
                arguments("clean:\n  limits: 1",
                        "clean.limits: there is no such setting; there are [limit, nested, on]; did you mean limit? (line 2)"),
                arguments("clean:\n  nested:\n\n    sahre: 1",
                        "clean.nested.sahre: there is no such setting; there are [mode, share, words]; did you mean share? (line 4)"),
                arguments("clean:\n  limits:",
                        "clean.limits: there is no such setting; there are [limit, nested, on]; did you mean limit? (line 1)"),
                arguments("clean:\n  nested:\n    share: 1.01",
                        "clean.nested.share is 1.01, must be 0 to 1 (line 3)"),
                arguments("clean:\n  limit: 1.5", "clean.limit is \"1.5\", must be a whole number (line 2)"),
                arguments("clean:\n  limit: x", "clean.limit is \"x\", must be a whole number (line 2)"),
                arguments("clean:\n  limit: 99999999999999999999",
                        "clean.limit is \"99999999999999999999\", must be a whole number (line 2)"),
                arguments("clean: {on: yes}",
                        "clean.on is \"yes\", must be true or false (line 1)"),
                arguments("clean: {on: 1}",
                        "clean.on is \"1\", must be true or false (line 1)"),
                arguments("clean: {nested: {mode: cap}}",
                        "clean.nested.mode is \"cap\", must be one of flag, keep (line 1)"),
                arguments("clean: {nested: {mode: 0}}", "clean.nested.mode"),
                arguments("clean: {nested: {mode: FLAG}}", "clean.nested.mode is \"FLAG\", must be one of flag, keep"),
                arguments("clean: {nested: {mode: ''}}", "clean.nested.mode"),
                arguments("clean: {limit: ''}", "clean.limit"),
                arguments("clean: {limit: [1]}", "clean.limit"),
                arguments("clean: {limit: {a: 1}}", "clean.limit"),
                arguments("clean: {nested: 1}", "clean.nested"),
                arguments("clean: {nested: [1]}", "clean.nested"),
                arguments("clean: {nested: {words: na}}", "clean.nested.words: must be a list, as in [a, b] (line 1)"),
                arguments("clean: {nested: {words: [[na]]}}", "clean.nested.words.0"),
                arguments("clean: {nested: {words: {a: na}}}", "clean.nested.words"),
                arguments("clean: 5", "section 'clean' must hold settings (line 1)"),
                arguments("clean: []", "section 'clean' must hold settings (line 1)"),
                arguments("clean: {on: '" + "x".repeat(100_000) + "'}", "clean.on is \"xxx"));
    }

    @ParameterizedTest
    @MethodSource("wrongValues")
    void names_the_field_and_its_line(String yaml, String problem) {
        var config = load(yaml.getBytes(UTF_8));
        config.check();
        assertInvalid(problem, () -> config.section("clean", DEFAULTS, List.of("k")));
    }

    record Limits(Integer rows) {}

    @ParameterizedTest
    @ValueSource(strings = {"1.5", "99999999999", "many"})
    void no_java_name_is_told(String rows) {
        assertInvalid("clean.rows is \"" + rows + "\", must be a whole number",
                () -> load(("clean: {rows: " + rows + "}").getBytes(UTF_8)).section("clean", new Limits(1),
                        List.of("k")));
    }

    static Stream<Arguments> unusable() {
        var deep = 200_000;
        return Stream.of(
                arguments("cleen: {}",
                        "'cleen' is not one of the sections [scan, ingest, clean, summarize, publish], nor 'datasets' or 'sources'; did you mean clean?"),
                arguments("clean: {}\nsources: {name: a}", "'sources' must be a list (line 2)"),
                arguments("sources: [" + "x,".repeat(51) + "]", "'sources' has more than 50 entries"),
                arguments("7", "it must hold the sections [scan, ingest, clean, summarize, publish]"),
                arguments("- clean", "it must hold the sections"),
                arguments("clean: {limit: 1}\nclean: {on: true}", "Duplicate field 'clean' (line 2)"),
                arguments("clean:\n  limit: 1\n  limit: 2", "Duplicate field 'limit' (line 3)"),
                arguments("clean: {}\n---\nclean: {}", "there is more than one document"),
                arguments("clean:\n\tlimit: 1", "found character"),
                arguments("clean: {", ""),
                arguments("clean: \u0001", ""),
                arguments("clean: &a {limit: 1}\ningest: *a", "aliases (*) are not understood (line 2)"),
                arguments("clean: {nested: {words: [a, ~]}}", "a list entry is empty"),
                arguments("clean: {limit: !!binary aGk=}", "binary values are not understood (line 1)"),
                arguments("clean: " + "[".repeat(deep), ""),
                arguments("clean: " + "{a: ".repeat(deep), "it is nested more than 20 deep"),
                arguments("- ".repeat(deep), "it is nested more than 20 deep"),
                arguments("clean: {limit: " + "9".repeat(100_000) + "}", ""));
    }

    @ParameterizedTest
    @MethodSource("unusable")
    void says_why_the_whole_cannot_be_used(String yaml, String problem) {
        var config = load(yaml.getBytes(UTF_8));
        if (config.problem() == null) {
            // Not refused as a whole: then as a value.
            assertInvalid(problem, () -> config.section("clean", DEFAULTS, List.of("k")));
            return;
        }
        assertInvalid(problem, config::check);
        assertInvalid(problem, () -> config.section("ingest", DEFAULTS, List.of("k")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"clean: {nested: {words: [ä]}}"})
    void refuses_what_is_not_utf_8(String yaml) {
        assertInvalid("it is not UTF-8", load(yaml.getBytes(ISO_8859_1))::check);
    }

    @Test
    void aliases_do_not_multiply() {
        var bomb = new StringBuilder("clean: &a0 [x, x]\n");
        for (int i = 1; i < 60; i++) {
            bomb.append("a").append(i).append(": &a").append(i).append(" [*a").append(i - 1).append(", *a")
                    .append(i - 1)
                    .append("]\n");
        }
        assertInvalid("aliases (*) are not understood (line 2)", load(bomb.toString().getBytes(UTF_8))::check);
    }

    /// The path of each entry would take 15 kB; of all, 3 GB.
    @Test
    void long_names_do_not_multiply() {
        var yaml = "clean: " + ("{" + "n".repeat(1000) + ": ").repeat(15) + "[" + "x,".repeat(200_000) + "]"
                + "}".repeat(15);
        assertInvalid("clean.nnn", () -> load(yaml.getBytes(UTF_8)).section("clean", DEFAULTS, List.of("k")));
    }

    @ParameterizedTest
    @CsvSource({"1048576,", "1048577,it has more than 1048576 bytes", "3000000,it has more than 1048576 bytes"})
    void a_longer_file_is_not_cut(int bytes, String problem) {
        // Cut at the limit it would be a good one.
        var start = "clean: {limit: 3}\n#";
        var config = load((start + "x".repeat(bytes - start.length())).getBytes(UTF_8));
        assertThat(config.problem()).isEqualTo(problem == null ? null : "config/pipeline.yaml: " + problem);
        if (problem == null) {
            assertThat(config.section("clean", DEFAULTS, List.of("k")).limit()).isEqualTo(3);
        } else {
            assertInvalid(problem, config::check);
        }
    }

    /// printf '{"clean":{"limit":"3"}}' | sha256sum; and of an unusable file, of its bytes
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"clean: {limit: 3} | c4a8b2c348ac85f8",
        "# why~clean:~  limit: '3' | c4a8b2c348ac85f8",
        "scan: {exclude: [a]}~clean: {limit: 3}~sources: [{name: x}] | c4a8b2c348ac85f8",
        "clean: {limit: 3}~ingest: | c4a8b2c348ac85f8", "'' | defaults", "# nothing | defaults", "clean: | defaults",
        "scan: {exclude: [a]} | defaults", "sources: [{name: x}] | defaults"})
    void the_hash_is_of_what_changes_outputs(String yaml, String hash) {
        assertThat(load(yaml.replace('~', '\n').getBytes(UTF_8)).hash()).isEqualTo(hash);
    }

    @Test
    void what_differs_in_outputs_or_cannot_be_used_has_another_hash() {
        var all = List.of("clean: {limit: 3}", "clean: {limit: 4}", "clean: {}", "ingest: {limit: 3}",
                "summarize: {limit: 3}", "datasets: [{match: a, clean: {limit: 3}}]",
                "datasets: [{match: b, clean: {limit: 3}}]", "", "clean: {", "clean: { ", "scan: {", "x: 1");
        assertThat(all.stream().map(yaml -> load(yaml.getBytes(UTF_8)).hash())).doesNotHaveDuplicates();
    }

    private static PipelineConfig load(byte[] yaml) {
        var store = new MemoryObjectStore();
        store.put(LAYOUT.own(PipelineConfig.KEY), yaml);
        return PipelineConfig.load(store, LAYOUT);
    }

    private static void assertInvalid(String problem, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).asInstanceOf(InstanceOfAssertFactories.type(PipelineException.class))
                .returns(ErrorCode.CONFIG_INVALID, PipelineException::code).satisfies(
                        e -> assertThat(e.getMessage()).startsWith("config/pipeline.yaml").contains(told(problem))
                                .hasSizeLessThan(600).doesNotContain("io.allasflow", "java."));
    }

    /// Where a problem ends in ` (line 3)`, the message says so after the file's name.
    private static String told(String problem) {
        var line = problem.lastIndexOf(" (line ");
        return line < 0
                ? ": " + problem
                : " line " + problem.substring(line + 7, problem.length() - 1) + ": " + problem.substring(0, line);
    }
}
