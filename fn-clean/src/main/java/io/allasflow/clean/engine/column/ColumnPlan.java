package io.allasflow.clean.engine.column;

import io.allasflow.clean.engine.CleanSettings;
import io.allasflow.clean.engine.cell.CellFormat;
import io.allasflow.clean.engine.cell.DecimalMark;
import io.allasflow.clean.engine.cell.LetterCase;
import io.allasflow.clean.engine.cell.MissingValues;
import io.allasflow.clean.engine.impute.Imputation;
import io.allasflow.clean.engine.outlier.Outliers;
import java.util.List;
import java.util.Set;

/// What the second pass does to one column, and the figures of the first that the report gives.
///
/// @param position 1-based place in the raw table
/// @param dropped whether the column is left out of the cleaned table
/// @param words missing cells of a text column that may be names or codes, such as `NA`
/// @param present cells that are not missing
/// @param valid cells that fit the type
/// @param consistent cells in the dominant format, without stray white space
/// @param clean whether white space and Unicode's form have nothing to change in any cell
/// @param canonical whether every cell that is not missing is a number in canonical form
/// @param dominant the commonest format of the valid cells; null in a text column
/// @param imputation null where missing cells are to stay missing
/// @param imputesInvalid whether those that do not fit the type get a value too
/// @param rankError by what share of the numbers the rank of a quartile may be off; null where they are exact
/// @param undeclared the type it would have had; null unless another is declared that most cells do not fit
/// @param near the type that a text column nearly has, unless its name says that it is an identifier; null if there is none
/// @param texts some of its cells that are nothing but text
/// @param missingValues which cells are missing
/// @param letterCase what becomes of texts
/// @param outliers which numbers are outliers and what becomes of them; null where they are not looked for
/// @param fences what is beyond is an outlier; null where they are not looked for, or are still to be worked out
public record ColumnPlan(String name, String sourceName, int position, boolean identifier, boolean dropped,
        TypeDecision decision, long missing, long words, long present, long valid, long consistent, boolean clean,
        boolean canonical, CellFormat dominant, Imputation imputation,
        boolean imputesInvalid, Outliers outliers, Fences fences,
        Double rankError, ColumnType undeclared, Set<Doubt> doubts, NearType near, List<String> texts,
        MissingValues missingValues, LetterCase letterCase) {

    public static ColumnPlan of(String name, String sourceName, int position, boolean dropped, ColumnProfile profile,
            CleanSettings settings) {
        var counts = profile.formats();
        var decision = profile.decide(settings.types().threshold());
        var doubts = Doubt.of(profile, decision, settings.types().threshold());
        var numbers = profile.numbers(decision);
        var isNamed = Identifiers.isNamed(name, decision, numbers) || doubts.contains(Doubt.LONG_NUMBERS);
        var identifier = isNamed || Identifiers.areNumbered(decision, profile.settings(), numbers);
        var isText = decision.type() == ColumnType.TEXT;
        var valid = counts.of(decision.accepted(), decision.markings());
        if (identifier && !isNamed && profile.missing() + counts.total() > valid
                && profile.settings().impute() == null) {
            doubts.add(Doubt.NUMBERED);
        }
        var isCanonical = decision.type().isNumeric() && decision.declared() == null
                && decision.mark() == DecimalMark.POINT && profile.hasCanonicalNumbers() && valid == counts.total();
        var hasOutliers = decision.type().isNumeric() && !dropped && numbers.count() > 0
                && (!identifier || profile.settings().outliers() != null);
        var outliers = hasOutliers ? settings.outliersOf(profile.settings()) : null;
        var letterCase = profile.settings().letterCase();
        var imputation = dropped
                ? null
                : ImputationChoice.of(decision.type(), identifier, numbers, profile.settings().impute(),
                        settings.missing());
        return new ColumnPlan(name, sourceName, position, identifier, dropped, decision, profile.missing(),
                isText && settings.missing().hasUsualSentinels() ? profile.words() : 0,
                counts.total(), valid,
                Styles.consistent(counts, decision) - (isText ? profile.spellings().deviating() : 0),
                profile.isClean(), isCanonical,
                Styles.dominant(counts, decision), imputation, settings.missing().imputeInvalid(),
                outliers, hasOutliers ? Fences.of(numbers, outliers) : null,
                decision.type().isNumeric() && numbers.isApproximate() ? numbers.rankError() : null,
                profile.isMisdeclared(valid) ? profile.undeclared(settings.types().threshold()) : null, doubts,
                isText && !identifier ? profile.near() : null, List.copyOf(profile.texts()), profile.missingValues(),
                letterCase == null ? settings.text().letterCase() : letterCase);
    }

    /// The same, but for what was worked out since.
    public ColumnPlan with(Imputation other, Fences found) {
        return new ColumnPlan(name, sourceName, position, identifier, dropped, decision, missing, words, present, valid,
                consistent, clean, canonical, dominant, other, imputesInvalid, outliers, found, rankError, undeclared,
                doubts, near, texts, missingValues, letterCase);
    }

    public ColumnType type() {
        return decision.type();
    }
}
