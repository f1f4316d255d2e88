package io.allasflow.ingest.engine.excel;

import static org.assertj.core.api.Assertions.assertThat;

import io.allasflow.ingest.ChildProcess;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Workbooks much larger than the heap they are read in.
@Tag("slow")
class BigWorkbookTest {
    @TempDir
    Path folder;

    @Test
    void reads_300_000_rows_in_a_small_heap() throws Exception {
        var file = folder.resolve("big.xlsx");
        try (var zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            for (var part : Books.parts("<sheetData>@</sheetData>").entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                var text = new OutputStreamWriter(zip, StandardCharsets.UTF_8);
                var pieces = part.getValue().replace("<si><t/></si>", "<si><t/></si>@").split("@");
                text.write(pieces[0]);
                if (pieces.length > 1) {
                    if (part.getKey().contains("sheet1")) {
                        rows(text);
                    } else {
                        texts(text);
                    }
                    text.write(pieces[1]);
                }
                text.flush();
                zip.closeEntry();
            }
        }
        var output = ChildProcess.run(64, BigWorkbookTest.class, file.toString());
        System.out.println("300,000 rows of .xlsx: " + output);

        assertThat(output).startsWith("rows 300000, ");
    }

    private static void rows(Writer text) throws IOException {
        for (int row = 1; row <= 300_000; row++) {
            text.write("<row r=\"" + row + "\" spans=\"1:8\">");
            for (int column = 0; column < 8; column++) {
                text.write("<c r=\"" + (char) ('A' + column) + row + "\"");
                text.write(switch (column) {
                    case 0 -> "><v>" + row + "</v></c>";
                    case 1 -> " t=\"s\"><v>" + (row + 3) + "</v></c>";
                    case 2 -> " t=\"s\"><v>" + row % 3 + "</v></c>";
                    case 3 -> " s=\"1\"><v>" + (40_000 + row % 5_000) + "</v></c>";
                    default -> "><v>" + row * (column + 0.37) + "</v></c>";
                });
            }
            text.write("</row>");
        }
    }

    private static void texts(Writer text) throws IOException {
        for (int i = 1; i <= 300_000; i++) {
            text.write("<si><t>A name that no other row has, " + i + "</t></si>");
        }
    }

    @Test
    void reads_a_full_sheet_of_xls() throws Exception {
        var file = folder.resolve("big.xls");
        try (var workbook = new HSSFWorkbook(); OutputStream out = Files.newOutputStream(file)) {
            var sheet = workbook.createSheet("Full");
            for (int i = 0; i < 65_536; i++) {
                var row = sheet.createRow(i);
                row.createCell(0).setCellValue("A name that no other row has, " + i);
                for (int column = 1; column < 10; column++) {
                    row.createCell(column).setCellValue(i * (column + 0.37));
                }
            }
            workbook.write(out);
        }
        var output = ChildProcess.run(64, BigWorkbookTest.class, file.toString());
        System.out.println("65,536 rows of .xls: " + output);

        assertThat(output).startsWith("rows 65536, ");
    }

    public static void main(String[] arguments) throws IOException {
        var start = System.nanoTime();
        long rows = 0;
        long characters = 0;
        try (var file = FileChannel.open(Path.of(arguments[0]));
                var workbook = Workbook.open(new FileAccess(file), Books.MAX_BYTES).orElseThrow()) {
            var sheet = workbook.sheets().getFirst();
            try (var reader = sheet.rows()) {
                for (var row = reader.next(); row != null; row = reader.next()) {
                    rows++;
                    characters += row.cells().stream().mapToInt(String::length).sum() + row.cells().size();
                }
            }
            var runtime = Runtime.getRuntime();
            System.out.println("rows " + rows + ", " + (System.nanoTime() - start) / 1_000_000
                    + " ms in two passes, file "
                    + (file.size() >> 20) + " MiB, as text " + (characters >> 20) + " MiB, heap used at the end "
                    + (runtime.totalMemory() - runtime.freeMemory() >> 20) + " MiB");
        }
    }

    private record FileAccess(FileChannel file) implements RandomAccess {
        @Override
        public long size() {
            try {
                return file.size();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        @Override
        public InputStream open(long from) throws IOException {
            var in = Channels.newInputStream(file.position(from));
            return new java.io.FilterInputStream(in) {
                @Override
                public void close() {
                    // The file stays open.
                }
            };
        }
    }
}
