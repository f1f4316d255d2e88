package io.allasflow.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestWordTest {
    private static final List<String> WORDS = List.of("price", "prices", "unit price", "id", "on");

    @ParameterizedTest
    @CsvSource({"prize, price", "Price, price", "pirce, price", "pricess, prices", "unit_price, unit price", "di, id",
        "price, price", "no, on", "x, ", "'', ", "quantity, ", "in, id"})
    void is_what_a_slip_of_the_pen_would_make_of_it(String wrong, String meant) {
        assertThat(NearestWord.of(wrong, WORDS)).isEqualTo(meant);
    }

    @ParameterizedTest
    @CsvSource({"prize, '; did you mean price?'", "quantity, ''"})
    void is_told_if_there_is_one(String wrong, String hint) {
        assertThat(NearestWord.hint(wrong, WORDS)).isEqualTo(hint);
    }

    @ParameterizedTest
    @CsvSource({"100, true", "101, false"})
    void is_not_looked_for_among_endless_words(int length, boolean isFound) {
        var word = "a".repeat(length);
        assertThat(NearestWord.of("b" + word.substring(1), List.of(word)) != null).isEqualTo(isFound);
    }
}
