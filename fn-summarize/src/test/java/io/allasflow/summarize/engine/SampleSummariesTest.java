package io.allasflow.summarize.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.allasflow.core.json.Json;
import io.allasflow.summarize.engine.TimeSeries.Point;
import io.allasflow.summarize.engine.TimeSeries.Series;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The samples' figures are those of pandas and scipy to nine digits: see `samples/expected/work_out_summaries.py`.
class SampleSummariesTest {
    private static final Path EXPECTED = Path.of("../samples/expected/summaries");

    @ParameterizedTest
    @ValueSource(strings = {"energy", "transactions"})
    void agrees_with_pandas_and_scipy(String name) throws IOException {
        var expected = Json.MAPPER.readTree(EXPECTED.resolve(name + ".json").toFile());
        var table = new Packed(EXPECTED.resolve(name + ".csv.gz"), expected.path("types").propertyStream()
                .map(type -> new TypedColumn(type.getKey(), ColumnType.of(type.getValue().asText()))).toList());
        var report = related(table);

        expected.path("columns").propertyStream().forEach(column -> columnAgrees(report, column.getKey(), column
                .getValue()));
        var correlations = expected.path("correlations");
        assertThat(report.correlations()).hasSize(correlations.size());
        for (var i = 0; i < correlations.size(); i++) {
            var correlation = report.correlations().get(i);
            assertThat(List.of(correlation.x(), correlation.y())).isEqualTo(List.of(correlations.at("/" + i + "/0")
                    .asText(), correlations.at("/" + i + "/1").asText()));
            close(correlation.pearson(), correlations.at("/" + i + "/2"));
            close(correlation.spearman(), correlations.at("/" + i + "/3"));
        }
        assertThat(report.timeSeries().bucket()).isEqualTo("week");
        assertThat(report.timeSeries().series()).extracting(Series::column)
                .containsExactlyElementsOf(expected.path("series").propertyStream().map(e -> e.getKey()).toList());
        report.timeSeries().series().forEach(series -> agrees(series, expected.path("series").path(series.column())));
    }

    private static void columnAgrees(SummaryReport report, String name, JsonNode expected) {
        var column = report.columns().stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
        close(column.mean(), expected.path("mean"));
        close(column.median(), expected.path("median"));
        close(column.stddev(), expected.path("stddev"));
        close(column.q1(), expected.path("q1"));
        close(column.q3(), expected.path("q3"));
        close(column.skewness(), expected.path("skewness"));
    }

    private static void agrees(Series series, JsonNode expected) {
        close(series.slopePerDay(), expected.path("slopePerDay"));
        close(series.slopeLow(), expected.path("slopeLow"));
        close(series.slopeHigh(), expected.path("slopeHigh"));
        closeAll(series.byWeekday(), expected.path("byWeekday"));
        closeAll(series.byMonth(), expected.path("byMonth"));
        var points = expected.path("points");
        assertThat(series.points().stream().map(Point::at)).containsExactlyElementsOf(points.valueStream().map(
                point -> point.path(0).asText()).toList());
        assertThat(series.points().stream().map(Point::count)).containsExactlyElementsOf(points.valueStream().map(
                point -> point.path(1).asLong()).toList());
        IntStream.range(0, points.size()).forEach(i -> close(series.points().get(i).mean(), points.path(i).path(2)));
        assertThat(series.anomalies().stream().limit(5).map(anomaly -> (int) anomaly.row()))
                .containsExactlyElementsOf(expected.path("anomalies").valueStream().map(JsonNode::asInt).toList());
    }

    private static void closeAll(List<Double> actual, JsonNode expected) {
        assertThat(actual).hasSize(expected.size());
        IntStream.range(0, expected.size()).forEach(i -> close(actual.get(i), expected.path(i)));
    }

    private static void close(double actual, JsonNode expected) {
        assertThat(actual).isCloseTo(expected.asDouble(),
                within(Math.max(Math.abs(expected.asDouble()) * 1e-9, 1e-12)));
    }

    private static SummaryReport related(TypedTable table) throws IOException {
        var profile = Tables.profile(table);
        try (var scratch = Scratch.create(); var duckdb = DuckDb.open(scratch)) {
            return profile.report().related(StoredTable.write(duckdb, scratch, profile, table));
        }
    }

    private record Packed(Path file, List<TypedColumn> columns) implements TypedTable {
        @Override
        public InputStream open() throws IOException {
            return new GZIPInputStream(new FileInputStream(file.toFile()));
        }
    }
}
