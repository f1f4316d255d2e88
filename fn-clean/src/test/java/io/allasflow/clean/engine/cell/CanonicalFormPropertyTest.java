package io.allasflow.clean.engine.cell;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;

/// Canonical forms mean what was written, judged by `BigDecimal` and java.time, and are fixed points.
class CanonicalFormPropertyTest {
    private static final CellFormat[] NUMBERS = Arrays.copyOfRange(CellFormat.values(),
            CellFormat.ZERO_ONE.ordinal(), CellFormat.EXPONENT.ordinal() + 1);

    /// Four groups up to 255 are taken for an address.
    private static final Pattern ADDRESS = Pattern
            .compile("\\D*[12]?\\d{1,2}(\\.([01]\\d\\d|2[0-4]\\d|25[0-5])){3}\\D*");

    private final CellClassifier classifier = new CellClassifier();

    record Style(char group, char decimal, DecimalMark mark) {}

    @Property(tries = 2000)
    void numbers_keep_every_digit_however_they_are_written(@ForAll("decimals") BigDecimal number,
            @ForAll("styles") Style style, @ForAll("surroundings") String around) {
        var text = around.replace("#", write(number, style));
        Assume.that(!ADDRESS.matcher(text).matches());
        var format = classifier.formatOf(text);

        assertThat(NUMBERS).as(text).contains(format);
        var canonical = classifier.number().canonical(style.mark());
        assertThat(canonical).as(text).isEqualTo(number.toPlainString());
        assertThat(classifier.number().value(style.mark())).as(text).isEqualTo(number.doubleValue());
        assertThat(NumberText.value(canonical)).isEqualTo(number.doubleValue());
        classifier.formatOf(canonical);
        assertThat(classifier.number().canonical(DecimalMark.POINT)).isSameAs(canonical);
    }

    @Property(tries = 2000)
    void dates_are_those_of_java_time(@ForAll @IntRange(min = 1, max = 9999) int year,
            @ForAll @IntRange(min = 1, max = 12) int month, @ForAll @IntRange(min = 1, max = 28) int day,
            @ForAll("datePatterns") String pattern) {
        var date = LocalDate.of(year, month, day);
        var dayFirst = !pattern.startsWith("M/");
        var format = classifier.formatOf(DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(date));

        assertThat(format).isBetween(CellFormat.DATE_YEAR_FIRST, CellFormat.DATE_DAY_OR_MONTH_FIRST);
        assertThat(classifier.date().canonical(dayFirst, false)).isEqualTo(date.toString());
        assertThat(classifier.formatOf(date.toString())).isEqualTo(CellFormat.DATE_YEAR_FIRST);
        assertThat(classifier.date().canonical(dayFirst, false)).isEqualTo(date.toString());
    }

    @Property(tries = 2000)
    void only_days_that_exist_are_dates(@ForAll @IntRange(min = 1, max = 2400) int year,
            @ForAll @IntRange(max = 13) int month, @ForAll @IntRange(max = 32) int day) {
        var text = String.format(Locale.ROOT, "%04d-%02d-%02d", year, month, day);

        assertThat(classifier.formatOf(text) == CellFormat.DATE_YEAR_FIRST).isEqualTo(exists(year, month, day));
        assertThat(classifier.formatOf(day + "." + month + "." + text.substring(0, 4)) == CellFormat.DATE_DOTTED)
                .isEqualTo(exists(year, month, day));
    }

    @Property(tries = 2000)
    void times_keep_their_instant(@ForAll @LongRange(min = 0, max = 86_399_999_999_999L) long nanos,
            @ForAll @IntRange(min = -18 * 60, max = 18 * 60) int offset, @ForAll("timePatterns") String pattern) {
        var time = LocalTime.ofNanoOfDay(pattern.contains("S") ? nanos : nanos / 1_000_000_000 * 1_000_000_000);
        time = pattern.contains("s") ? time : time.withSecond(0);
        var written = LocalDate.of(2021, 1, 31).atTime(time).atOffset(ZoneOffset.ofTotalSeconds(offset * 60));
        var text = DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(written);

        assertThat(classifier.formatOf(text)).as(text).isBetween(CellFormat.DATETIME_YEAR_FIRST,
                CellFormat.DATETIME_MONTH_FIRST);
        var canonical = classifier.date().canonical(true, true);
        if (pattern.contains("x") || pattern.contains("X")) {
            assertThat(DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(canonical, OffsetDateTime::from))
                    .as(text).isEqualTo(written);
        } else {
            assertThat(LocalDateTime.parse(canonical)).as(text).isEqualTo(written.toLocalDateTime());
        }
        classifier.formatOf(canonical);
        assertThat(classifier.date().canonical(true, true)).isEqualTo(canonical);
    }

