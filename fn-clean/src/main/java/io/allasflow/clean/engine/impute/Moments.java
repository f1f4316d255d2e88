package io.allasflow.clean.engine.impute;

import io.allasflow.clean.engine.cell.NumberText;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// Mean and standard deviation of a column, from exact sums, so that they do not depend on the order of its rows.
/// Memory: at most some 1,500 digits, as the numbers are those of a double, or at most [#LONGEST] digits long.
final class Moments {
    static final MathContext PRECISION = MathContext.DECIMAL128;
    private static final int LONGEST = 400;

    private BigDecimal sum = BigDecimal.ZERO;
    private BigDecimal squares = BigDecimal.ZERO;
    private long count;
    private int decimals;

    /// @param cell a number as the cleaned table has it
    void add(String cell) {
        var number = number(cell);
        sum = sum.add(number);
        squares = squares.add(number.multiply(number));
        count++;
        decimals = Math.max(decimals, number.scale());
    }

    long count() {
        return count;
    }

    /// The most that a number has.
    int decimals() {
        return decimals;
    }

    BigDecimal mean() {
        return sum.divide(BigDecimal.valueOf(count), PRECISION);
    }

    /// Of the numbers as a sample, as pandas has it; 0 of a single one.
    BigDecimal deviation() {
        if (count < 2) {
            return BigDecimal.ZERO;
        }
        return squares.multiply(BigDecimal.valueOf(count)).subtract(sum.multiply(sum))
                .divide(BigDecimal.valueOf(count).multiply(BigDecimal.valueOf(count - 1)), PRECISION).sqrt(PRECISION);
    }

    /// The mean with as many decimals as the column has: a column of whole numbers gets one.
    String roundedMean() {
        return plain(sum.divide(BigDecimal.valueOf(count), decimals, RoundingMode.HALF_EVEN));
    }

    static BigDecimal number(String cell) {
        if (cell.length() <= LONGEST && cell.indexOf('e') < 0 && cell.indexOf('E') < 0) {
            return new BigDecimal(cell);
        }
        return BigDecimal.valueOf(Math.clamp(NumberText.value(cell), -Double.MAX_VALUE, Double.MAX_VALUE));
    }

    static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
