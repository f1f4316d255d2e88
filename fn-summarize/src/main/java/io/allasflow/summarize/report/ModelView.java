package io.allasflow.summarize.report;

import io.allasflow.summarize.engine.Sample;
import io.allasflow.summarize.model.GoldModel;
import io.allasflow.summarize.model.ResultColumn;
import java.util.List;
import java.util.Locale;

/// What the template of a model's page shows, ready as text.
///
/// @param rows null without a result
/// @param kept whether the result is of an earlier run
/// @param unpublished why the result is not in the database; null if it is, or is not to be
/// @param chart the column that the chart is by; null for none
public record ModelView(String name, String rows, String columnCount, boolean kept, String errorCode, String error,
        String advice, Unpublished unpublished, String chart, Preview preview, List<Input> inputs, String moreInputs,
        List<Column> columns,
        String moreColumns, String sql) {
    private static final int MOST_INPUTS = 100;
    private static final int MOST_COLUMNS = 200;
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_ERROR = 1_000;
    private static final int LONGEST_SQL = 50_000;

    public record Unpublished(String code, String message, String advice) {
        static Unpublished of(GoldModel.Publishing publishing) {
            var error = publishing == null ? null : publishing.error();
            return error == null
                    ? null
                    : new Unpublished(error.code(), Display.text(error.message(), LONGEST_ERROR), error.advice());
        }
    }

    /// @param href relative, and kept so by its first characters: a dataset may be called `javascript:…`
    public record Input(String name, String kind, String href) {
        static Input of(GoldModel.Input input) {
            var href = switch (input.kind()) {
                case DATASET -> input.etag() == null ? null : "../reports/" + Links.report(input.name());
                case MODEL -> "./" + input.name() + ".html";
                case RUNS -> null;
            };
            return new Input(Display.text(input.name(), LONGEST_NAME), input.kind().word(), href);
        }
    }

    public record Column(String name, String type) {
        static Column of(ResultColumn column) {
            return new Column(Display.text(column.name(), LONGEST_NAME),
                    Display.text(column.sqlType().toLowerCase(Locale.ROOT), 60));
        }
    }

    static ModelView of(GoldModel gold, String sql, Sample sample, String chart) {
        var error = gold.error();
        return new ModelView(gold.model(), gold.rows() == null ? null : Display.count(gold.rows()),
                Display.count(gold.columns().size()), gold.isKept(), error == null ? null : error.code(),
                error == null ? null : Display.text(error.message(), LONGEST_ERROR),
                error == null ? null : error.advice(), Unpublished.of(gold.publishing()), chart,
                sample == null || sample.rows().isEmpty() ? null : Preview.of(sample, "the first of them"),
                gold.inputs().stream().limit(MOST_INPUTS).map(Input::of).toList(),
                more(gold.inputs().size(), MOST_INPUTS),
                gold.columns().stream().limit(MOST_COLUMNS).map(Column::of).toList(),
                more(gold.columns().size(), MOST_COLUMNS), Display.text(sql, LONGEST_SQL));
    }

    private static String more(int all, int shown) {
        return all > shown ? Display.count(all - shown) : null;
    }
}
