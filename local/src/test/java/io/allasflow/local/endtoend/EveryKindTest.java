package io.allasflow.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.allasflow.core.layout.Output;
import io.allasflow.core.status.Status.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A bucket of some three hundred files of every kind, good and bad: the inputs of fn-ingest's cases, and a workbook. Each
/// ends in its right state, and every row of it is accounted for.
@Tag("slow")
class EveryKindTest {
    private static final Path CASES = Pipeline.HOME.resolve("fn-ingest/src/test/resources/cases");
    private static final String SUMMARIZED = State.SUMMARIZED.word();

    @Test
    void eachEndsInItsRightState(@TempDir Path directory) throws Exception {
        var expected = new TreeMap<String, String>();
        try (var pipeline = Pipeline.start(EveryKindTest.class, Map.of())) {
            for (var folder : cases()) {
                var key = "kinds/" + folder.getFileName();
                pipeline.store().put(key, folder.resolve("input"));
                expected.put(pipeline.store().layout().dataset(key), Files.exists(folder.resolve("error"))
                        ? Files.readAllLines(folder.resolve("error")).getFirst()
                        : SUMMARIZED);
            }
            pipeline.store().put("kinds/book.xls", workbook(directory.resolve("book.xls")));
            expected.put("kinds/book.xls", State.DIVIDED.word());
            expected.put("kinds/book.xls/Hinnat ä", SUMMARIZED);
            expected.put("kinds/book.xls/Notes", SUMMARIZED);
            pipeline.settle();

            assertThat(expected).hasSizeGreaterThan(200);
            var ended = new TreeMap<String, String>();
            for (var dataset : expected.keySet()) {
                ended.put(dataset, end(pipeline.status(dataset)));
                if (ended.get(dataset).equals(SUMMARIZED)) {
                    checkRows(pipeline.store().json(Output.QUALITY, dataset).path("rows"), dataset);
                }
            }
            assertThat(ended).isEqualTo(expected);
        }
    }

    private static List<Path> cases() throws IOException {
        try (var folders = Files.list(CASES)) {
            return folders.filter(folder -> Files.exists(folder.resolve("input"))
                    && !Files.exists(folder.resolve("config.yaml"))).sorted().toList();
        }
    }

    private static Path workbook(Path file) throws IOException {
        try (var workbook = new HSSFWorkbook(); var out = Files.newOutputStream(file)) {
            for (var name : List.of("Hinnat ä", "Notes")) {
                var sheet = workbook.createSheet(name);
                for (int i = 0; i < 30; i++) {
                    sheet.createRow(i).createCell(0).setCellValue(i == 0 ? "id" : "n" + i);
                    sheet.getRow(i).createCell(1).setCellValue(i == 0 ? "price" : i + ".5");
                }
            }
            workbook.write(out);
        }
        return file;
    }

    /// The state, or why it was rejected.
    private static String end(JsonNode status) {
        var codes = new ArrayList<>(status.path("stages").findValuesAsText("code"));
        return codes.isEmpty() ? status.path("state").asText() : String.join(" ", codes);
    }

    private static void checkRows(JsonNode rows, String dataset) {
        long told = rows.path("written").asLong() + rows.path("duplicates").asLong() + rows.path("empty").asLong()
                + rows.path("rejected").asLong() + rows.path("outliers").asLong();
        assertThat(told).as(dataset + " " + rows).isEqualTo(rows.path("read").asLong());
    }
}
