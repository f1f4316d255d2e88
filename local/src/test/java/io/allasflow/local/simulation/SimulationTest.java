package io.allasflow.local.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.allasflow.core.json.Json;
import io.allasflow.core.store.MemoryObjectStore;
import io.allasflow.core.store.ObjectRef;
import io.allasflow.local.simulation.Simulation.Overwrite;
import io.allasflow.summarize.index.ReportIndex;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/// Whatever is repeated, reordered, lost, killed or overwritten meanwhile: the bucket comes to rest with the same bytes
/// as after a quiet run on the same sources, and no row is unaccounted for.
///
/// A failure names its seed; `-Dsimulation.seed=N` runs that one alone, with `-Dsimulation.trace=true` it prints every
/// store call; `-Dsimulation.runs=N` runs as many as you like.
class SimulationTest {
    private static final ObjectRef INDEX = Simulation.LAYOUT.own("reports/index.html");
    private static final Logger LOG = Logger.getLogger(SimulationTest.class);
    private static final Map<String, String> MODELS = Map.of("rows_of_a", "SELECT count(*) AS n FROM a", "rows",
            "SELECT n + (SELECT count(*) FROM \"folder/b b\") AS n FROM rows_of_a");
    private static final int RUNS = Integer.getInteger("simulation.runs", 12);
    private static final Long ONLY = Long.getLong("simulation.seed");

    @Test
    void comes_to_rest_as_after_a_quiet_run() throws IOException {
        if (ONLY != null) {
            check(ONLY);
            return;
        }
        for (long seed = 0; seed < RUNS; seed++) {
            check(seed);
        }
        LOG.infof("%d schedules", RUNS);
    }

    private static void check(long seed) throws IOException {
        try {
            var sources = sources(new Random(seed));
            var disturbed = new MemoryObjectStore();
            var quiet = new MemoryObjectStore();
            putModels(disturbed);
            putModels(quiet);
            var undisturbed = new Simulation(seed, false, quiet, last(sources));
            undisturbed.finish();
            undisturbed.comeToRest();
            assertThat(quiet.text(Simulation.LAYOUT.own("gold/rows.json"))).contains("\"made\"");
            boolean lossy = seed % 2 == 0;
            var simulation = new Simulation(seed, lossy, disturbed, sources);
            simulation.run(200 + (int) (seed * 37 % 1800));
            simulation.finish();
            if (!lossy) {
                // Nothing was lost, so the look back after each write has to be enough.
                assertSame(outputs(disturbed), outputs(quiet));
            }
            simulation.comeToRest();
            assertSame(outputs(disturbed), outputs(quiet));
            assertThat(states(disturbed)).isEqualTo(states(quiet));
            assertRowsConserved(disturbed);
            assertComparedWithAnotherVersion(disturbed);
            assertIndexIsOfNow(disturbed);
        } catch (Throwable e) {
            throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
        }
    }

    /// Two over tables that there are at last, whatever rows they have.
    private static void putModels(MemoryObjectStore store) {
        MODELS.forEach((name, sql) -> store.put(Simulation.LAYOUT.own("config/models/" + name + ".sql"),
                sql.getBytes(StandardCharsets.UTF_8)));
    }

    /// A few versions of a few sources, in an order that keeps each source's last version last.
    private static List<Overwrite> sources(Random random) throws IOException {
        var all = new ArrayList<Overwrite>();
        for (var key : List.of("a.csv", "folder/b b.csv", "x", "x.csv", "photo.csv", "book.xls")) {
            int versions = 1 + random.nextInt(3);
            for (int version = 0; version < versions; version++) {
                all.add(new Overwrite(key, switch (key) {
                    case "photo.csv" -> new byte[]{(byte) 0x89, 'P', 'N', 'G', 0, 1};
                    // First perhaps one table, at last two.
                    case "book.xls" -> workbook(random, version == 0 && versions > 1 ? 1 : 2);
                    default -> table(random);
                }));
            }
        }
        Collections.shuffle(all, random);
        return all;
    }

    private static List<Overwrite> last(List<Overwrite> sources) {
        var last = new TreeMap<String, Overwrite>();
        sources.forEach(source -> last.put(source.key(), source));
        return List.copyOf(last.values());
    }

