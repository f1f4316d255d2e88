package io.allasflow.clean.engine.column;

import io.allasflow.clean.engine.CleanSettings;
import io.allasflow.clean.engine.CleanSettings.NumberImputation;
import io.allasflow.clean.engine.CleanSettings.TextImputation;
import io.allasflow.clean.engine.table.ChangeReason;
import java.math.RoundingMode;

/// What a column's missing cells become.
///
/// @param reason what the change log says of it
public record Imputation(String value, ChangeReason reason) {

    /// @param numbers the column's valid numbers
    /// @return null where missing cells stay missing: identifiers, booleans, dates, columns without a number
    static Imputation of(ColumnType type, boolean identifier, Quantiles numbers, CleanSettings.Missing settings) {
        if (identifier || type.isNumeric() && numbers.count() == 0) {
            return null;
        }
        return switch (type) {
            case INTEGER, DECIMAL -> settings.numbers() == NumberImputation.KEEP ? null : median(type, numbers);
            case TEXT -> settings.texts() == TextImputation.KEEP
                    ? null
                    : new Imputation(settings.constant(), ChangeReason.IMPUTED_CONSTANT);
            case BOOLEAN, DATE, DATETIME, TIME -> null;
        };
    }

    private static Imputation median(ColumnType type, Quantiles numbers) {
        var median = numbers.quartile(2);
        var value = type == ColumnType.INTEGER ? median.setScale(0, RoundingMode.HALF_EVEN) : median;
        return new Imputation(Fences.plain(value), ChangeReason.IMPUTED_MEDIAN);
    }
}
