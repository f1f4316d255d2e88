package io.allasflow.summarize.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisplayTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            0                  | 0
            -0.0               | 0
            2024               | 2024
            -12345             | −12 345
            1.50               | 1.5
            130.96454545       | 130.965
            0.000012345678     | 0.0000123457
            0.00000123         | 1.23e-6
            -1.5e300           | −1.5e300
            5e-324             | 4.94066e-324
            123456789.4        | 123 457 000
            """)
    void numbers_have_six_digits(double number, String shown) {
        assertThat(Display.number(number).replace('\u202f', ' ')).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0       | 0       | –
            0       | 5       | 0 %
            1       | 1000000 | < 0.01 %
            999999  | 1000000 | > 99.99 %
            5       | 5       | 100 %
            1       | 3       | 33.3 %
            83      | 23040   | 0.36 %
            """)
    void a_small_share_never_looks_like_none(long part, long whole, String shown) {
        assertThat(Display.share(part, whole)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            abc                  | abc
            abcdef               | abcde…
            a\u202eb             | a\ufffdb
            a\u0000b             | a\ufffdb
            \ud83d\ude00\ud83d   | \ud83d\ude00\ufffd
            """)
    void text_is_short_and_undisguised(String text, String shown) {
        assertThat(Display.text(text, 5)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 bytes", "999, 999 bytes", "1000, 1 kB", "1048231, 1 MB", "1250000, 1.2 MB",
        "9223372036854775807, 9223372 TB"})
    void sizes_are_decimal(long bytes, String shown) {
        assertThat(Display.bytes(bytes).replace("\u202f", "")).isEqualTo(shown);
    }
}
