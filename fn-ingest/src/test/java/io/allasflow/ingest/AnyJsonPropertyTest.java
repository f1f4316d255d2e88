package io.allasflow.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.allasflow.core.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/// Any list of flat records comes out with the same cells, however its JSON was written.
class AnyJsonPropertyTest {
    enum Writing {
        ARRAY("[", ",", "]"),
        LINES("", "\n", "\n"),
        WRAPPER("{\"count\": 1, \"data\": [", ",\r\n", "]}");

        private final String start;
        private final String between;
        private final String end;

        Writing(String start, String between, String end) {
            this.start = start;
            this.between = between;
            this.end = end;
        }

        String of(List<Map<String, String>> records) {
            return records.stream().map(AnyJsonPropertyTest::json).collect(Collectors.joining(between, start, end));
        }
    }

    @Property(tries = 300)
    void any_records_come_out_with_the_same_cells(@ForAll("tables") List<List<String>> table, @ForAll Writing writing,
            @ForAll boolean packed) throws IOException {
        var names = table.getFirst();
        var records = table.stream().skip(1).map(row -> record(names, row)).toList();
        var bytes = writing.of(records).getBytes(StandardCharsets.UTF_8);

        var ingested = Ingested.of(packed ? gzip(bytes) : bytes, null);

        assertThat(Cells.of(ingested.raw())).isEqualTo(table);
        assertThat(ingested.result().rows()).isEqualTo(table.size() - 1);
    }

    /// However many lines are cut, the others come out as they are, and those as rows of another width.
    @Property(tries = 300)
    void cut_lines_cost_no_other(@ForAll("tables") List<List<String>> table,
            @ForAll @Size(8) List<@IntRange(max = 1000) Integer> cuts) throws IOException {
        var names = table.getFirst();
        var lines = new ArrayList<String>(List.of("{}", "{}"));
        var expected = new ArrayList<List<String>>(List.of(names));
        expected.addAll(Collections.nCopies(2, Collections.nCopies(names.size(), "")));
        for (int row = 1; row < table.size(); row++) {
            var whole = json(record(names, table.get(row)));
            int cut = cuts.get(row - 1);
            boolean isCut = cut < whole.codePointCount(0, whole.length()) - 1;
            lines.addAll(List.of(whole, isCut ? whole.substring(0, whole.offsetByCodePoints(0, cut + 1)) : whole));
            expected.add(table.get(row));
            expected.add(!isCut
                    ? table.get(row)
                    : names.size() == 1 ? List.of(lines.getLast(), "") : List.of(lines.getLast()));
        }
        var text = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);

        assertThat(Cells.of(Ingested.of(text, null).raw())).isEqualTo(expected);
    }

    @Provide
    Arbitrary<List<List<String>>> tables() {
        return Arbitraries.integers().between(1, 6).flatMap(width -> {
            var names = text().map(name -> "n" + name).list().ofSize(width).uniqueElements();
            var rows = text().list().ofSize(width).list().ofMinSize(1).ofMaxSize(8);
            return names.flatMap(header -> rows.map(cells -> {
                cells.addFirst(header);
                return cells;
            }));
        });
    }

    private static Arbitrary<String> text() {
        return Arbitraries
                .of("a", "\"", "\\", "\n", "\r", ",", "\u0001", "ä", "日", "\ud83d\ude00", "{", "]", ".", "1", " ")
                .list().ofMaxSize(6).map(characters -> String.join("", characters));
    }

    private static Map<String, String> record(List<String> names, List<String> row) {
        var record = new LinkedHashMap<String, String>();
        for (int i = 0; i < names.size(); i++) {
            record.put(names.get(i), row.get(i));
        }
        return record;
    }

    private static String json(Map<String, String> record) {
        return Json.MAPPER.valueToTree(record).toString();
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }
}
