package io.allasflow.clean.engine;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.allasflow.clean.engine.cell.LetterCase;
import io.allasflow.clean.engine.column.ColumnType;
import io.allasflow.clean.engine.column.DeclaredFormat;
import io.allasflow.clean.engine.impute.Impute;
import io.allasflow.clean.engine.outlier.Outliers;
import java.util.List;

/// What the settings say of one column. Every field may be absent (null).
///
/// @param type what the column holds, whatever share of its cells fit; null to find out
/// @param format how a date, datetime or time is written: a pattern of [java.time.format.DateTimeFormatter] in English,
///        or `epoch_seconds` or `epoch_millis`; null for every format that is understood
/// @param sentinels what else than an empty cell means a missing value in this column, instead of the table's; null for
///        those
/// @param missing sentinels of this column, besides these
/// @param letterCase what becomes of its texts; null for what the table's settings say
/// @param impute how its missing cells get a value; null for what the table's settings say of its type
/// @param outliers which of its numbers are outliers and what becomes of them; null, in part or whole, for what the
///        table's settings say
/// @throws IllegalArgumentException for a format that is none, or that does not go with the type
public record ColumnSettings(ColumnType type, String format, List<String> sentinels, List<String> missing,
        @JsonProperty("case") LetterCase letterCase, Impute impute, Outliers outliers) {
    public static final ColumnSettings NONE = new ColumnSettings(null, null, null, null, null, null, null);

    public ColumnSettings {
        sentinels = sentinels == null ? null : List.copyOf(sentinels);
        missing = missing == null ? List.of() : List.copyOf(missing);
        if (format != null) {
            DeclaredFormat.of(type, format);
        }
    }
}
