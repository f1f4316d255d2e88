package io.allasflow.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What only shows in sources larger than the sample that the dialect is told from.
@Tag("slow")
class BigSourceTest {
    private static final int SAMPLE = 256 << 10;
    private static final String ROW = "1234567;Aino Virtanen;\"Oulu; Finland\";21,5\n";

    @ParameterizedTest
    @ValueSource(ints = {SAMPLE - 2, SAMPLE - 1, SAMPLE, SAMPLE + 1, 300 << 10, 1 << 20})
    void falls_back_over_the_whole_when_one_late_byte_is_not_utf_8(int at) throws IOException {
        var text = new StringBuilder("id,name\n");
        while (text.length() < at - 10) {
            text.append("1,abcdefg\n");
        }
        text.append("2,").append("x".repeat(at - text.length())).append("ä\n3,€\n");

        var ingested = Ingested.of(text.toString().getBytes(Charset.forName("windows-1252")), null);

        assertThat(ingested.raw()).isEqualTo(text.toString());
        assertThat(ingested.result().facts().get("encoding").asText()).isEqualTo("windows-1252");
    }

    /// Where one byte of Latin-1 stands, in a file whose UTF-8 name is before it: in the sample, at its end or after.
    @ParameterizedTest
    @ValueSource(ints = {100, SAMPLE - 1, SAMPLE, SAMPLE + 1, 300 << 10, 1 << 20})
    void refuses_a_bad_byte_in_what_is_utf_8_and_names_its_line(int at) throws IOException {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes("id,name\r\n1,\"Åke\nEino\"\n".getBytes(StandardCharsets.UTF_8));
        int line = 4;
        while (bytes.size() < at - 12) {
            bytes.writeBytes("1,abcdefg\n".getBytes(StandardCharsets.UTF_8));
            line++;
        }
        bytes.writeBytes(("2," + "x".repeat(at - 2 - bytes.size())).getBytes(StandardCharsets.UTF_8));
        bytes.write(0xe4);
        bytes.writeBytes("\n3,b\n".repeat(100).getBytes(StandardCharsets.UTF_8));

        var refused = catchThrowableOfType(PipelineException.class, () -> Ingested.of(bytes.toByteArray(), null));

        assertThat(refused.code()).isEqualTo(ErrorCode.UNREADABLE_TEXT);
        assertThat(refused).hasMessage("data/shop/events.csv is UTF-8 up to line " + line
                + ", and holds bytes there that are not");
    }

    @ParameterizedTest
    @CsvSource({"ä, 2", "日, 3", "\ud83d\ude00, 4"})
    void keeps_a_character_that_the_sample_cuts(String character, int bytes) throws IOException {
        for (int before = 1; before < bytes; before++) {
            var text = "id,name\n1," + "x".repeat(SAMPLE - 10 - before) + character + "\n2,b\n";
            var ingested = Ingested.of(text.getBytes(StandardCharsets.UTF_8), null);

            assertThat(ingested.raw()).isEqualTo(text);
            assertThat(ingested.result().facts().get("encoding").asText()).isEqualTo("UTF-8");
        }
    }

    @ParameterizedTest
    @CsvSource({"1000, ''", "1001, ''", "5000, ", "100000, ''"})
    void reads_what_comes_after_many_blank_lines(int lines, String blank) throws IOException {
        var table = "id,name\n1,Aino\n";
        var start = ((blank == null ? "," : blank) + "\n").repeat(lines);
        var ingested = Ingested.of((start + table).getBytes(StandardCharsets.UTF_8), null);

        assertThat(ingested.raw()).isEqualTo(table);
        assertThat(ingested.result().facts().get("skippedLines").asInt()).isEqualTo(lines);
    }

    /// Beyond the sample: blank lines, rows of blank cells, and a header that the sample cuts.
    @ParameterizedTest
    @ValueSource(strings = {"\n", ",\n", "cut"})
    void refuses_more_blank_lines_than_the_sample_holds(String line) {
        var start = line.equals("cut") ? "\n".repeat(SAMPLE - 3) : line.repeat(SAMPLE);
        var refused = catchThrowableOfType(PipelineException.class,
                () -> Ingested.of((start + "id,name\n1,Aino\n").getBytes(StandardCharsets.UTF_8), null));

        assertThat(refused.code()).isEqualTo(ErrorCode.MALFORMED_CSV);
        assertThat(refused).hasMessageContaining("starts with too many blank lines");
    }

    @Test
    void reads_a_header_that_is_longer_than_the_sample() throws IOException {
        var header = new StringBuilder("\"id\"");
        for (int i = 0; i < 50_000; i++) {
            header.append(";\"gene ").append(i).append('"');
        }
        var row = "1" + ";0,5".repeat(50_000);
        var ingested = Ingested.of((header + "\n" + row + "\n").getBytes(StandardCharsets.UTF_8), null);

        assertThat(Cells.of(ingested.raw())).extracting(java.util.List::size).containsExactly(50_001, 50_001);
    }

    @Test
    void names_all_columns_of_a_row_that_is_longer_than_the_sample() throws IOException {
        var row = "1" + ",2".repeat(200_000) + "\n";
        var ingested = Ingested.of((row + row).getBytes(StandardCharsets.UTF_8), null);

        assertThat(Cells.of(ingested.raw())).extracting(java.util.List::size).containsExactly(200_001, 200_001,
                200_001);
        assertThat(ingested.raw()).contains(",column_200001\n");
    }

    @ParameterizedTest
    @CsvSource({"rows, 200, 64", "characters, 1024, 64", "open-quote, 128, 64", "delimiters, 1024, 256"})
    void reads_in_a_small_heap(String content, int megabytes, int heap) throws Exception {
        var output = ChildProcess.run(heap, BigSourceTest.class, content, String.valueOf(megabytes));
        System.out.println("ingest of " + content + ": " + output);

        switch (content) {
            case "rows" -> assertThat(output).startsWith("rows 4877098, bytes");
            case "open-quote" -> assertThat(output).startsWith("rows 3").contains("\"damagedLines\":[10002]");
            default -> assertThat(output).contains("MALFORMED_CSV").contains("has a record of more than 4194304");
        }
    }

    public static void main(String[] arguments) throws IOException {
        var start = System.nanoTime();
        var size = Long.parseLong(arguments[1]) << 20;
        var store = switch (arguments[0]) {
            case "rows" -> store("id;name;town;price\n", ROW.repeat(1500), size);
            case "characters" -> store("", "x".repeat(1 << 16), size);
            case "open-quote" -> store("id;name;town;price\n" + ROW.repeat(10_000) + "1;\"Aino", ROW.replace("\"", ""),
                    size);
            case "delimiters" -> store("", "a" + ",".repeat(1 << 16), size);
            default -> throw new IllegalArgumentException(arguments[0]);
        };
        try {
            var result = Ingested.run(store);
            System.out.print("rows " + result.rows() + ", bytes " + result.main().size() + ", " + result.facts());
        } catch (PipelineException e) {
            System.out.print(e.code() + " " + e.getMessage());
        }
        var runtime = Runtime.getRuntime();
        System.out.println(", " + (System.nanoTime() - start) / 1_000_000 + " ms, heap "
                + ((runtime.totalMemory()) >> 20) + " MiB committed");
    }

    private static GeneratedStore store(String start, String rest, long size) {
        return new GeneratedStore(Ingested.LAYOUT.source(Ingested.KEY), start.getBytes(StandardCharsets.UTF_8),
                rest.getBytes(StandardCharsets.UTF_8), size);
    }
}
