package io.allasflow.clean.engine.cell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CellFormatTest {
    private final CellClassifier classifier = new CellClassifier();
    private final DateText dates = new DateText();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0                          | INTEGER          | 0                          | 0
            -0                         | INTEGER          | -0                         | 0
            +5                         | INTEGER          | 5                          | 5
            −5                         | INTEGER          | -5                         | -5
            12345678901234567890123    | INTEGER          | 12345678901234567890123    | 12345678901234567890123
            1.50                       | DECIMAL_POINT    | 1.50                       | 1.5
            .5                         | DECIMAL_POINT    | 0.5                        | 0.5
            -.5                        | DECIMAL_POINT    | -0.5                       | -0.5
            5.                         | DECIMAL_POINT    | 5                          | 5
            0.1000000000000000055      | DECIMAL_POINT    | 0.1000000000000000055      | 0.1
            1,50                       | DECIMAL_COMMA    | 1.50                       | 1.5
            ,5                         | DECIMAL_COMMA    | 0.5                        | 0.5
            −1,5                       | DECIMAL_COMMA    | -1.5                       | -1.5
            1,234                      | DECIMAL_COMMA    | 1.234                      | 1.234
            1e5                        | DECIMAL_EXPONENT | 1e5                        | 100000
            +1.5E-3                    | DECIMAL_EXPONENT | 1.5E-3                     | 0.0015
            """)
    void reads_numbers(String text, CellFormat format, String canonical, double value) {
        assertThat(classifier.formatOf(text)).isEqualTo(format);
        assertThat(NumberText.canonical(text, format)).isEqualTo(canonical);
        assertThat(NumberText.value(canonical)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            007             | CODE
            -01             | CODE
            00.5            | CODE
            +358401234567   | CODE
            1,234.5         | GROUPED
            1,234,567       | GROUPED
            TRUE            | BOOLEAN_TRUE_FALSE
            Kyllä           | BOOLEAN_YES_NO
            ei              | BOOLEAN_YES_NO
            2020-02-29      | DATE_YEAR_FIRST
            13/1/2021       | DATE_DAY_FIRST
            1/13/2021       | DATE_MONTH_FIRST
            1/12/2021       | DATE_DAY_OR_MONTH_FIRST
            13-01-2021      | DATE_DAY_FIRST
            """)
    void tells_the_format(String text, CellFormat format) {
        assertThat(classifier.formatOf(text)).isEqualTo(format);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-", "+", ".", ",", "-.", "1.2.3", "1,", "1,23,456", "1.234,5", "1 234", "12a", "1e", "1e+",
        "e5", "1e400", "--1", "0x1F", "NaNa", "Infinity", "1/2", "2021-02-29", "2021-13-01", "2021-00-10", "0000-01-01",
        "32.1.2021", "29.2.1900", "2021-01-01 24:00", "2021-01-01 12", "2021-01-01 12:60", "2021-01-01 12:00:60",
        "2021-01-01 12:00 EET", "2021-01-01T", "2021-01-01x", "1.1.21", "2021-01-01 12:00+19:00", "13/13/2021", "y",
        "t", "yess", "١٢", "½"})
    void leaves_all_else_text(String text) {
        assertThat(classifier.formatOf(text)).isEqualTo(CellFormat.TEXT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2021-1-5                        | true  | 2021-01-05T00:00:00
            2021/01/31 23:59                | true  | 2021-01-31T23:59:00
            31.12.2020 8:05                 | true  | 2020-12-31T08:05:00
            3/4/2021 10:00                  | true  | 2021-04-03T10:00:00
            3/4/2021 10:00                  | false | 2021-03-04T10:00:00
            13/4/2021 10:00                 | false | 2021-04-13T10:00:00
            2021-01-01 12:00:00 UTC         | true  | 2021-01-01T12:00:00Z
            2021-01-01T12:00:00Z            | true  | 2021-01-01T12:00:00Z
            2021-01-01 12:00:00.1234567 +00 | true  | -
            2021-01-01 12:00:00,123+0000    | true  | 2021-01-01T12:00:00.123Z
            2021-01-01 12:00 -05:30         | true  | 2021-01-01T12:00:00-05:30
            0099-01-01 00:00                | true  | 0099-01-01T00:00:00
            """)
    void writes_dates_as_iso(String text, boolean dayFirst, String iso) {
        var format = classifier.formatOf(text);

        assertThat(format == CellFormat.TEXT ? "-" : dates.canonical(text, dayFirst, true)).isEqualTo(iso);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, textBlock = """
            a|a
            ä ö|ä ö
             a|a
            a |a
            a  b|a b
            a\tb|a b
            a\u00a0\u2009b|a b
            \u0001a\u007f|a
            \ufeffa\u200b|a
            \u202eabc\u202c|abc
            a \u0001 b|a b
            \ud83d\ude00 x|\ud83d\ude00 x
            \u00a0|''
            """)
    void cleans_white_space(String cell, String clean) {
        assertThat(WhiteSpace.clean(cell)).isEqualTo(clean);
        assertThat(WhiteSpace.clean(clean)).isSameAs(clean);
    }
}