    /// Also for cells that no one would write, and for what a case setting makes of them.
    @Property(tries = 5000)
    void cleaning_a_clean_cell_changes_nothing(
            @ForAll @StringLength(min = 1, max = 12) @CharRange(from = ' ', to = '~') String ascii,
            @ForAll @StringLength(max = 6) String any, @ForAll LetterCase letterCase) {
        for (var raw : new String[]{ascii, any, ascii + any}) {
            var clean = UnicodeForm.composed(WhiteSpace.clean(raw));
            var text = letterCase.apply(clean);
            assertThat(WhiteSpace.clean(text)).isEqualTo(text);
            assertThat(UnicodeForm.composed(text)).isEqualTo(text);
            assertThat(letterCase.apply(text)).isEqualTo(text);
            if (!text.isEmpty()) {
                assertThat(classifier.formatOf(text)).isEqualTo(classifier.formatOf(clean));
            }
        }
    }

    /// Strings of the characters that numbers and dates are made of: whatever is taken for one is rewritten to
    /// something that is the same again.
    @Property(tries = 20_000)
    void whatever_is_taken_for_a_number_or_date_has_a_fixed_point(@ForAll("scraps") String raw,
            @ForAll DecimalMark mark) {
        var text = WhiteSpace.clean(raw);
        if (text.isEmpty()) {
            return;
        }
        var format = classifier.formatOf(text);
        if (format.compareTo(CellFormat.ZERO_ONE) >= 0 && format.compareTo(CellFormat.EXPONENT) <= 0) {
            var canonical = classifier.number().canonical(mark);
            assertThat(new BigDecimal(canonical).doubleValue()).isEqualTo(classifier.number().value(mark));
            assertThat(classifier.formatOf(canonical)).as(text).isNotEqualTo(CellFormat.TEXT);
            assertThat(classifier.number().canonical(DecimalMark.POINT)).as(text).isEqualTo(canonical);
        } else if (format == CellFormat.TIME || format == CellFormat.TIME_AM_PM) {
            var canonical = classifier.date().canonicalTime();
            assertThat(LocalTime.parse(canonical)).isNotNull();
        } else if (format.compareTo(CellFormat.DATE_YEAR_FIRST) >= 0) {
            var canonical = classifier.date().canonical(true, true);
            classifier.formatOf(canonical);
            assertThat(classifier.date().canonical(true, true)).as(text).isEqualTo(canonical);
        }
    }

    @Provide
    Arbitrary<BigDecimal> decimals() {
        return Combinators.combine(Arbitraries.bigIntegers().between(BigInteger.TEN.pow(30).negate(),
                BigInteger.TEN.pow(30)), Arbitraries.integers().between(0, 20)).as(BigDecimal::new);
    }

    @Provide
    Arbitrary<Style> styles() {
        return Arbitraries.of(new Style((char) 0, '.', DecimalMark.POINT), new Style((char) 0, ',', DecimalMark.COMMA),
                new Style(',', '.', DecimalMark.POINT), new Style('.', ',', DecimalMark.COMMA),
                new Style(' ', ',', DecimalMark.COMMA), new Style(' ', '.', DecimalMark.POINT),
                new Style('\'', '.', DecimalMark.POINT), new Style('\u2019', '.', DecimalMark.POINT));
    }

    @Provide
    Arbitrary<String> surroundings() {
        return Arbitraries.of("#", "# %", "#%", "€ #", "#€", "EUR #", "# kr", "$#");
    }

    @Provide
    Arbitrary<String> datePatterns() {
        return Arbitraries.of("uuuu-MM-dd", "uuuu/M/d", "uuuu.MM.dd", "d.M.uuuu", "dd.MM.uuuu", "d/M/uuuu", "M/d/uuuu",
                "dd-MM-uuuu", "d MMM uuuu", "d MMMM uuuu", "MMMM d, uuuu", "dd-MMM-uuuu");
    }

    @Provide
    Arbitrary<String> timePatterns() {
        return Arbitraries.of("uuuu-MM-dd'T'HH:mm:ssXXX", "uuuu-MM-dd HH:mm:ss.SSSSSSSSSxxx", "d.M.uuuu H:mm",
                "d.M.uuuu 'klo' H.mm.ss", "M/d/uuuu h:mm:ss a", "d MMM uuuu H:mm xx", "uuuuMMdd'T'HHmmssXX",
                "uuuu/MM/dd H:mm:ss,SSSSSSSSS", "MMM d, uuuu h:mm a");
    }

    @Provide
    Arbitrary<String> scraps() {
        return Arbitraries.of("0", "1", "12", "123", "2021", "31", "00", ".", ",", " ", "-", "+", "/", ":", "'", "e",
                "T", "Z", "€", "%", "(", ")", "PM", "Mar", "kr", "\u2212", "\u2019", "12345678901234567890")
                .list().ofMinSize(1).ofMaxSize(9).map(parts -> String.join("", parts));
    }

    private static boolean exists(int year, int month, int day) {
        return month >= 1 && month <= 12 && day >= 1 && day <= YearMonth.of(year, month).lengthOfMonth();
    }

    private static String write(BigDecimal number, Style style) {
        var plain = number.abs().toPlainString();
        var point = plain.indexOf('.');
        var whole = new StringBuilder(point < 0 ? plain : plain.substring(0, point));
        for (var i = whole.length() - 3; i > 0 && style.group() != 0; i -= 3) {
            whole.insert(i, style.group());
        }
        return (number.signum() < 0 ? "-" : "") + whole
                + (point < 0 ? "" : style.decimal() + plain.substring(point + 1));
    }
}
