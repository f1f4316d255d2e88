package io.allasflow.core.layout;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.allasflow.core.event.PipelineEvent;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BucketLayoutTest {
    private static final BucketLayout LAYOUT = new BucketLayout("b", "", "b", "pipeline/");
    private static final BucketLayout UNDER_PREFIX = new BucketLayout("b", "in/", "b", "pipeline/");
    private static final BucketLayout TWO_BUCKETS = new BucketLayout("b", "", "c", "pipeline/");
    private static final int MAX_KEY_BYTES = 1024;
    /// SHA-256, first 16 hexadecimal digits, by `printf index | sha256sum`.
    private static final String INDEX_HASHED = "index~1bc04b5291c26a46";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a.csv                  | a
            a                      | a
            a.CSV                  | a.CSV
            a.csv.csv              | a.csv
            a.csv.gz               | a.csv.gz
            .csv                   | .csv
            .csv.csv               | .csv
            d/.csv                 | d/
            d/a.csv                | d/a
            `a b .csv`             | `a b `
            `  a.csv`              | `  a`
            åäö/数据/😀.csv          | åäö/数据/😀
            a%20b%.csv             | a%20b%
            a+b.csv                | a+b
            a#b?c.csv              | a#b?c
            a//b.csv               | a//b
            ../../a.csv            | ../../a
            /a.csv                 | /a
            index                  | index~1bc04b5291c26a46
            index.csv              | index~1bc04b5291c26a46
            d/index.csv            | d/index
            Index.csv              | Index
            index~1bc04b5291c26a46 | index~1bc04b5291c26a46~a90f30d902e62b15
            index~1bc04b5291c26a4  | index~1bc04b5291c26a4
            """)
    void names_datasets(String key, String dataset) {
        assertThat(LAYOUT.isSource(key)).isTrue();
        assertThat(LAYOUT.dataset(key)).isEqualTo(dataset);
        assertThat(UNDER_PREFIX.dataset("in/" + key)).isEqualTo(dataset);
        for (var output : Output.values()) {
            var ref = LAYOUT.output(output, dataset);
            assertThat(ref.key()).isEqualTo("pipeline/" + output.folder() + dataset + output.ending());
            assertThat(LAYOUT.datasetOf(output, ref.key())).contains(dataset);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a                  | a.csv
            a.csv              |
            a.csv.csv          |
            .csv               | .csv.csv
            .csv.csv           |
            index              | index.csv
            index.csv          |
            d/                 | d/.csv
            """)
    void knows_rivals(String key, String rival) {
        assertThat(LAYOUT.rivalsOf(source(key, null))).isEqualTo(rival == null ? List.of() : List.of(rival));
        if (rival != null) {
            assertThat(BucketLayout.isRival(source(rival, null), source(key, null))).isTrue();
            assertThat(BucketLayout.isRival(source(key, null), source(rival, null))).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a.xlsx     | Prices    | a.xlsx/Prices     | a.xlsx/Prices     | a.xlsx/Prices.csv
            a.xlsx     | b.csv     | a.xlsx/b.csv      | a.xlsx/b.csv.csv  |
            d/a b.xls  | ä # 1     | d/a b.xls/ä # 1   | d/a b.xls/ä # 1   | d/a b.xls/ä # 1.csv
            a.csv      | x         | a.csv/x           | a.csv/x           | a.csv/x.csv
            """)
    void names_the_datasets_of_parts(String key, String part, String dataset, String rival, String other) {
        var source = source(key, part);
        assertThat(LAYOUT.dataset(source)).isEqualTo(dataset);
        assertThat(LAYOUT.rivalsOf(source)).isEqualTo(other == null ? List.of(rival) : List.of(rival, other));
        for (var winner : LAYOUT.rivalsOf(source)) {
            assertThat(LAYOUT.dataset(winner)).isEqualTo(dataset);
            assertThat(BucketLayout.isRival(source(winner, null), source)).isTrue();
            assertThat(BucketLayout.isRival(source, source(winner, null))).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            .        | a.xlsx/_
            ..       | a.xlsx/_
            ``       | a.xlsx/_
            ../up    | a.xlsx/_/up
            x/./y    | a.xlsx/x/_/y
            x/../..  | a.xlsx/x/_/_
            /        | a.xlsx/_/_
            x//y     | a.xlsx/x/_/y
            """)
    void no_part_leads_elsewhere(String part, String dataset) {
        var source = source("a.xlsx", part);
        assertThat(LAYOUT.dataset(source)).matches(Pattern.quote(dataset) + "~[0-9a-f]{16}")
                .isNotEqualTo(LAYOUT.dataset("a.xlsx/" + part))
                .isNotEqualTo(LAYOUT.dataset(source("a.xlsx", part + "/..")));
        assertThat(LAYOUT.rivalsOf(source)).as("its key would be another's in a path").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"...", ".x", "x.", "a..b", "x/.y", ". "})
    void other_dots_lead_nowhere(String part) {
        assertThat(LAYOUT.dataset(source("a.xlsx", part))).isEqualTo("a.xlsx/" + part);
    }

    private static PipelineEvent.Source source(String key, String part) {
        return new PipelineEvent.Source("data", key, part, "e", 1, Instant.EPOCH);
    }

    static Stream<Arguments> longKeys() {
        return Stream.of(arguments("x", 1000), arguments("x", 1020), arguments("x", 1024), arguments("é", 500),
                arguments("数", 333), arguments("😀", 256), arguments("a/😀", 170), arguments("\u0301", 512));
    }

    @ParameterizedTest
    @MethodSource("longKeys")
    void cuts_long_names_between_characters(String piece, int count) {
        var key = piece.repeat(count);
        var dataset = LAYOUT.dataset(key);
        assertThat(key).startsWith(dataset.replaceFirst("~[0-9a-f]{16}$", ""));
        assertThat(UTF_8.newEncoder().canEncode(dataset)).isTrue();
        assertThat(longestOutputKey(LAYOUT, dataset)).isBetween(MAX_KEY_BYTES - 30, MAX_KEY_BYTES);
        assertThat(LAYOUT.rivalsOf(source(key, null))).allMatch(rival -> bytes(rival) <= MAX_KEY_BYTES);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a.csv            | true  | false | true
            in/a.csv         | true  | true  | true
            in/              | false | false | false
            in               | true  | false | true
            in/d/            | false | false | false
            IN/a.csv         | true  | false | true
            pipeline/a.csv   | false | false | true
            pipeline         | true  | false | true
            pipelines/a.csv  | true  | false | true
            in/pipeline/a    | true  | true  | true
            ``               | false | false | false
            """)
    void knows_sources(String key, boolean anywhere, boolean underPrefix, boolean twoBuckets) {
        assertThat(LAYOUT.isSource(key)).isEqualTo(anywhere);
        assertThat(UNDER_PREFIX.isSource(key)).isEqualTo(underPrefix);
        assertThat(TWO_BUCKETS.isSource(key)).isEqualTo(twoBuckets);
    }

    static Stream<String> impossibleKeys() {
        return Stream.of("x".repeat(1025), "é".repeat(513), "a\ud800", "\udc00.csv");
    }

    @ParameterizedTest
    @MethodSource("impossibleKeys")
    void does_not_take_a_key_that_no_object_has(String key) {
        assertThat(LAYOUT.isSource(key)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"RAW,pipeline/raw/.csv", "RAW,pipeline/raw/a.json", "RAW,raw/a.csv", "RAW,pipeline/cleaned/a.csv",
        "CHANGES,pipeline/changes/a.csv", "STATUS,pipeline/status/.json"})
    void knows_what_is_no_output(Output output, String key) {
        assertThat(LAYOUT.datasetOf(output, key)).isEmpty();
    }

    @Property(tries = 3000)
    void distinct_sources_have_distinct_datasets_except_rivals(@ForAll("layouts") BucketLayout layout,
            @ForAll("names") String one, @ForAll("names") String other) {
        var a = layout.sourcePrefix() + one;
        var b = layout.sourcePrefix() + other;
        Assume.that(!a.equals(b) && layout.isSource(a) && layout.isSource(b));
        boolean rivals = layout.rivalsOf(source(a, null)).contains(b) || layout.rivalsOf(source(b, null)).contains(a);
        assertThat(layout.dataset(a).equals(layout.dataset(b))).isEqualTo(rivals);
    }

    @Property(tries = 1000)
    void output_keys_are_never_too_long(@ForAll("layouts") BucketLayout layout, @ForAll("names") String name) {
        var key = layout.sourcePrefix() + name;
        Assume.that(layout.isSource(key));
        assertThat(layout.dataset(key)).isNotEmpty().isEqualTo(layout.dataset(key));
        assertThat(longestOutputKey(layout, layout.dataset(key))).isLessThanOrEqualTo(MAX_KEY_BYTES);
    }

    @Provide
    Arbitrary<BucketLayout> layouts() {
        return Arbitraries.of(LAYOUT, UNDER_PREFIX, TWO_BUCKETS,
                new BucketLayout("b", "a", "b", "数".repeat(199) + "/"));
    }

    /// Few pieces, so that names meet; among them those that names are changed by.
    @Provide
    Arbitrary<String> names() {
        var pieces = Arbitraries.of("index", ".csv", "a", "/", INDEX_HASHED, "~1bc04b5291c26a46", "é", "😀", "..",
                "%2F",
                "+", "#", " ", "x".repeat(380), "数".repeat(300));
        return pieces.list().ofMinSize(1).ofMaxSize(3).map(list -> String.join("", list));
    }

    private static int longestOutputKey(BucketLayout layout, String dataset) {
        int parquet = bytes(layout.own(Output.CLEANED.folder() + dataset + ".parquet").key());
        return Stream.of(Output.values()).mapToInt(output -> bytes(layout.output(output, dataset).key()))
                .reduce(parquet, Math::max);
    }

    private static int bytes(String text) {
        return text.getBytes(UTF_8).length;
    }
}
