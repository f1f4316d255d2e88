package io.allasflow.clean.engine.cell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CellFormatTest {
    private final CellClassifier classifier = new CellClassifier();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0                          | ZERO_ONE                         | 0                       | 0
            -0                         | INTEGER                          | -0                      | 0
            +5                         | INTEGER                          | 5                       | 5
            −5                         | INTEGER                          | -5                      | -5
            123456789012345            | INTEGER                          | 123456789012345         | 123456789012345
            1234567890123456           | LONG_INTEGER                     | 1234567890123456        | 1234567890123456
            12345678901234567890123    | LONG_INTEGER                     | 12345678901234567890123 | 12345678901234567890123
            -1234567890123456          | INTEGER                          | -1234567890123456       | -1234567890123456
            1.50                       | DECIMAL_POINT                    | 1.50                    | 1.5
            .5                         | DECIMAL_POINT                    | 0.5                     | 0.5
            -.5                        | DECIMAL_POINT                    | -0.5                    | -0.5
            5.                         | DECIMAL_POINT                    | 5                       | 5
            0.1000000000000000055      | DECIMAL_POINT                    | 0.1000000000000000055   | 0.1
            0.123                      | DECIMAL_POINT                    | 0.123                   | 0.123
            1.234                      | DECIMAL_OR_GROUPED_POINT         | 1.234                   | 1.234
            1e5                        | EXPONENT                         | 1e5                     | 100000
            +1.5E-3                    | EXPONENT_POINT                   | 1.5E-3                  | 0.0015
            1.234e-3                   | EXPONENT_POINT                   | 1.234e-3                | 0.001234
            1e299                      | EXPONENT                         | 1e299                   | 1e299
            1e-999                     | EXPONENT                         | 1e-999                  | 1e-999
            1 234                      | GROUPED_SPACE                    | 1234                    | 1234
            −12 345 678                | GROUPED_SPACE                    | -12345678               | -12345678
            1 234.5                    | GROUPED_SPACE_DECIMAL_POINT      | 1234.5                  | 1234.5
            1'234'567                  | GROUPED_APOSTROPHE               | 1234567                 | 1234567
            1’234.50                   | GROUPED_APOSTROPHE_DECIMAL_POINT | 1234.50                 | 1234.5
            1,234,567                  | GROUPED_COMMA                    | 1234567                 | 1234567
            1,234.5                    | GROUPED_COMMA_DECIMAL_POINT      | 1234.5                  | 1234.5
            12,345,678.125             | GROUPED_COMMA_DECIMAL_POINT      | 12345678.125            | 12345678.125
            1,234                      | DECIMAL_OR_GROUPED_COMMA         | 1234                    | 1234
            """)
    void reads_numbers_with_a_decimal_point(String text, CellFormat format, String canonical, double value) {
        assertNumber(text, format, DecimalMark.POINT, canonical, value);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1,50           | DECIMAL_COMMA               | 1.50        | 1.5
            ,5             | DECIMAL_COMMA               | 0.5         | 0.5
            −1,5           | DECIMAL_COMMA               | -1.5        | -1.5
            0,123          | DECIMAL_COMMA               | 0.123       | 0.123
            1,234          | DECIMAL_OR_GROUPED_COMMA    | 1.234       | 1.234
            1.234          | DECIMAL_OR_GROUPED_POINT    | 1234        | 1234
            1.234.567      | GROUPED_POINT               | 1234567     | 1234567
            1.234,50       | GROUPED_POINT_DECIMAL_COMMA | 1234.50     | 1234.5
            1 234,50       | GROUPED_SPACE_DECIMAL_COMMA | 1234.50     | 1234.5
            123 456 789,1  | GROUPED_SPACE_DECIMAL_COMMA | 123456789.1 | 123456789.1
            1,5E+03        | EXPONENT_COMMA              | 1.5E+03     | 1500
            """)
    void reads_numbers_with_a_decimal_comma(String text, CellFormat format, String canonical, double value) {
        assertNumber(text, format, DecimalMark.COMMA, canonical, value);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            12 %        | PERCENT             | %   | 12
            12,5%       | PERCENT             | %   | 12.5
            -0.5 %      | PERCENT             | %   | -0.5
            € 12,50     | CURRENCY            | EUR | 12.50
            12,50 €     | CURRENCY            | EUR | 12.50
            -€5         | CURRENCY            | EUR | -5
            € -5        | CURRENCY            | EUR | -5
            1 234,50 €  | CURRENCY            | EUR | 1234.50
            EUR 5       | CURRENCY            | EUR | 5
            5 eur       | CURRENCY            | EUR | 5
            $1.50       | CURRENCY            | $   | 1.50
            US$ 7       | CURRENCY            | USD | 7
            5 kr        | CURRENCY            | kr  | 5
            5 kr.       | CURRENCY            | kr  | 5
            kr 5        | CURRENCY            | kr  | 5
            £.5         | CURRENCY            | GBP | 0.5
            CHF 1’234.5 | CURRENCY            | CHF | 1234.5
            (5)         | ACCOUNTING          |     | -5
            (0,00)      | ACCOUNTING          |     | 0.00
            ($5.25)     | ACCOUNTING_CURRENCY | $   | -5.25
            (5 €)       | ACCOUNTING_CURRENCY | EUR | -5
            """)
    void reads_what_stands_around_a_number(String text, Marking marking, String unit, String canonical) {
        var format = classifier.formatOf(text);

        assertThat(format).isNotEqualTo(CellFormat.TEXT);
        assertThat(classifier.number().marking()).isEqualTo(marking);
        assertThat(classifier.number().unit()).isEqualTo(unit);
        var mark = text.contains(",") ? DecimalMark.COMMA : DecimalMark.POINT;
        assertThat(classifier.number().canonical(mark)).isEqualTo(canonical);
        assertThat(classifier.number().value(mark)).isEqualTo(Double.parseDouble(canonical));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            007               | CODE
            -01               | CODE
            040 123 456       | CODE
            +358401234567     | CODE
            +358 401 234 567  | CODE
            00.5              | CODE_DECIMAL
            TRUE              | BOOLEAN_TRUE_FALSE
            f                 | BOOLEAN_T_F
            No                | BOOLEAN_YES_NO
            Y                 | BOOLEAN_Y_N
            Off               | BOOLEAN_ON_OFF
            Kyllä             | BOOLEAN_KYLLA_EI
            EI                | BOOLEAN_KYLLA_EI
            EPÄTOSI           | BOOLEAN_TOSI_EPATOSI
            nej               | BOOLEAN_JA_NEJ
            falskt            | BOOLEAN_SANT_FALSKT
            2020-02-29        | DATE_YEAR_FIRST
            2021.01.31        | DATE_YEAR_FIRST
            13/1/2021         | DATE_DAY_FIRST
            1/13/2021         | DATE_MONTH_FIRST
            1/12/2021         | DATE_DAY_OR_MONTH_FIRST
            13-01-2021        | DATE_DAY_FIRST
            3 Mar 2024        | DATE_NAMED
            0:05              | TIME
            12:05 am          | TIME_AM_PM
            """)
    void tells_the_format(String text, CellFormat format) {
        assertThat(classifier.formatOf(text)).isEqualTo(format);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-", "+", ".", ",", "-.", "1.2.3", "1,", "1,23,456", "12a", "1e", "1e+", "e5", "1e400",
        "1e300", "1e-1000",
        "--1", "0x1F", "NaNa", "Infinity", "1/2", "yess", "١٢", "½", "1 2345", "12 34", "1234 567", "1 234 56", "1'23",
        "1,234.", "1.234,", "1.234,5.6", "1,234,56", "0,123,456", "192.168.100.101", "10.0.0.1", "040-1234567",
        "+358 40 123 4567", "(040) 1234567", "555-123-4567", "5 kg", "12 %%", "% 12", "€", "EUR", "€ 5 €", "€ 007",
        "007 %", "5 euros", "-€-5", "(-5)", "(5", "5)", "(5 %)", "()", "$", "1e5e", "12 Main Street",
        "2021-02-29", "2021-13-01", "2021-00-10", "0000-01-01", "32.1.2021", "29.2.1900", "31.2.2021", "2021.1.3",
        "2021-01-01 24:00", "2021-01-01 12", "2021-01-01 12:60", "2021-01-01 12:00:60", "2021-01-01 12:00 EET",
        "2021-01-01T", "2021-01-01x", "1.1.21", "31.12.21", "2021-W05", "2021-01-01 12:00+19:00",
        "2021-01-01 12:00+18:01", "13/13/2021", "2021-01-01 13:00 PM", "2021-01-01 0:30 AM", "20211301T101500",
        "20210131T1015001", "3 Mars Bars", "Mars 31", "31 Mar", "31 Foo 2021", "30 Feb 2021", "3 Mar 24",
        "Marching 3, 2021", "24:00", "9:5", "16:9", "12:60", "13:00 PM", "1:02:03:04", "10:15Z"})
    void leaves_all_else_text(String text) {
        assertThat(classifier.formatOf(text)).isEqualTo(CellFormat.TEXT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2021-1-5                        | true  | 2021-01-05T00:00:00
            2021/01/31 23:59                | true  | 2021-01-31T23:59:00
            31.12.2020 8:05                 | true  | 2020-12-31T08:05:00
            31.12.2020 8.05                 | true  | 2020-12-31T08:05:00
            31.12.2020 klo 8.05.30          | true  | 2020-12-31T08:05:30
            3/4/2021 10:00                  | true  | 2021-04-03T10:00:00
            3/4/2021 10:00                  | false | 2021-03-04T10:00:00
            13/4/2021 10:00                 | false | 2021-04-13T10:00:00
            1/31/2021, 9:05:10 PM           | true  | 2021-01-31T21:05:10
            1/31/2021 12:05 am              | true  | 2021-01-31T00:05:00
            2021-01-01 12:00:00 UTC         | true  | 2021-01-01T12:00:00Z
            2021-01-01T12:00:00Z            | true  | 2021-01-01T12:00:00Z
            2021-01-01t12:00:00z            | true  | 2021-01-01T12:00:00Z
            2021-01-01 12:00:00.1234567+00  | true  | 2021-01-01T12:00:00.1234567Z
            2021-01-01 12:00:00-03          | true  | 2021-01-01T12:00:00-03:00
            2021-01-01 12:00:00,123+0000    | true  | 2021-01-01T12:00:00.123Z
            2021-01-01 12:00 -05:30         | true  | 2021-01-01T12:00:00-05:30
            2021-01-01T12:00:00+18:00       | true  | 2021-01-01T12:00:00+18:00
            20210131T101500Z                | true  | 2021-01-31T10:15:00Z
            20210131T1015+0200              | true  | 2021-01-31T10:15:00+02:00
            0099-01-01 00:00                | true  | 0099-01-01T00:00:00
            3 Mar 2024                      | true  | 2024-03-03T00:00:00
            3 March 2024 10:15              | true  | 2024-03-03T10:15:00
            March 3, 2024                   | true  | 2024-03-03T00:00:00
            Sep. 13 2024 1:05 PM            | true  | 2024-09-13T13:05:00
            03-MAR-2024                     | true  | 2024-03-03T00:00:00
            10/Oct/2000:13:55:36 -0700      | true  | 2000-10-10T13:55:36-07:00
            3. maaliskuuta 2024             | true  | 2024-03-03T00:00:00
            3. maaliskuuta 2024 klo 10.15   | true  | 2024-03-03T10:15:00
            24. joulukuu 2024               | true  | 2024-12-24T00:00:00
            3 maj 2024                      | true  | 2024-05-03T00:00:00
            1 okt. 2024                     | true  | 2024-10-01T00:00:00
            """)
    void writes_dates_as_iso(String text, boolean dayFirst, String iso) {
        assertThat(classifier.formatOf(text)).isNotEqualTo(CellFormat.TEXT);
        assertThat(classifier.date().canonical(dayFirst, true)).isEqualTo(iso);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            9:05          | 09:05:00
            21:05:10.50   | 21:05:10.50
            9:05:10,5     | 09:05:10.5
            12:00 AM      | 00:00:00
            12:30 p.m.    | 12:30:00
            1:05pm        | 13:05:00
            """)
    void writes_times_as_iso(String text, String iso) {
        classifier.formatOf(text);

        assertThat(classifier.date().canonicalTime()).isEqualTo(iso);
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
            a\u00ad\u200e\u2060b|ab
            \ud83d\udc68\u200d\ud83d\udc69|\ud83d\udc68\u200d\ud83d\udc69
            """)
    void cleans_white_space(String cell, String clean) {
        assertThat(WhiteSpace.clean(cell)).isEqualTo(clean);
        assertThat(WhiteSpace.clean(clean)).isSameAs(clean);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            LOWER | ÄITI Straße İ | äiti straße i̇
            UPPER | äiti straße   | ÄITI STRASSE
            TITLE | o'BRIEN-smith van der 3RD ǆ | O'brien-Smith Van Der 3rd ǅ
            KEEP  | aB            | aB
            """)
    void writes_letters_in_a_case(LetterCase letterCase, String text, String expected) {
        assertThat(letterCase.apply(text)).isEqualTo(expected);
        assertThat(letterCase.apply(expected)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            e\u0301       | \u00e9
            \u212b        | \u00c5
            \u1100\u1161 | \uac00
            abc é 日本     | abc é 日本
            """)
    void composes_characters(String text, String composed) {
        assertThat(UnicodeForm.composed(text)).isEqualTo(composed);
        assertThat(UnicodeForm.composed(composed)).isSameAs(composed);
    }

    private void assertNumber(String text, CellFormat format, DecimalMark mark, String canonical, double value) {
        assertThat(classifier.formatOf(text)).isEqualTo(format);
        var number = classifier.number();
        assertThat(number.canonical(mark)).isEqualTo(canonical);
        assertThat(number.value(mark)).isEqualTo(value);
        assertThat(NumberText.value(canonical)).isEqualTo(value);
    }
}
