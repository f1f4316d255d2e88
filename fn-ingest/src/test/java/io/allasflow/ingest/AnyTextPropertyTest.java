package io.allasflow.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/// Whatever the bytes are, they become raw CSV or are refused for good; and no letter of a text is lost.
class AnyTextPropertyTest {
    @Property(tries = 3000)
    void any_text_keeps_its_letters(@ForAll("texts") String text) throws IOException {
        var ingested = ingest(text.getBytes(StandardCharsets.UTF_8));
        if (ingested == null) {
            return;
        }
        var told = new StringBuilder(ingested.raw());
        ingested.result().facts().path("preamble").forEach(line -> told.append(line.asText()));

        var kept = letters(told.toString());
        letters(text).forEach((letter, count) -> assertThat(kept.getOrDefault(letter, 0L)).as(letter)
                .isGreaterThanOrEqualTo(count));
        assertThat(Cells.of(ingested.raw())).hasSize((int) ingested.result().rows() + 1);
    }

    @Property(tries = 1000)
    void any_bytes_end_well(@ForAll("bytes") byte[] bytes) throws IOException {
        ingest(bytes);
    }

    /// Null if they are refused.
    private static Ingested ingest(byte[] bytes) throws IOException {
        try {
            return Ingested.of(bytes, null);
        } catch (PipelineException e) {
            assertThat(e.code().kind()).as(e.getMessage()).isEqualTo(ErrorCode.Kind.PERMANENT);
            return null;
        }
    }

    private static Map<String, Long> letters(String text) {
        var counts = new TreeMap<String, Long>();
        text.codePoints().filter(Character::isLetterOrDigit)
                .forEach(letter -> counts.merge(Character.toString(letter), 1L, Long::sum));
        return counts;
    }

    @Provide
    Arbitrary<String> texts() {
        // With more NULs it is no text, or UTF-16.
        return Arbitraries.frequencyOf(Tuple.of(3, parts("a", "B", "7", "0")),
                Tuple.of(2, parts("name", "Aino V.", "2021", "-1,5", "21.5", "12:30", "x y")),
                Tuple.of(1, parts("# a", "- b", "\\N", "C:\\x", "\\\"", "ä", "\ud83d\ude00")))
                .filter(text -> text.chars().filter(c -> c == 0).count() * 20 <= text.length());
    }

    private static Arbitrary<String> parts(String... words) {
        var marks = Arbitraries.of("\"", "'", ",", ";", "|", ":", " ", "\t", "\r", "\n", "\n", "\u0000", "\\", ", ");
        return Arbitraries.frequencyOf(Tuple.of(1, marks), Tuple.of(1, Arbitraries.of(words))).list().ofMaxSize(60)
                .map(all -> String.join("", all));
    }

    @Provide
    Arbitrary<byte[]> bytes() {
        return Arbitraries.bytes().array(byte[].class).ofMaxSize(400);
    }
}
