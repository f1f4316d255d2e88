package io.allasflow.ingest.engine.excel.cell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.TimeZone;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a number and its format become.
class CellTextsTest {
    private static final int CUSTOM = 164;

    @ParameterizedTest
    @CsvSource({"0, 0", "-0, 0", "-0.0, 0", "1.0, 1", "12.50, 12.5", "007, 7", "+5, 5", ".5, 0.5", "5., 5", "1e3, 1000",
        "0.1, 0.1", "-0.1, -0.1", "0.29999999999999999, 0.3", "0.30000000000000004, 0.30000000000000004",
        "1234567890123456, 1234567890123456", "12345678901234567890, 12345678901234567890",
        "1.2345678901234567E+19, 12345678901234567000", "-9007199254740993, -9007199254740993", "1E-7, 0.0000001",
        "1.5E-8, 1.5E-8", "0.00000001, 1E-8", "1E+20, 100000000000000000000", "1E21, 1E+21", "1.25e30, 1.25E+30",
        "123456789.123456789, 123456789.12345679", "4.9E-324, 4.9E-324",
        "1.7976931348623157E308, 1.7976931348623157E+308",
        "1E400, 1E400", "0.125, 0.125", "abc, abc", "1d, 1d", "0x10, 0x10", "NaN, NaN", "1.2.3, 1.2.3", "-, -",
        "1 2, 1 2"})
    void a_number_is_the_shortest_text_for_it(String written, String expected) {
        assertThat(new CellTexts().number(written, -1)).isEqualTo(expected);
    }

