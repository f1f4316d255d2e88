package io.allasflow.clean.engine.derive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.allasflow.clean.engine.column.ColumnType;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormulaTest {
    private static final Map<String, RowView.Place> PLACES = Map.of("n", new RowView.Place(0, ColumnType.DECIMAL), "t",
            new RowView.Place(1, ColumnType.TEXT), "d", new RowView.Place(2, ColumnType.DATETIME), "none",
            new RowView.Place(3, ColumnType.INTEGER), "big", new RowView.Place(4, ColumnType.INTEGER));
    private static final List<String> CELLS = List.of("2.50", "Åbo \"x\"", "2026-02-28T23:30:00.5+02:00", "",
            "12345678901234567890123");

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            0.1 + 0.2                        ~ 0.3
            1 / 3                            ~ 0.3333333333333333333333333333333333
            big + 1                          ~ 12345678901234567890124
            n * 2                            ~ 5
            -7 % 3                           ~ -1
            ROUND(2.5, 0)                    ~ 2
            ROUND(n / 3, 2)                  ~ 0.83
            FLOOR(-1.5) + CEILING(1.2)       ~ 0
            MIN(n, 1) + MAX(1, 2, 3)         ~ 4
            ABS(-n)                          ~ 2.5
            t + '!'                          ~ Åbo "x"!
            UPPER(LEFT(t, 2))                ~ ÅB
            RIGHT(t, 99)                     ~ Åbo "x"
            LENGTH(t)                        ~ 7
            LEFT('😀x', 1)                   ~ 😀
            RIGHT('x😀', 1)                  ~ 😀
            LENGTH('😀x')                    ~ 2
            CONTAINS(t, "bo") && n > 2       ~ true
            STARTS_WITH(t, "bo") || !TRUE    ~ false
            n = 2.5                          ~ true
            t < 'b'                          ~ false
            d > '2026-01-01'                 ~ true
            YEAR(d) * 100 + MONTH(d)         ~ 202602
            WEEKDAY(d)                       ~ 6
            HOUR(d) + DAY(d)                 ~ 51
            DAYS(d, '2026-03-02')            ~ 2
            IF(n > 2, 'big', 'small')        ~ big
            COALESCE(none, 7)                ~ 7
            none = NULL                      ~ true
            none + 1                         ~
            none + t                         ~
            MAX(none, 1)                     ~
            row_completeness                 ~ 80.25
            """)
    void works_out(String expression, String value) throws Exception {
        assertThat(value(expression)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"n / 0", "t * 2", "YEAR(t)", "HOUR('2026-01-01')", "ROUND(n, 1000000000)", "1e299 * 1e299",
        "FLOOR(1e299 * 1e299 * 1e299)", "LEFT(t, t)", "DAYS(t, d)", "n && TRUE = t - 1"})
    void fails_without_telling_the_cell(String expression) {
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> value(expression)))
                .isInstanceOf(UnderivableException.class).message().doesNotContain("bo");
    }

    /// Nothing that reads the clock, is random, or costs more than it is long.
    @ParameterizedTest
    @ValueSource(strings = {"DT_NOW()", "RANDOM()", "FACT(9)", "2 ^ 999999999", "STR_FORMAT('%9999999d', 1)",
        "STR_MATCHES(t, '(a+)+')", "SIN(1)", "t.length", "[1, 2]", "x[0]", "1e999999999", "1e-999999999", "a b", "(",
        "",
        " ", "SUM(1", "''(1)", "IF()", "1 +", "0x",
        "'\ud83d' + t"})
    void refuses(String expression) {
        assertThatIllegalArgumentException().isThrownBy(() -> Formula.check(expression));
    }

    @Test
    void is_read_once_for_several_rows() throws Exception {
        var one = new RowView(PLACES);
        var other = new RowView(PLACES);
        one.show(List.of("1", "a"), BigDecimal.ONE);
        other.show(List.of("2", "b"), BigDecimal.ONE);
        var parsed = Formula.parse("t + n");

        assertThat(List.of(parsed.over(one).value(), parsed.over(other).value())).containsExactly("a1", "b2");
    }

    @Test
    void refuses_what_is_too_long() {
        assertThatIllegalArgumentException().isThrownBy(() -> Formula.check("1" + "+1".repeat(500)));
        Formula.check("(".repeat(499) + "1" + ")".repeat(499));
    }

    private static String value(String expression) throws UnderivableException {
        var row = new RowView(PLACES);
        row.show(CELLS, new BigDecimal("80.25"));
        return switch (Formula.parse(expression).over(row).value()) {
            case null -> null;
            case BigDecimal number -> number.stripTrailingZeros().toPlainString();
            case Object other -> other.toString();
        };
    }
}
