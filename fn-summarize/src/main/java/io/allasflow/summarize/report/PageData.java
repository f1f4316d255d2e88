package io.allasflow.summarize.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.allasflow.core.json.Json;
import io.allasflow.core.text.Excerpt;
import io.allasflow.summarize.engine.ColumnSummary;
import io.allasflow.summarize.engine.ColumnType;
import io.allasflow.summarize.engine.Sample;
import io.allasflow.summarize.engine.Scatter;
import io.allasflow.summarize.engine.SummaryReport;
import io.allasflow.summarize.engine.TimeSeries;
import io.allasflow.summarize.engine.TimeSeries.Point;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/// What the page's script draws, as JSON within the page. Bounded: a few series, pairs and categories, of at most 500 points each,
/// with numbers of seven digits.
record PageData(Timeline timeline, List<Cloud> scatters, List<Category> categories) {
    /// What a series is over time, with a list a figure rather than an object a point, which is far shorter.
    record Trend(String column, List<Long> count, List<BigDecimal> mean, List<BigDecimal> min, List<BigDecimal> max,
            List<BigDecimal> rolling, List<String> at, List<BigDecimal> byHour, List<BigDecimal> byWeekday,
            List<BigDecimal> byMonth, List<Anomaly> anomalies) {}

    record Anomaly(long row, String at, BigDecimal value, BigDecimal z) {}

    record Timeline(String time, String bucket, List<Trend> series) {}

    record Cloud(String x, String y, BigDecimal slope, BigDecimal intercept, List<List<BigDecimal>> points) {}

    record Category(String column, long count, List<Slice> top) {}

    record Slice(String value, long count) {}

    private record Rows(String name, List<String> header, List<String> types, int columns, long of,
            List<List<String>> rows) {}

    private static final ObjectWriter COMPACT = Json.MAPPER.writer().without(SerializationFeature.INDENT_OUTPUT);
    private static final MathContext SEVEN_DIGITS = new MathContext(7);
    private static final int MOST_SERIES = 4;
    private static final int MOST_POINTS = 500;
    private static final int MOST_SCATTERS = 6;
    private static final int MOST_CATEGORIES = 12;
    private static final int MOST_ANOMALIES = 50;
    /// A column of nearly as many values as rows is no category.
    private static final double LEAST_COVERED = 0.3;
    static final int MOST_SAMPLE_COLUMNS = 60;
    private static final int MOST_SAMPLE_BYTES = 400_000;
    private static final int LONGEST_NAME = 80;
    private static final int LONGEST_CELL = 500;

    static PageData of(SummaryReport summary) {
        return new PageData(summary.timeSeries() == null ? null : timeline(summary.timeSeries()),
                summary.scatters().stream().limit(MOST_SCATTERS).map(PageData::cloud).toList(),
                summary.columns().stream().filter(PageData::isCategory).limit(MOST_CATEGORIES)
                        .map(PageData::category).toList());
    }

    boolean hasCharts() {
        return timeline != null || !scatters.isEmpty() || !categories.isEmpty();
    }

    String json() {
        return json(this);
    }

    /// As many rows as `room` bytes hold.
    ///
    /// @param types of the columns
    static String sample(String dataset, List<ColumnType> types, Sample sample, int room) {
        var width = Math.min(sample.header().size(), MOST_SAMPLE_COLUMNS);
        var header = sample.header().stream().limit(width).map(name -> Display.text(name, LONGEST_NAME)).toList();
        var words = types.stream().limit(width).map(ColumnType::jsonName).toList();
        var left = Math.min(room, MOST_SAMPLE_BYTES)
                - json(new Rows(name(dataset), header, words, sample.header().size(), sample.of(), List.of()))
                        .length() * 2;
        var rows = new ArrayList<List<String>>();
        for (var row : sample.rows()) {
            var cells = row.stream().limit(width).map(cell -> Excerpt.of(cell, LONGEST_CELL)).toList();
            left -= json(cells).getBytes(StandardCharsets.UTF_8).length + 1;
            if (left < 0) {
                break;
            }
            rows.add(cells);
        }
        return json(new Rows(name(dataset), header, words, sample.header().size(), sample.of(), rows));
    }

    /// Of the file that the rows are exported to.
    private static String name(String dataset) {
        var last = dataset.substring(dataset.lastIndexOf('/') + 1).replaceAll("[^\\p{L}\\p{N}._-]", "_");
        return last.substring(0, Math.min(last.length(), 60));
    }

    static boolean isCategory(ColumnSummary column) {
        return (column.type() == ColumnType.TEXT || column.type() == ColumnType.BOOLEAN) && column.distinct() > 1
                && column.distinct() < column.count()
                && column.top().stream().mapToLong(top -> top.count()).sum() >= LEAST_COVERED * column.count();
    }

    private static Category category(ColumnSummary column) {
        return new Category(Display.text(column.name(), LONGEST_NAME), column.count(),
                column.top().stream().map(top -> new Slice(Display.text(top.value(), 40), top.count())).toList());
    }

    private static Cloud cloud(Scatter scatter) {
        return new Cloud(Display.text(scatter.x(), LONGEST_NAME), Display.text(scatter.y(), LONGEST_NAME),
                number(scatter.slope()), number(scatter.intercept()), scatter.points().stream().limit(MOST_POINTS)
                        .map(point -> Arrays.stream(point).mapToObj(PageData::number).toList()).toList());
    }

    private static Timeline timeline(TimeSeries series) {
        return new Timeline(Display.text(series.time(), LONGEST_NAME), series.bucket(),
                series.series().stream().limit(MOST_SERIES).map(PageData::trend).toList());
    }

    private static Trend trend(TimeSeries.Series series) {
        return new Trend(Display.text(series.column(), LONGEST_NAME), each(series, Point::count),
                each(series, point -> number(point.mean())), each(series, point -> number(point.min())),
                each(series, point -> number(point.max())), each(series, point -> number(point.rolling())),
                each(series, Point::at), numbers(series.byHour()), numbers(series.byWeekday()),
                numbers(series.byMonth()), series.anomalies().stream().limit(MOST_ANOMALIES)
                        .map(anomaly -> new Anomaly(anomaly.row(), anomaly.at(), number(anomaly.value()),
                                number(anomaly.z())))
                        .toList());
    }

    /// Null where there is none, so that all lists of a series are equally long.
    private static <T> List<T> each(TimeSeries.Series series, Function<Point, T> figure) {
        return series.points().stream().limit(MOST_POINTS).map(figure).toList();
    }

    private static List<BigDecimal> numbers(List<Double> numbers) {
        return Objects.requireNonNullElse(numbers, List.<Double>of()).stream().map(PageData::number).toList();
    }

    private static BigDecimal number(Double number) {
        return number == null || !Double.isFinite(number) ? null : BigDecimal.valueOf(number).round(SEVEN_DIGITS);
    }

    /// Nothing in it ends the script that it stands in, or means anything in HTML.
    static String json(Object value) {
        try {
            var json = COMPACT.writeValueAsString(value);
            for (var risky : RISKY) {
                json = json.replace(risky, String.format("\\u%04x", (int) risky.charAt(0)));
            }
            return json;
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static final List<String> RISKY = Stream.of('<', '>', '&', '\u2028', '\u2029').map(String::valueOf)
            .toList();
}
