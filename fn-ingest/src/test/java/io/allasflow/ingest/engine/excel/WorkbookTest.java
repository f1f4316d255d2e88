package io.allasflow.ingest.engine.excel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.FormulaError;
import org.apache.poi.ss.usermodel.SheetVisibility;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.util.DefaultTempFileCreationStrategy;
import org.apache.poi.util.TempFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Workbooks as a program writes them, in both formats.
class WorkbookTest {
    enum Format {
        XLSX,
        XLS;

        String read(Books.Filling filling) throws IOException {
            return Books.read(this == XLSX ? Books.xlsx(filling) : Books.xls(filling));
        }
    }

    private static void row(org.apache.poi.ss.usermodel.Sheet sheet, int number, Object... cells) {
        var row = sheet.createRow(number - 1);
        for (int column = 0; column < cells.length; column++) {
            if (cells[column] != null) {
                set(row.createCell(column), cells[column]);
            }
        }
    }

    private static void set(Cell cell, Object value) {
        switch (value) {
            case Double number -> cell.setCellValue(number);
            case Integer number -> cell.setCellValue(number);
            case Boolean bool -> cell.setCellValue(bool);
            case FormulaError error -> cell.setCellErrorValue(error.getCode());
            default -> cell.setCellValue(value.toString());
        }
    }

    private static void format(Cell cell, String format) {
        var workbook = cell.getSheet().getWorkbook();
        var style = workbook.createCellStyle();
        style.setDataFormat(workbook.createDataFormat().getFormat(format));
        cell.setCellStyle(style);
    }

    @ParameterizedTest
    @EnumSource
    void reads_each_kind_of_value(Format format) throws IOException {
        var read = format.read(workbook -> {
            var sheet = workbook.createSheet("Aino & <Eino>");
            row(sheet, 1, "id", "näme", "ok", "日本\ud83d\ude00", "a\nb\"c", " blanks ");
            row(sheet, 2, 1, 2.5, true, FormulaError.NA, -0.1, 1234567890123456.0);
            row(sheet, 3, 1e-7, 1e21, false, FormulaError.DIV0, 12.0, 0.1 + 0.2);
        });
        assertThat(read).isEqualTo("""
                [Aino & <Eino>]
                1: id|näme|ok|日本\ud83d\ude00|a
                b"c| blanks\s
                2: 1|2.5|true|#N/A|-0.1|1234567890123456
                3: 0.0000001|1E+21|false|#DIV/0!|12|0.30000000000000004
                """);
    }

    @ParameterizedTest
    @EnumSource
    void reads_dates_by_their_format(Format format) throws IOException {
        var read = format.read(workbook -> {
            var row = workbook.createSheet("Dates").createRow(0);
            var formats = List.of("d.m.yyyy", "yyyy-mm-dd hh:mm:ss", "h:mm", "[h]:mm", "0.0%", "m/d/yy", "General");
            for (var code : formats) {
                var cell = row.createCell(Math.max(0, row.getLastCellNum()));
                cell.setCellValue(code.equals("h:mm") || code.equals("0.0%") ? 0.125 : 45352);
                format(cell, code);
            }
            row.createCell(formats.size()).setCellValue(LocalDateTime.of(2024, 3, 1, 12, 30, 15, 250_000_000));
            format(row.getCell(formats.size()), "d.m.yyyy h:mm:ss.000");
        });
        assertThat(read).isEqualTo("[Dates]\n"
                + "1: 2024-03-01|2024-03-01T00:00:00|03:00:00|PT1088448H|0.125|2024-03-01|45352|2024-03-01T12:30:15.250\n");
    }

    @ParameterizedTest
    @EnumSource
    void reads_what_formulas_gave(Format format) throws IOException {
        var read = format.read(workbook -> {
            var row = workbook.createSheet("Formulas").createRow(0);
            for (var formula : List.of("1/8", "\"a\"&\"b\"", "1=1", "1/0", "\"\"", "DATE(2024,3,1)", "2+3")) {
                row.createCell(Math.max(0, row.getLastCellNum())).setCellFormula(formula);
            }
            format(row.getCell(5), "d.m.yyyy");
            row.getCell(0).setCellValue(0.125);
            row.getCell(1).setCellValue("ab");
            row.getCell(2).setCellValue(true);
            row.getCell(3).setCellErrorValue(FormulaError.DIV0.getCode());
            row.getCell(4).setCellValue("");
            row.getCell(5).setCellValue(LocalDate.of(2024, 3, 1));
            row.getCell(6).setCellValue(5);
        });
        assertThat(read).isEqualTo("[Formulas]\n1: 0.125|ab|true|#DIV/0!||2024-03-01|5\n");
    }

    @ParameterizedTest
    @EnumSource
    void keeps_gaps_and_leaves_out_what_is_only_formatted(Format format) throws IOException {
        var read = format.read(workbook -> {
            var sheet = workbook.createSheet("Gaps");
            sheet.createRow(0);
            row(sheet, 3, null, "a", null, "c");
            row(sheet, 4, null, "1");
            row(sheet, 7, null, null, null, "3", "");
            format(sheet.createRow(8).createCell(9), "0.00");
            format(sheet.getRow(3).createCell(20), "0.00");
            sheet.getRow(3).setZeroHeight(true);
            sheet.setColumnHidden(1, true);
        });
        assertThat(read).isEqualTo("[Gaps]\n3: a||c\n4: 1||\n5: ||\n6: ||\n7: ||3\n");
    }

