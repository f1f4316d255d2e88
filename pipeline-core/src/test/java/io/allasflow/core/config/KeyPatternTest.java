package io.allasflow.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyPatternTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            *.csv         | a.csv          | true
            *.csv         | .csv           | true
            *.csv         | d/a.csv        | false
            **.csv        | d/e/a.csv      | true
            **/*.csv      | a.csv          | true
            **/*.csv      | d/e/a.csv      | true
            d/**          | d/e/a.csv      | true
            d/**          | d/             | true
            d/**          | da.csv         | false
            d/**/a.csv    | d/a.csv        | true
            d/**/a.csv    | d/e//a.csv     | true
            d/**/a.csv    | d/ba.csv       | false
            ?.csv         | ä.csv          | true
            ?.csv         | 😀.csv         | true
            ?.csv         | /.csv          | false
            a.csv         | axcsv          | false
            a+(b)[c]{d}$^ | a+(b)[c]{d}$^  | true
            \\Qa*          | \\Qab           | true
            ..            | ..             | true
            ``            | a              | false
            ``            | ``             | true
            """)
    void matches(String pattern, String key, boolean expected) {
        assertThat(new KeyPattern(pattern).matches(key)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"*,true", "**,true", "a?b,true"})
    void takes_a_line_break_for_a_character(String pattern, boolean expected) {
        assertThat(new KeyPattern(pattern).matches("a\nb")).isEqualTo(expected);
    }
}
