package io.allasflow.clean.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.allasflow.core.json.Json;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Nothing that is written depends on how much of the machine is used.
class ResourcesTest {
    private static final int MEGABYTE = 1 << 20;
    private static final CleanSettings SKETCHED = new CleanSettings(null, null, null, null,
            new CleanSettings.Limits(null, null, 1000));
    private static final CleanSettings IMPUTED = Json.MAPPER.convertValue(
            Map.of("duplicates", Map.of("keys", List.of("number"), "keep", "most_complete"), "missing",
                    Map.of("texts", "previous", "dates", "mode", "by", "date"), "columns",
                    Map.of("number", Map.of("impute", "interpolate"), "some price",
                            Map.of("impute", "mean", "outliers",
                                    Map.of("method", "zscore", "zscore", 2, "mode", "cap")))),
            CleanSettings.class);
    private static final CleanSettings JUDGED = Json.MAPPER.convertValue(Map.of("rules",
            List.of(Map.of("column", "number", "unique", true, "severity", "reject"),
                    Map.of("column", "text", "regex", "[^5]*", "severity", "reject"),
                    Map.of("column", "some_price", "min", "10", "max", "200"),
                    Map.of("column", "text", "oneOf", List.of("text 1", "text 2")),
                    Map.of("column", "date", "required", true)), //
            "derive",
            List.of(Map.of("name", "made", "expression", "some_price / number"),
                    Map.of("column", "date", "parts", List.of("year", "weekday")))),
            CleanSettings.class);
    private static final byte[] RAW = table().getBytes(StandardCharsets.UTF_8);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # threads | chunk   | for duplicates
            1         | 1       | 1000000
            2         | 1       | 1000000
            3         | 777     | 1000000
            1         | 4096    | 1000000
            2         | 4096    | 1000000
            4         | 4096    | 1000000
            4         | 65536   | 1000000
            2         | 1000000 | 1000000
            # Too little for all hashes, but not for those that a filter of so many bytes lets through.
            2         | 16384   | 36000
            1         | 16384   | 36000
            # Nor for those: part by part.
            2         | 16384   | 30000
            """)
    void change_nothing(int threads, int chunkBytes, long duplicateBytes) throws Exception {
        var softly = new SoftAssertions();
        for (var settings : List.of(SKETCHED, IMPUTED, JUDGED)) {
            var usual = Cleaned.of(RAW, settings, new Resources(1, MEGABYTE, MEGABYTE));
            var other = Cleaned.of(RAW, settings, new Resources(threads, chunkBytes, duplicateBytes));
            softly.assertThat(other.cleaned()).isEqualTo(usual.cleaned());
            softly.assertThat(other.changes()).isEqualTo(usual.changes());
            softly.assertThat(other.rejected()).isEqualTo(usual.rejected());
            softly.assertThat(Json.MAPPER.writeValueAsString(other.report()))
                    .isEqualTo(Json.MAPPER.writeValueAsString(usual.report()));
        }
        softly.assertAll();
    }

    @ParameterizedTest
    @CsvSource({"1000000, 2", "36000, 4", "30000, 16"})
    void little_memory_makes_more_passes(long duplicateBytes, int passes) throws Exception {
        var opened = new AtomicInteger();
        var nowhere = OutputStream.nullOutputStream();
        new Cleaner(SKETCHED, new Resources(2, 16384, duplicateBytes)).clean(Cleaned.SOURCE, () -> {
            opened.incrementAndGet();
            return new ByteArrayInputStream(RAW);
        }, new CleanOutput(nowhere, nowhere, nowhere));

        assertThat(opened).hasValue(passes);
    }

    @ParameterizedTest
    @CsvSource({"2", "4", "9"})
    void threads_change_no_byte_of_the_change_log(int threads) throws Exception {
        var one = Cleaned.of(RAW, SKETCHED, new Resources(1, 4096, MEGABYTE));
        var several = Cleaned.of(RAW, SKETCHED, new Resources(threads, 4096, MEGABYTE));

        assertThat(several.changesGzip()).isEqualTo(one.changesGzip());
    }

    @Test
    void a_wide_table_is_cleaned_although_no_row_fits_a_chunk() throws Exception {
        var columns = 10_000;
        var raw = new StringBuilder(line(columns, i -> "c" + i));
        for (var row = 0; row < 8; row++) {
            var base = row % 4;
            raw.append(line(columns, i -> i % 3 == 0 ? base + "." + i : "\"a \n" + base + "\""));
        }
        var result = Cleaned.of(raw.toString().getBytes(StandardCharsets.UTF_8), CleanSettings.defaults(),
                new Resources(3, 1024, MEGABYTE));

        assertThat(result.report().rows()).isEqualTo(new QualityReport.Rows(8, 4, 4, 0, 0, 0, 0));
        assertThat(Cleaned.records(result.cleaned()).get(3)).startsWith("3.0", "a 3", "a 3", "3.3").hasSize(10_001);
    }

    private static String line(int columns, IntFunction<String> cell) {
        return IntStream.range(0, columns).mapToObj(cell).collect(Collectors.joining(",", "", "\n"));
    }

    /// Of every kind of row and cell; a third of the rows repeat an earlier one, some of them right after it.
    private static String table() {
        var random = new Random(5);
        var lines = new ArrayList<String>();
        for (var i = 0; i < 3_000; i++) {
            var kind = random.nextInt(30);
            lines.add(kind < 10 && i > 0
                    ? lines.get(kind < 3 ? i - 1 : random.nextInt(i))
                    : switch (kind) {
                        case 11 -> "\"\",,,";
                        case 12 -> "only two,cells";
                        case 13 -> i + ",\"a \"\"quoted\"\"\r\n, cell\"," + i / 8.0 + ",NA";
                        case 14 -> " " + i + " ,ääkköset  \uD83D\uDE00,\"1,5\",yes";
                        default -> i + ",text " + i % 7 + "," + (random.nextInt(100) == 0 ? 1e6 : i / 10.0) + ","
                                + (i % 2 == 0 ? "31.1.2021" : "2021-01-" + (10 + i % 20));
                    });
        }
        return "number,Text,some price,date\n" + String.join("\n", lines) + "\n";
    }
}
