package io.allasflow.local.samples;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.allasflow.core.json.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;

/// What `samples/expected/work_out_models.py` found a model to be: all of its rows or, of a big one, their number, some of
/// them, and of each column the empty cells, and the sum or the values and how often they occur.
///
/// Worked out are exact values. A number of the model is right if it is at most half a unit of its own last digit away.
final class ExpectedModel {
    private static final Path FOLDER = SamplePipeline.SAMPLES.resolve("expected/models");
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?");
    private static final Pattern TIME = Pattern.compile("[0-9-]{10}[ T][0-9:]{8}(\\.[0-9]+)?");
    /// Worked out to ten decimals.
    private static final BigDecimal WORKED_OUT = new BigDecimal("1e-10");

    private ExpectedModel() {}

    /// @param actual the names of the columns and the rows, as canonical CSV has them
    /// @return what differs
    static List<String> differences(String model, List<List<String>> actual) throws IOException {
        var wrong = new ArrayList<String>();
        var all = FOLDER.resolve(model + ".csv");
        if (Files.exists(all)) {
            compareAll(wrong, actual, table(all));
        } else {
            compareSome(wrong, actual, Json.MAPPER.readTree(FOLDER.resolve(model + ".json").toFile()));
        }
        return wrong;
    }

    static List<List<String>> table(Path file) throws IOException {
        return table(Files.readString(file));
    }

    static List<List<String>> table(String csv) throws IOException {
        try (var parser = CSVParser.parse(csv, CSVFormat.RFC4180)) {
            return parser.stream().map(record -> List.of(record.values())).toList();
        }
    }

    private static void compareAll(List<String> wrong, List<List<String>> actual, List<List<String>> expected) {
        same(wrong, "rows", Integer.toString(actual.size() - 1), Integer.toString(expected.size() - 1));
        for (int row = 0; row < Math.min(actual.size(), expected.size()); row++) {
            compareRow(wrong, row, actual, expected.get(row));
        }
    }

    private static void compareSome(List<String> wrong, List<List<String>> actual, JsonNode expected) {
        var rows = actual.subList(1, actual.size());
        same(wrong, "rows", Integer.toString(rows.size()), expected.path("rows").asText());
        compareRow(wrong, 0, actual, expected.path("columns").propertyStream().map(each -> each.getKey()).toList());
        expected.path("some").properties().forEach(some -> {
            int row = Integer.parseInt(some.getKey());
            if (row < actual.size()) {
                compareRow(wrong, row, actual, some.getValue().valueStream().map(JsonNode::asText).toList());
            }
        });
        IntStream.range(0, actual.getFirst().size()).forEach(i -> {
            var name = actual.getFirst().get(i);
            compareColumn(wrong, name, rows.stream().map(row -> row.get(i)).toList(),
                    expected.path("columns").path(name));
        });
    }

    private static void compareRow(List<String> wrong, int row, List<List<String>> actual, List<String> expected) {
        var cells = actual.get(row);
        if (cells.size() != expected.size()) {
            wrong.add("row " + row + " is " + cells + ", expected " + expected);
            return;
        }
        for (int i = 0; i < cells.size(); i++) {
            same(wrong, "row " + row + " " + actual.getFirst().get(i), cells.get(i), expected.get(i));
        }
    }

    private static void compareColumn(List<String> wrong, String name, List<String> cells, JsonNode expected) {
        var present = cells.stream().filter(cell -> !cell.isEmpty()).toList();
        same(wrong, name + " empty", Integer.toString(cells.size() - present.size()),
                expected.path("empty").asText());
        if (expected.has("values")) {
            var counts = present.stream().collect(groupingBy(cell -> cell, TreeMap::new, counting()));
            same(wrong, name, counts.toString(), Json.MAPPER.convertValue(expected.path("values"), TreeMap.class)
                    .toString());
            return;
        }
        if (expected.has("distinct")) {
            same(wrong, name + " distinct", Long.toString(present.stream().distinct().count()),
                    expected.path("distinct").asText());
            return;
        }
        var numbers = present.stream().map(BigDecimal::new).toList();
        var sum = numbers.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        var away = expected.path("exact").asBoolean()
                ? BigDecimal.ZERO
                : numbers.stream().map(ExpectedModel::halfUnit).reduce(BigDecimal.ZERO, BigDecimal::add);
        if (!isNear(sum, new BigDecimal(expected.path("sum").asText()), away)) {
            wrong.add(name + " sum is " + sum + ", expected " + expected.path("sum").asText());
        }
    }

    private static void same(List<String> wrong, String what, String actual, String expected) {
        if (!isSame(actual, expected)) {
            wrong.add(what + " is '" + actual + "', expected '" + expected + "'");
        }
    }

    private static boolean isSame(String actual, String expected) {
        if (NUMBER.matcher(actual).matches() && NUMBER.matcher(expected).matches()) {
            var number = new BigDecimal(actual);
            return isNear(number, new BigDecimal(expected), halfUnit(number));
        }
        if (TIME.matcher(actual).matches() && TIME.matcher(expected).matches()) {
            return LocalDateTime.parse(actual.replace(' ', 'T')).equals(LocalDateTime.parse(expected));
        }
        return Objects.equals(actual, expected);
    }

    private static BigDecimal halfUnit(BigDecimal number) {
        return number.ulp().divide(BigDecimal.valueOf(2));
    }

    private static boolean isNear(BigDecimal actual, BigDecimal expected, BigDecimal away) {
        return actual.subtract(expected).abs().compareTo(away.add(WORKED_OUT)) <= 0;
    }
}
