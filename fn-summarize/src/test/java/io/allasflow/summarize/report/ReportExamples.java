package io.allasflow.summarize.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.allasflow.core.event.PipelineEvent;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.allasflow.core.json.Json;
import io.allasflow.summarize.engine.ColumnSummary;
import io.allasflow.summarize.engine.ColumnType;
import io.allasflow.summarize.engine.Correlation;
import io.allasflow.summarize.engine.Sample;
import io.allasflow.summarize.engine.Scatter;
import io.allasflow.summarize.engine.SummaryReport;
import io.allasflow.summarize.engine.Tables;
import io.allasflow.summarize.engine.TimeSeries;
import io.allasflow.summarize.engine.TypedColumn;
import io.allasflow.summarize.model.GoldModel;
import io.allasflow.summarize.model.ResultColumn;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What a report can show, all of it.
final class ReportExamples {
    private ReportExamples() {}

    /// @param name of the first column, and the text in some cells
    static SummaryReport summary(String name) {
        var columns = List.of(new TypedColumn(name, ColumnType.DECIMAL), new TypedColumn("area", ColumnType.INTEGER),
                new TypedColumn("city", ColumnType.TEXT), new TypedColumn("seen", ColumnType.DATE),
                new TypedColumn("other", ColumnType.INTEGER));
        var csv = new StringBuilder(
                columns.stream().map(column -> quoted(column.name())).collect(Collectors.joining(",")) + "\n");
        for (var row : rows(name, 500)) {
            csv.append(row.stream().map(ReportExamples::quoted).collect(Collectors.joining(","))).append('\n');
        }
        var basic = Tables.summary(Tables.table(csv.toString(), columns.toArray(TypedColumn[]::new)));
        return new SummaryReport(basic.schema(), name.equals("price") ? "shop/prices" : name, basic.source(),
                basic.rows(), basic.columns(), basic.storedColumns(),
                List.of(new Correlation(name, "area", 1_000, 0.92, 0.88),
                        new Correlation(name, "other", 900, -0.41, -0.5),
                        new Correlation("area", "other", 900, 0.03, null)),
                List.of(scatter(name, "area", 400), scatter("area", "other", 100)),
                new TimeSeries("seen", "day", List.of(series(name, 469), series("area", 469)), false), null);
    }

    private static String quoted(String cell) {
        return '"' + cell.replace("\"", "\"\"") + '"';
    }

    private static List<List<String>> rows(String name, int count) {
        var cities = List.of("Espoo", "Turku", "Oulu", name, "=HYPERLINK(\"x\")");
        return IntStream.range(0, count).mapToObj(i -> List.of(i % 10 == 3
                ? ""
                : String.format(Locale.ROOT, "%.2f",
                        (i * 37 % 101 - 20) / 4.0 + (i % 7) * (i % 11)),
                Integer.toString(i * i % 97),
                cities.get(i * i % 5), LocalDate.of(2024, 1, 1).plusDays(i).toString(), Integer.toString(i * 7 % 13)))
                .toList();
    }

    static Sample sample(String name, int rows) {
        return new Sample(List.of(name, "area", "city", "seen", "other"), rows(name, rows), 23_000);
    }

    private static Scatter scatter(String x, String y, int points) {
        return new Scatter(x, y, 2.0, -3.0, IntStream.range(0, points)
                .mapToObj(i -> new double[]{i / 10.0, 2 * i / 10.0 - 3 + i * 37 % 23 - 11}).toList());
    }

    private static TimeSeries.Series series(String column, int points) {
        var first = LocalDate.of(2024, 1, 1);
        return new TimeSeries.Series(column, IntStream.range(0, points).mapToObj(i -> {
            var mean = 100 + i / 20.0 + i % 7 * 3 + (i == 100 ? 150 : 0);
            return new TimeSeries.Point(first.plusDays(i).toString(), 24, mean, mean - 8 - i % 3, mean + 9 + i % 5,
                    i < 3 ? null : 108 + i / 20.0);
        }).toList(), 0.05, 0.04, 0.06,
                IntStream.range(0, 24).mapToObj(hour -> hour < 4 ? null : 90.0 + Math.abs(12 - hour)).toList(),
                IntStream.range(0, 7).mapToObj(day -> 100.0 + 3 * day).toList(),
                Collections.nCopies(12, 110.0),
                List.of(new TimeSeries.Anomaly(401, "2024-04-10", 250, 9.3),
                        new TimeSeries.Anomaly(1_201, "2024-10-01", 60, -4.1)));
    }

