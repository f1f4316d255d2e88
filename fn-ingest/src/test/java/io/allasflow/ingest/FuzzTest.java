package io.allasflow.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.stage.StageWork;
import io.allasflow.core.store.MemoryObjectStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Assertions;

/// Damaged files of every kind: the cases' inputs with bytes changed, left out, doubled, or taken from elsewhere. Each ends
/// as a table or is refused, for good, in no time. `-Djqwik.tries.default=N` tries as many as you like.
class FuzzTest {
    private static final Path CASES = Path.of("src/test/resources/cases");
    /// Larger ones are slow to change, and no other.
    private static final int MAX_BYTES = 1 << 16;
    private static final byte[] XLSX = workbook(new XSSFWorkbook());
    private static final byte[] XLS = workbook(new HSSFWorkbook());
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /// Bytes that mean something in one format or another.
    private static final List<Byte> TELLING = "\"',;|\t \r\n\\{}[]:<>&\0-=1a".chars().mapToObj(c -> (byte) c)
            .toList();

    /// What is done to a file, at a place told in millionths of its length.
    record Change(Kind kind, int place, int length, byte value) {
        enum Kind {
            SET,
            REMOVE,
            REPEAT,
            MOVE,
            CUT
        }

        byte[] applied(byte[] bytes) {
            if (bytes.length == 0) {
                return new byte[]{value};
            }
            int at = (int) ((long) place * bytes.length / 1_000_000);
            int end = Math.min(bytes.length, at + length);
            var changed = new ByteArrayOutputStream(bytes.length + length);
            changed.write(bytes, 0, at);
            switch (kind) {
                case SET -> {
                    changed.write(value);
                    changed.write(bytes, at + 1, bytes.length - at - 1);
                }
                case REMOVE -> changed.write(bytes, end, bytes.length - end);
                case REPEAT -> {
                    changed.write(bytes, at, end - at);
                    changed.write(bytes, at, bytes.length - at);
                }
                case MOVE -> {
                    changed.write(bytes, end, bytes.length - end);
                    changed.write(bytes, at, end - at);
                }
                case CUT -> {
                }
            }
            return changed.toByteArray();
        }
    }

    @Property
    void every_file_is_a_table_or_refused(@ForAll("files") byte[] file) {
        Assertions.assertTimeoutPreemptively(PATIENCE, () -> ingest(file));
    }

    private static void ingest(byte[] file) throws IOException {
        var store = new MemoryObjectStore();
        store.put(Ingested.LAYOUT.source(Ingested.KEY), file);
        ingest(store, null);
    }

    private static void ingest(MemoryObjectStore store, String part) throws IOException {
        try {
            switch (Ingested.run(store, part)) {
                case StageWork.Made made -> assertThat(made.rows())
                        .isEqualTo(Cells.of(store.text(made.main().ref())).size() - 1);
                case StageWork.Divided divided -> {
                    for (var name : divided.parts()) {
                        ingest(store, name);
                    }
                }
                case StageWork.NoSuchPart _ -> throw new AssertionError("no part " + part);
            }
        } catch (PipelineException e) {
            assertThat(e.code().kind()).as(e.toString()).isEqualTo(ErrorCode.Kind.PERMANENT);
        }
    }

    @Provide
    Arbitrary<byte[]> files() throws IOException {
        var changes = Combinators.combine(Arbitraries.of(Change.Kind.class),
                Arbitraries.integers().between(0, 999_999), Arbitraries.integers().between(1, 300),
                Arbitraries.frequencyOf(
                        Tuple.of(1, Arbitraries.bytes()),
                        Tuple.of(2, Arbitraries.of(TELLING))))
                .as(Change::new);
        var seeds = Arbitraries.frequencyOf(Tuple.of(8, Arbitraries.of(seeds())), Tuple.of(2, Arbitraries.just(XLSX)),
                Tuple.of(1, Arbitraries.just(XLS)));
        return Combinators.combine(seeds, changes.list().ofMaxSize(4), Arbitraries.integers().between(0, 19))
                .as((seed, list, packed) -> {
                    if (seed == XLSX && packed > 3) {
                        return inside(seed, list);
                    }
                    var bytes = seed;
                    for (var change : list) {
                        bytes = change.applied(bytes);
                    }
                    return packed == 0 ? gzip(bytes) : bytes;
                });
    }

    /// With the same done to what is in it, and it packed again.
    private static byte[] inside(byte[] workbook, List<Change> changes) {
        var packed = new ByteArrayOutputStream();
        try (var in = new ZipInputStream(new ByteArrayInputStream(workbook));
                var out = new ZipOutputStream(packed)) {
            int number = 0;
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                var bytes = in.readAllBytes();
                for (var change : changes) {
                    bytes = Math.floorMod(change.value() + number, 3) == 0 ? change.applied(bytes) : bytes;
                }
                number++;
                out.putNextEntry(new ZipEntry(entry.getName()));
                out.write(bytes);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return packed.toByteArray();
    }

    private static byte[] workbook(Workbook workbook) {
        var bytes = new ByteArrayOutputStream();
        try (workbook) {
            for (var name : List.of("one", "two")) {
                var sheet = workbook.createSheet(name);
                var day = workbook.createCellStyle();
                day.setDataFormat(workbook.createDataFormat().getFormat("yyyy-mm-dd hh:mm"));
                for (int i = 0; i < 20; i++) {
                    var row = sheet.createRow(i + i / 10);
                    row.createCell(0).setCellValue(i == 0 ? "name ä" : "text " + i);
                    row.createCell(1).setCellValue(i * 1.25);
                    row.createCell(2).setCellValue(45_000 + i / 3.0);
                    row.getCell(2).setCellStyle(day);
                    row.createCell(4).setCellValue(i % 2 == 0);
                    row.createCell(5).setCellFormula("B" + (i + 1) + "*2");
                }
            }
            workbook.write(bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] gzip(byte[] bytes) {
        var packed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return packed.toByteArray();
    }

    private static List<byte[]> seeds() throws IOException {
        try (var inputs = Files.walk(CASES)) {
            var small = inputs.filter(file -> file.endsWith("input") && file.toFile().length() <= MAX_BYTES).sorted()
                    .toList();
            assertThat(small).hasSizeGreaterThan(100);
            return small.stream().map(FuzzTest::bytes).toList();
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
