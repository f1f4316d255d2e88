package io.allasflow.clean.engine.derive;

import io.allasflow.clean.engine.column.ColumnType;
import java.math.BigDecimal;

/// What is counted of one derived column, and what its cells turn out to be.
final class DerivedTally {
    private final DerivedPlan.Column column;
    private long missing;
    private long fromImputed;
    private long failed;
    private Integer firstFailedRow;
    private String problem;
    private boolean hasIntegers;
    private boolean hasDecimals;
    private boolean hasBooleans;
    private boolean hasTexts;

    DerivedTally(DerivedPlan.Column column) {
        this.column = column;
    }

    /// @param value null if it is missing
    /// @return the cell
    String take(Object value) {
        return switch (value) {
            case null -> {
                missing++;
                yield "";
            }
            case BigDecimal number -> {
                var plain = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
                hasDecimals |= plain.scale() > 0;
                hasIntegers |= plain.scale() <= 0;
                yield plain.toPlainString();
            }
            case Boolean truth -> {
                hasBooleans = true;
                yield truth.toString();
            }
            default -> {
                hasTexts = true;
                yield value.toString();
            }
        };
    }

    /// Notes that the cell taken last is made from one that was imputed.
    void addImputed() {
        fromImputed++;
    }

    void fail(int row, String why) {
        failed++;
        if (firstFailedRow == null) {
            firstFailedRow = row;
            problem = why;
        }
    }

    void append(DerivedTally next) {
        missing += next.missing;
        fromImputed += next.fromImputed;
        failed += next.failed;
        if (firstFailedRow == null) {
            firstFailedRow = next.firstFailedRow;
            problem = next.problem;
        }
        hasIntegers |= next.hasIntegers;
        hasDecimals |= next.hasDecimals;
        hasBooleans |= next.hasBooleans;
        hasTexts |= next.hasTexts;
    }

    DerivedColumn result() {
        return new DerivedColumn(column.name(), type().text(), column.source(), missing, fromImputed, failed,
                firstFailedRow,
                problem);
    }

    private ColumnType type() {
        var hasNumbers = hasIntegers || hasDecimals;
        if (hasTexts || hasNumbers == hasBooleans) {
            return ColumnType.TEXT;
        }
        return hasBooleans ? ColumnType.BOOLEAN : hasDecimals ? ColumnType.DECIMAL : ColumnType.INTEGER;
    }
}
