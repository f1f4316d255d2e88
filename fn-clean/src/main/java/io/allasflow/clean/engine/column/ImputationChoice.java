package io.allasflow.clean.engine.column;

import io.allasflow.clean.engine.CleanSettings;
import io.allasflow.clean.engine.impute.Imputation;
import io.allasflow.clean.engine.impute.ImputationMethod;
import io.allasflow.clean.engine.impute.Impute;
import io.allasflow.clean.engine.rule.TypeCheck;
import java.math.RoundingMode;

/// How a column's missing cells get a value: as its own settings say, else as those of its type.
final class ImputationChoice {
    private ImputationChoice() {}

    /// @param numbers the column's valid numbers
    /// @param own what the settings say of the column; null if nothing. Without it, an identifier is left alone
    /// @return null where missing cells stay missing
    static Imputation of(ColumnType type, boolean identifier, Quantiles numbers, Impute own,
            CleanSettings.Missing settings) {
        if (own == null && identifier) {
            return null;
        }
        var wanted = own == null ? settings.of(type) : own;
        if (wanted.method().isOfNumbers() && !type.isNumeric()) {
            return new Imputation.Kept(wanted.method(), "it holds no numbers, but is of type " + type.text() + ".");
        }
        return switch (wanted.method()) {
            case KEEP -> null;
            case MEDIAN -> numbers.count() == 0 ? null : median(type, numbers);
            case CONSTANT -> constant(type, wanted.constant() == null ? settings.constant() : wanted.constant());
            case MEAN, MODE, PREVIOUS, INTERPOLATE -> new Imputation.Wanted(wanted.method());
        };
    }

    private static Imputation median(ColumnType type, Quantiles numbers) {
        var median = numbers.quartile(2);
        var value = type == ColumnType.INTEGER ? median.setScale(0, RoundingMode.HALF_EVEN) : median;
        return new Imputation.Value(ImputationMethod.MEDIAN, Fences.plain(value));
    }

    private static Imputation constant(ColumnType type, String constant) {
        return TypeCheck.of(type.text()).accepts(constant)
                ? new Imputation.Value(ImputationMethod.CONSTANT, constant)
                : new Imputation.Kept(ImputationMethod.CONSTANT, "the constant is not of its type, " + type.text()
                        + ", as the cleaned table writes it.");
    }
}