    @Property
    void any_number_reads_back(@ForAll double number) {
        var texts = new CellTexts();
        var text = texts.number(number, 0);

        assertThat(Double.parseDouble(text)).isEqualTo(number == 0 ? 0.0 : number);
        assertThat(texts.number(text, 0)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        // Dates, dates and times, times.
        "yyyy-mm-dd | 45352 | 2024-03-01", "d.m.yyyy;@ | 45352 | 2024-03-01",
        "dd/mm/yy | 45352.5 | 2024-03-01T12:00:00",
        "mmm-yy | 45352 | 2024-03-01", "dddd | 45352 | 2024-03-01", "m | 45352 | 2024-03-01",
        "mm/dd | 45352 | 2024-03-01",
        "[$-40B]d. mmmm yyyy | 45352 | 2024-03-01", "[$-F800]dddd, mmmm dd, yyyy | 45352 | 2024-03-01",
        "[$-411]ge.m.d | 45352 | 2024-03-01", "yyyy\"年\"m\"月\"d\"日\" | 45352 | 2024-03-01",
        "yyyy-mm-dd hh:mm | 45352.520833333 | 2024-03-01T12:30:00",
        "yyyy-mm-dd\\Thh:mm:ss | 45352 | 2024-03-01T00:00:00",
        "m/d/yy h:mm AM/PM | 45352.75 | 2024-03-01T18:00:00", "h:mm | 0.5 | 12:00:00", "h:mm | 0 | 00:00:00",
        "h:mm:ss AM/PM | 0 | 00:00:00", "A/P h | 0 | 00:00:00", "[$-409]h AM/PM;@ | 0 | 00:00:00",
        "mm:ss.0 | 0 | 00:00:00", "General\\ h | 0 | 00:00:00", "m/d h:m | 0 | 0", "h:m d.m | 0 | 0",
        "h:mm:ss AM/PM | 0.520833333333 | 12:30:00", "[$-F400]h:mm:ss\\ AM/PM | 0.75 | 18:00:00",
        "mm:ss | 0.5 | 12:00:00",
        "mm:ss.000 | 0.5000000058 | 12:00:00.001", "h \"d\" | 0.25 | 06:00:00", "h:mm | 45352.5 | 2024-03-01T12:00:00",
        "HH:MM | 0.25 | 06:00:00", "h \"o''clock\" m | 0.25 | 06:00:00", "A/P h | 0.25 | 06:00:00",
        "[Red]d.m.yyyy;General | 45352 | 2024-03-01", "0;d.m.yyyy | 45352 | 2024-03-01",
        // Fractions are rounded to milliseconds, also into the next day.
        "d.m.yyyy h:mm | 45352.999999999 | 2024-03-02T00:00:00", "d.m.yyyy | 45352.000000001 | 2024-03-01",
        "d.m.yyyy h:mm:ss | 45352.00000289352 | 2024-03-01T00:00:00.250",
        // Elapsed time.
        "[h]:mm | 1.520833333333 | PT36H30M", "[h]:mm:ss | 0 | PT0S", "[mm]:ss | 0.01 | PT14M24S",
        "[s] | 0.00001 | PT0.864S",
        "[hh]:mm | 0.25 | PT6H", "[h]:mm | -0.5 | -0.5",
        // The calendar's first days, and the day that never was.
        "d.m.yyyy | 1 | 1900-01-01", "d.m.yyyy | 59 | 1900-02-28", "d.m.yyyy | 60 | 60", "d.m.yyyy | 60.5 | 60.5",
        "d.m.yyyy | 61 | 1900-03-01", "d.m.yyyy | 0 | 0", "d.m.yyyy h:mm | 0.5 | 12:00:00", "d.m.yyyy | -1 | -1",
        "d.m.yyyy | 2958465 | 9999-12-31", "d.m.yyyy | 2958465.99999999999 | 2958466", "d.m.yyyy | 2958466 | 2958466",
        "d.m.yyyy | abc | abc", "d.m.yyyy | NaN | NaN", "d.m.yyyy | 1e300 | 1E+300",
        // Numbers.
        "General | 45352 | 45352", "0.00 | 45352 | 45352", "#,##0.00\\ \"€\" | 1.5 | 1.5", "0% | 0.125 | 0.125",
        "0.00E+00 | 45352 | 45352", "##0.0e-0 | 45352 | 45352", "# ?/? | 0.5 | 0.5", "@ | 45352 | 45352",
        "\"day\" 0 | 45352 | 45352", "0\\d | 45352 | 45352", "0_d | 45352 | 45352", "*d0 | 45352 | 45352",
        "[Red]0;[Blue]-0 | 45352 | 45352", "[$€-40B]#,##0 | 45352 | 45352", "[$-40B]0 | 45352 | 45352",
        "[<100]0;0.0 | 5 | 5",
        "\"unclosed d | 45352 | 45352", "[unclosed d | 45352 | 45352", "0\\ | 45352 | 45352", ";;; | 45352 | 45352",
        "\"\" | 45352 | 45352", "[Magenta]General;d | 5 | 1900-01-05"})
    void a_format_tells_what_a_number_is(String format, String number, String expected) throws Exception {
        var texts = new CellTexts();
        texts.addStyle(0);
        texts.addStyle(CUSTOM);
        texts.addFormat(CUSTOM, format);

        assertThat(texts.number(number, 1)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0, 45352.5", "9, 45352.5", "14, 2024-03-01T12:00:00", "15, 2024-03-01T12:00:00",
        "17, 2024-03-01T12:00:00",
        "18, 2024-03-01T12:00:00", "22, 2024-03-01T12:00:00", "45, 2024-03-01T12:00:00", "46, PT1088460H",
        "48, 45352.5",
        "49, 45352.5", "30, 2024-03-01T12:00:00", "57, 2024-03-01T12:00:00", "79, PT1088460H", "163, 45352.5"})
    void some_formats_are_known_by_number(int format, String expected) throws Exception {
        var texts = new CellTexts();
        texts.addStyle(format);

        assertThat(texts.number(45352.5, 0)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"d.m.yyyy, 0, 1904-01-01", "d.m.yyyy, 43890, 2024-03-01", "h:mm, 0.5, 12:00:00",
        "d.m.yyyy, 60, 1904-03-01",
        "d.m.yyyy, 0.5, 1904-01-01T12:00:00", "d.m.yyyy, -1, -1", "d.m.yyyy, 2957003, 9999-12-31",
        "d.m.yyyy, 2957004, 2957004"})
    void days_may_count_from_1904(String format, double number, String expected) throws Exception {
        var texts = new CellTexts();
        texts.countFrom1904();
        texts.addFormat(CUSTOM, format);
        texts.addStyle(CUSTOM);

        assertThat(texts.number(number, 0)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"a_x000D_b, 'a\rb'", "_x000a_, '\n'", "_x005F_x000D_, _x000D_", "_x41_, _x41_", "_x00g0_, _x00g0_",
        "_x, _x",
        "_x0041, _x0041", "_xD83D__xDE00_, _xD83D__xDE00_", "_x_x0041_, _xA", "plain, plain", "_X000D_, _X000D_"})
    void text_may_be_escaped(String text, String expected) {
        assertThat(EscapedText.decoded(text)).isEqualTo(expected);
    }

    @Test
    void half_a_surrogate_pair_is_escaped() {
        assertThat(EscapedText.encodable("a\ud83d\ude00b")).isEqualTo("a\ud83d\ude00b");
        assertThat(EscapedText.encodable("a\ud83db\udc00")).isEqualTo("a_xD83D_b_xDC00_");
    }

    @Test
    void neither_language_nor_time_zone_matters() throws Exception {
        var locale = Locale.getDefault();
        var zone = TimeZone.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-SA-u-nu-arab"));
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
            a_format_tells_what_a_number_is("d.m.yyyy h:mm", "45352.25", "2024-03-01T06:00:00");
            a_number_is_the_shortest_text_for_it("1234.50", "1234.5");
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }
}
