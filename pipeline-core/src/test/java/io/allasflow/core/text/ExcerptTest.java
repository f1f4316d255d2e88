package io.allasflow.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExcerptTest {
    @ParameterizedTest
    @CsvSource({
        "'', 1, ''",
        "abc, 3, abc",
        "abcd, 3, abc…",
        "ab😀, 4, ab😀",
        "ab😀d, 4, ab😀…",
        "ab😀, 3, ab…",
        "😀, 1, …",
    })
    void endsBeforeACharacterThatDoesNotFitWhole(String text, int longest, String expected) {
        assertThat(Excerpt.of(text, longest)).isEqualTo(expected);
    }
}