    @ParameterizedTest
    @EnumSource
    void reads_hidden_sheets_and_tells_empty_ones(Format format) throws IOException {
        var read = format.read(workbook -> {
            row(workbook.createSheet("Z"), 1, "z");
            workbook.createSheet("Empty");
            row(workbook.createSheet("A"), 2, "a");
            row(workbook.createSheet("B"), 1, "b");
            format(workbook.createSheet("Formats").createRow(0).createCell(0), "0.00");
            workbook.setSheetVisibility(2, SheetVisibility.HIDDEN);
            workbook.setSheetVisibility(3, SheetVisibility.VERY_HIDDEN);
        });
        assertThat(read).isEqualTo("""
                [Z]
                1: z
                [Empty] (empty)
                [A] (hidden)
                2: a
                [B] (hidden)
                1: b
                [Formats] (empty)
                """);
    }

    @ParameterizedTest
    @EnumSource
    void a_merged_cell_is_its_first(Format format) throws IOException {
        var read = format.read(workbook -> {
            var sheet = workbook.createSheet("Merged");
            row(sheet, 1, "title", null, "x");
            row(sheet, 2, null, null, "y");
            sheet.addMergedRegion(new CellRangeAddress(0, 1, 0, 1));
        });
        assertThat(read).isEqualTo("[Merged]\n1: title||x\n2: ||y\n");
    }

    @ParameterizedTest
    @EnumSource
    void reads_rich_text_without_its_looks(Format format) throws IOException {
        var read = format.read(workbook -> {
            var text = workbook.getCreationHelper().createRichTextString("bold and not");
            var font = workbook.createFont();
            font.setBold(true);
            text.applyFont(0, 4, font);
            workbook.createSheet("Rich").createRow(0).createCell(0).setCellValue(text);
        });
        assertThat(read).isEqualTo("[Rich]\n1: bold and not\n");
    }

    /// In `.xls` they go on over several records.
    @ParameterizedTest
    @EnumSource
    void reads_many_and_long_texts(Format format) throws IOException {
        var texts = IntStream.range(0, 3000)
                .mapToObj(i -> (i % 3 == 0 ? "ä" : i % 3 == 1 ? "日" : "a").repeat(i % 50) + i)
                .toList();
        var longest = "ab日".repeat(10_000);
        var read = format.read(workbook -> {
            var sheet = workbook.createSheet("Texts");
            for (int i = 0; i < texts.size(); i++) {
                row(sheet, i + 1, texts.get(i), i == 1000 ? longest : "-");
            }
        });
        var expected = new StringBuilder("[Texts]\n");
        for (int i = 0; i < texts.size(); i++) {
            expected.append(i + 1).append(": ").append(texts.get(i)).append('|').append(i == 1000 ? longest : "-")
                    .append('\n');
        }
        assertThat(read).isEqualTo(expected.toString());
    }

    @ParameterizedTest
    @EnumSource
    void asks_for_a_small_workbook_once(Format format) throws IOException {
        Books.Filling filling = workbook -> row(workbook.createSheet("One"), 1, "a");
        var source = new Books.Bytes(format == Format.XLSX ? Books.xlsx(filling) : Books.xls(filling));

        assertThat(Books.read(source, Books.MAX_BYTES)).isEqualTo("[One]\n1: a\n");
        assertThat(source.requests()).containsExactly(0L);
    }

    @ParameterizedTest
    @EnumSource
    void reads_without_temporary_files(Format format) throws IOException {
        Books.Filling filling = workbook -> row(workbook.createSheet("One"), 1, "a");
        var bytes = format == Format.XLSX ? Books.xlsx(filling) : Books.xls(filling);
        TempFile.setTempFileCreationStrategy(new DefaultTempFileCreationStrategy() {
            @Override
            public java.io.File createTempFile(String prefix, String suffix) throws IOException {
                throw new IOException("no temporary files");
            }
        });
        try {
            assertThat(Books.read(bytes)).isEqualTo("[One]\n1: a\n");
        } finally {
            TempFile.setTempFileCreationStrategy(new DefaultTempFileCreationStrategy());
        }
    }

    @Test
    void counts_from_1904_in_xls() throws IOException {
        var bytes = Books.xls(workbook -> {
            var cell = workbook.createSheet("Mac").createRow(0).createCell(0);
            ((HSSFWorkbook) workbook).getInternalWorkbook().getRecords().stream()
                    .filter(org.apache.poi.hssf.record.DateWindow1904Record.class::isInstance)
                    .forEach(record -> ((org.apache.poi.hssf.record.DateWindow1904Record) record)
                            .setWindowing((short) 1));
            cell.setCellValue(43890);
            format(cell, "d.m.yyyy");
        });
        assertThat(Books.read(bytes)).isEqualTo("[Mac]\n1: 2024-03-01\n");
    }
}
