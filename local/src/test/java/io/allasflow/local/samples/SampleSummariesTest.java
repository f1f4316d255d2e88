package io.allasflow.local.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.allasflow.core.json.Json;
import io.allasflow.core.layout.Output;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The figures that the pipeline writes of two samples are those of pandas and scipy to nine digits: see
/// `samples/expected/work_out_summaries.py`.
class SampleSummariesTest {
    @ParameterizedTest
    @CsvSource({"energy, energy/electricity-prices", "transactions, shop/transactions"})
    void agrees_with_pandas_and_scipy(String name, String dataset) throws IOException {
        var expected = Json.MAPPER
                .readTree(SamplePipeline.SAMPLES.resolve("expected/summaries/" + name + ".json").toFile());
        var summary = Json.MAPPER.readTree(SamplePipeline.done().output(Output.SUMMARY, dataset));

        expected.path("types").properties().forEach(type -> assertThat(column(summary, type.getKey()).path("type")
                .asText()).isEqualTo(type.getValue().asText()));
        expected.path("columns").properties().forEach(figures -> figures.getValue().properties().forEach(
                figure -> close(column(summary, figures.getKey()).path(figure.getKey()), figure.getValue())));
        var correlations = expected.path("correlations");
        assertThat(summary.path("correlations")).hasSize(correlations.size());
        for (int i = 0; i < correlations.size(); i++) {
            var correlation = summary.path("correlations").path(i);
            assertThat(List.of(correlation.path("x"), correlation.path("y")))
                    .isEqualTo(List.of(correlations.at("/" + i + "/0"), correlations.at("/" + i + "/1")));
            close(correlation.path("pearson"), correlations.at("/" + i + "/2"));
            close(correlation.path("spearman"), correlations.at("/" + i + "/3"));
        }
        var timeSeries = summary.path("timeSeries");
        assertThat(timeSeries.path("bucket").asText()).isEqualTo("week");
        assertThat(texts(timeSeries.path("series"), "column"))
                .containsExactlyElementsOf(expected.path("series").propertyStream().map(e -> e.getKey()).toList());
        timeSeries.path("series").forEach(series -> agrees(series, expected.path("series").path(series.path("column")
                .asText())));
    }

    private static void agrees(JsonNode series, JsonNode expected) {
        for (var figure : List.of("slopePerDay", "slopeLow", "slopeHigh")) {
            close(series.path(figure), expected.path(figure));
        }
        closeAll(series.path("byWeekday"), expected.path("byWeekday"));
        closeAll(series.path("byMonth"), expected.path("byMonth"));
        var points = expected.path("points");
        assertThat(series.path("points")).hasSize(points.size());
        for (int i = 0; i < points.size(); i++) {
            var point = series.path("points").path(i);
            assertThat(point.path("at")).isEqualTo(points.path(i).path(0));
            assertThat(point.path("count").asLong()).isEqualTo(points.path(i).path(1).asLong());
            close(point.path("mean"), points.path(i).path(2));
        }
        assertThat(series.path("anomalies").valueStream().limit(5).map(anomaly -> anomaly.path("row").asInt()))
                .containsExactlyElementsOf(expected.path("anomalies").valueStream().map(JsonNode::asInt).toList());
    }

    private static JsonNode column(JsonNode summary, String name) {
        return summary.path("columns").valueStream().filter(column -> column.path("name").asText().equals(name))
                .findFirst().orElseThrow(() -> new AssertionError("no column " + name));
    }

    private static List<String> texts(JsonNode array, String field) {
        return array.valueStream().map(element -> element.path(field).asText()).toList();
    }

    private static void closeAll(JsonNode actual, JsonNode expected) {
        assertThat(actual).hasSize(expected.size());
        IntStream.range(0, expected.size()).forEach(i -> close(actual.path(i), expected.path(i)));
    }

    private static void close(JsonNode actual, JsonNode expected) {
        assertThat(actual.isNumber()).as("%s is a number", actual).isTrue();
        assertThat(actual.asDouble()).isCloseTo(expected.asDouble(),
                within(Math.max(Math.abs(expected.asDouble()) * 1e-9, 1e-12)));
    }
}