    /// @param line of the source
    static JsonNode reading(String line) {
        try {
            return Json.MAPPER.readTree("""
                    {"format": "delimited", "encoding": "windows-1252", "delimiter": ";", "quote": "'", "header": true,
                     "headerRows": 2, "skippedLines": 3, "compression": "gzip", "damagedRows": 2, "damagedLines": [7, 1009],
                     "confidence": 0.97}""").<ObjectNode>require().set("preamble",
                    Json.MAPPER.createArrayNode().add(line).add("Exported 2026-01-05"));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// @param name of the first column
    static JsonNode quality(String name) {
        try {
            var json = Json.MAPPER.writeValueAsString(name);
            var text = json.substring(1, json.length() - 1);
            return Json.MAPPER.readTree("""
                    {"rows": {"read": 23040, "written": 22931, "duplicates": 83, "empty": 2, "rejected": 24, "outliers": 0},
                     "scores": {"completeness": 77.91, "uniqueness": 99.64, "validity": 99.46, "consistency": 92.3, "overall": 92.33},
                     "verdict": "warn",
                     "definitions": [{"score": "completeness", "meaning": "", "threshold": 80.0}, {"score": "uniqueness", "meaning": "", "threshold": 95}],
                     "columns": [{"name": "$", "sourceName": "Price: $", "imputed": 1, "unit": "EUR", "below": ["completeness"], "completeness": 66.7}],
                     "droppedColumns": [{"name": "notes", "sourceName": "Notes $"}],
                     "derivedColumns": [{"name": "seen", "type": "date", "source": "$ + 1", "failed": 3}],
                     "changes": {"IMPUTED_MEDIAN": 1702, "TRIMMED": 44, "CASE_UNIFIED": 12},
                     "rules": [{"rule": "$ is known", "check": "required", "columns": ["$"], "severity": "reject", "passed": false, "failed": 2, "exampleRows": [3, 17]},
                               {"rule": "area is a number", "check": "type", "columns": ["area"], "severity": "warn", "passed": true, "failed": 0, "exampleRows": []},
                               {"rule": "gone", "check": "range", "columns": ["gone"], "severity": "fail", "passed": false, "skipped": true, "judged": 0, "failed": 0, "exampleRows": [], "problem": "There is no column gone."}],
                     "recommendations": ["Column $: 7 of 21 cells are missing; ask the supplier whether they are unknown or were lost."],
                     "suggestedYaml": "clean:\\n  rules:\\n    - column: $\\n      required: true\\n"}"""
                    .replace("$", text));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// Too much of everything, of long texts.
    static SummaryReport widest(String text) {
        var names = IntStream.range(0, 2_000).mapToObj(i -> text.repeat(200) + i).toList();
        var some = summary(text.repeat(50));
        var columns = new ArrayList<ColumnSummary>();
        for (var name : names) {
            var like = some.columns().get(columns.size() % 3);
            columns.add(new ColumnSummary(name, like.type(), like.count(), like.missing(), like.distinct(), like.min(),
                    like.max(), like.mean(), like.median(), like.stddev(), like.q1(), like.q3(), like.skewness(),
                    like.top(), like.histogram(), true));
        }
        var pairs = IntStream.range(0, 2_000).mapToObj(i -> new Correlation(names.get(i), names.get(i / 70), i,
                i / 2_000.0, i / 3_000.0)).toList();
        var scatters = Stream.generate(() -> scatter(names.get(0), names.get(1), 500)).limit(50).toList();
        var series = IntStream.range(0, 20).mapToObj(i -> series(names.get(i), 1_000)).toList();
        return new SummaryReport(some.schema(), some.dataset(), some.source(), some.rows(), columns, 1_000, pairs,
                scatters,
                new TimeSeries(names.get(0), "hour", series, true), null);
    }

    static Sample widestSample(String text) {
        var row = Collections.nCopies(2_000, text.repeat(50));
        return new Sample(row, Collections.nCopies(500, row), 1_000_000);
    }

    /// @param name of the first dataset, and part of what is told of the others
    static List<IndexEntry> entries(String name) {
        return List.of(
                new IndexEntry(name, "summarized", "2026-01-05T10:00:00Z", name + ".csv", 12_345_678L, 23_040L, 22_931L,
                        83L, 2L, 24L, null, 92.33, List.of(71.0, 70.5, 84.2, 91.0), "warn",
                        new IndexEntry.Drift(1, 0, 1, 0, true),
                        new ChangeText("+120 rows, 2 columns changed: " + name + " mean 41.2 → 55",
                                List.of("Rows 22 811 → 22 931, columns 5 → 5",
                                        name + ": mean 41.2 → 55, missing 0 % → 1.2 %",
                                        "area: distinct 90 → 97")),
                        null, null, null, "shop/prices.html", List.of()),
                new IndexEntry("shop/customers", "summarized", "2026-01-05T09:00:00Z", "shop/customers.csv", 48_000L,
                        1_200L, 1_200L, 0L, 0L, 0L, null, 99.1, List.of(98.9), "pass", null, null, null, null, null,
                        "shop/customers.html", List.of()),
                new IndexEntry("shop/logo.png", "rejected", "2026-01-05T08:00:00Z", "shop/logo.png", 68L, null, null,
                        null,
                        null, null, null, null, List.of(), null, null, null, "NOT_A_TABLE",
                        "This is an image " + name + ".",
                        "Remove it, or exclude it in the configuration.", null, List.of()),
                new IndexEntry("shop/orders", "cleaned", "2026-01-05T10:01:00Z", "exports/orders.xlsx", 980_000L,
                        9_000L,
                        8_990L, 10L, 0L, 0L, null, 88.0, List.of(), "warn", null, null, null, null, null, null,
                        List.of()));
    }

    static List<ModelEntry> models(String name) {
        return List.of(new ModelEntry("cities", "made", 40L, false, List.of(name, "customer_profiles"), null, null,
                null, "../gold/cities.html"),
                new ModelEntry("profiles", "failed", 3L, true, List.of(name), "MODEL_FAILED", "Binder Error: " + name,
                        "Mend the SQL as the message says.", "../gold/profiles.html"),
                new ModelEntry(name + ".sql", "failed", null, false, List.of(), "MODEL_MISNAMED",
                        "No model can be called that.", "Name it.", null),
                new ModelEntry("soon", "new", null, false, List.of(), null, null, null, null));
    }

    /// @param name of an input, and of a column
    static GoldModel model(String name, boolean failed) {
        var inputs = List.of(new GoldModel.Input(name, GoldModel.Kind.DATASET, null),
                new GoldModel.Input("shop/customers", GoldModel.Kind.DATASET, "e"),
                new GoldModel.Input("customer_profiles", GoldModel.Kind.MODEL, "e"),
                new GoldModel.Input("pipeline_runs", GoldModel.Kind.RUNS, "e"));
        var columns = List.of(new ResultColumn(name, ColumnType.TEXT, "VARCHAR"),
                new ResultColumn("customers", ColumnType.INTEGER, "BIGINT"),
                new ResultColumn("spent", ColumnType.DECIMAL, "DECIMAL(18,2)"));
        return new GoldModel(null, "cities", failed ? GoldModel.State.FAILED : GoldModel.State.MADE, "e", inputs, 40L,
                columns, Map.of(), failed
                        ? new PipelineEvent.Error("MODEL_FAILED", "Binder Error: no column " + name, "Mend the SQL.")
                        : null,
                null, "f", "1");
    }

    static Sample modelRows(String name) {
        return new Sample(List.of(name, "customers", "spent"), IntStream.range(0, 40).mapToObj(
                i -> List.of(name + " " + i, String.valueOf(i * 7 % 10), i % 5 == 0 ? "" : i * 3 % 17 + ".50"))
                .toList(), 40);
    }
}
