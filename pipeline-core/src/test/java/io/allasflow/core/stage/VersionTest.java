package io.allasflow.core.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.allasflow.core.event.PipelineEvent;
import io.allasflow.core.store.ObjectRef;
import io.allasflow.core.store.StoredObject;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionTest {
    @ParameterizedTest
    @ValueSource(strings = {"a.csv", "a b/c", " a ", "%", "%41", "a+b", "a#b?c&d=e", "a//b", "../x", "*~-_.", "å/数据/😀",
        "\u0001\r\n\t", "\"'<>", "\u00a0"})
    void goes_through_metadata(String key) {
        var source = new PipelineEvent.Source("bucket", key, "e-1", 42, Instant.parse("2026-01-02T03:04:05.678Z"));
        var version = Version.of(source, "c1", "1.0");
        var object = carrying(version.metadata(source));
        assertThat(object.metadata().values()).allMatch(value -> value.matches("[\\x21-\\x7e]*"));
        assertThat(Version.carriedBy(object)).contains(version);
        assertThat(Version.sourceOf(object, "bucket")).isEqualTo(source);
    }

    @Property(tries = 300)
    void any_key_goes_through_metadata(
            @ForAll @StringLength(max = 30) @Chars({' ', '%', '+', '/', 'a', '2', 'F', 'ä', '\u2028',
                '~'}) String key) {
        goes_through_metadata(key);
    }

    @Test
    void names_are_lower_case_without_underscores_because_ceph_changes_others() {
        var source = new PipelineEvent.Source("bucket", "k", "e", 1, Instant.EPOCH);
        assertThat(Version.of(source, "c", "1").metadata(source).keySet())
                .containsExactly("config-hash", "program-version", "source-etag", "source-key", "source-last-modified",
                        "source-size")
                .allMatch(name -> name.matches("[a-z-]+"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "absent", textBlock = """
            source-key           | absent
            source-key           | %zz
            source-key           | %4
            source-etag          | absent
            config-hash          | absent
            program-version      | absent
            source-size          | many
            source-last-modified | yesterday
            """)
    void what_cannot_be_read_is_no_version(String name, String value) {
        var source = new PipelineEvent.Source("bucket", "k", "e", 1, Instant.EPOCH);
        var metadata = new HashMap<>(Version.of(source, "c", "1").metadata(source));
        metadata.compute(name, (_, _) -> value);
        assertThat(Version.carriedBy(carrying(metadata))).isEmpty();
    }

    @Test
    void an_object_without_metadata_carries_none() {
        assertThat(Version.carriedBy(carrying(Map.of()))).isEmpty();
    }

    private static StoredObject carrying(Map<String, String> metadata) {
        return new StoredObject(new ObjectRef("b", "pipeline/raw/x.csv"), "e", 1, Instant.EPOCH, metadata);
    }
}