    private static byte[] workbook(Random random, int sheets) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var workbook = new HSSFWorkbook()) {
            for (int i = 0; i < sheets; i++) {
                var sheet = workbook.createSheet("Sheet " + i);
                int rows = 2 + random.nextInt(4);
                for (int row = 0; row < rows; row++) {
                    sheet.createRow(row).createCell(0).setCellValue(row == 0 ? "id" : "n" + random.nextInt(100));
                    sheet.getRow(row).createCell(1).setCellValue(row == 0 ? "price" : random.nextInt(9) + ".5");
                }
            }
            workbook.write(bytes);
        }
        return bytes.toByteArray();
    }

    private static byte[] table(Random random) {
        var text = new StringBuilder("Id;Name;Price €;When\n");
        int rows = random.nextInt(12);
        for (int row = 0; row < rows; row++) {
            text.append(switch (random.nextInt(8)) {
                case 0 -> ";;;\n";
                case 1 -> "1;too;wide;2026-01-01;row\n";
                case 2 -> "2;twin;3,5;2026-01-02\n";
                case 3 -> row + ";\"a; \"\"b\"\"\";n/a;2026-01-03\n";
                default -> row + ";name " + random.nextInt(5) + ";" + random.nextInt(1000) + ",25;2026-02-0"
                        + (1 + random.nextInt(9)) + "\n";
            });
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /// Names the objects that differ before it shows one.
    private static void assertSame(TreeMap<String, String> disturbed, TreeMap<String, String> quiet) {
        var differing = new TreeSet<>(disturbed.keySet());
        differing.addAll(quiet.keySet());
        differing.removeIf(key -> Objects.equals(disturbed.get(key), quiet.get(key)));
        if (!differing.isEmpty()) {
            assertThat(disturbed.get(differing.first())).as("of %s, the first", differing)
                    .isEqualTo(quiet.get(differing.first()));
        }
    }

    /// All that is a pure function of the sources.
    private static TreeMap<String, String> outputs(MemoryObjectStore store) {
        var outputs = new TreeMap<String, String>();
        for (var ref : store.refs()) {
            var key = ref.key();
            if (key.startsWith("pipeline/") && !key.startsWith("pipeline/status/")
                    && !key.startsWith("pipeline/state/") && !key.equals(INDEX.key())) {
                outputs.put(key, new String(store.bytes(ref).orElseThrow(), StandardCharsets.ISO_8859_1));
            }
        }
        return outputs;
    }

    /// The index tells of earlier versions too, so it is what the statuses say, and no function of the sources.
    private static void assertIndexIsOfNow(MemoryObjectStore store) {
        var found = store.text(INDEX);
        store.refs().stream().filter(ref -> ref.key().startsWith("pipeline/state/index")).forEach(store::delete);
        store.delete(INDEX);
        new ReportIndex(store, Simulation.LAYOUT, "test", 1).write();
        assertThat(found).isEqualTo(store.text(INDEX));
    }

    private static TreeMap<String, String> states(MemoryObjectStore store) throws IOException {
        var states = new TreeMap<String, String>();
        for (var ref : store.refs()) {
            if (ref.key().startsWith("pipeline/status/")) {
                var status = read(store, ref);
                states.put(ref.key(), status.path("state").asText() + " " + status.at("/source/etag").asText() + " "
                        + status.path("conflicts"));
            }
        }
        return states;
    }

    private static void assertRowsConserved(MemoryObjectStore store) throws IOException {
        for (var ref : store.refs()) {
            if (ref.key().startsWith("pipeline/quality/")) {
                var rows = read(store, ref).path("rows");
                long accounted = 0;
                for (var field : List.of("written", "duplicates", "empty", "rejected", "outliers")) {
                    accounted += rows.path(field).asLong();
                }
                assertThat(accounted).as(ref.key()).isEqualTo(rows.path("read").asLong());
            }
        }
    }

    /// A version before which one was summarized need not tell it, but what it tells is of itself and of another one.
    private static void assertComparedWithAnotherVersion(MemoryObjectStore store) throws IOException {
        for (var ref : store.refs()) {
            var status = ref.key().startsWith("pipeline/status/") ? read(store, ref) : Json.MAPPER.createObjectNode();
            if (status.path("state").asText().equals("summarized") && status.has("comparison")) {
                var comparison = status.path("comparison");
                assertThat(comparison.at("/to/sourceEtag")).as(ref.key()).isEqualTo(status.at("/source/etag"));
                assertThat(comparison.path("from")).as(ref.key()).isNotEqualTo(comparison.path("to"));
                assertThat(comparison.at("/rows/after")).as(ref.key()).isEqualTo(status.at("/metrics/rows"));
            }
        }
    }

    private static JsonNode read(MemoryObjectStore store, ObjectRef ref) throws IOException {
        return Json.MAPPER.readTree(store.bytes(ref).orElseThrow());
    }
}
