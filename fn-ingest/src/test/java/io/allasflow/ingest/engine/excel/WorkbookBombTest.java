package io.allasflow.ingest.engine.excel;

import static io.allasflow.ingest.engine.excel.RefusedWorkbookTest.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.allasflow.core.error.ErrorCode;
import io.allasflow.ingest.engine.RefusedSourceException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What parsers hold at once, and what grows: refused under bounded memory.
class WorkbookBombTest {
    static Stream<Arguments> bombs() {
        var million = "a".repeat(1 << 20);
        return Stream.of(
                bomb("a long text", ErrorCode.TOO_COMPLEX, "<row><c t='str'><v>", million, 5, "</v></c></row>"),
                bomb("a long inline text", ErrorCode.TOO_COMPLEX, "<row><c t='inlineStr'><is><t>", million, 5,
                        "</t></is></c></row>"),
                bomb("a wide row", ErrorCode.TOO_COMPLEX, "<row>", "<c t='str'><v>" + million + "</v></c>", 5,
                        "</row>"),
                bomb("a long attribute", ErrorCode.MALFORMED_WORKBOOK, "<row r='", "0".repeat(1 << 20), 100, "1'/>"),
                bomb("a long name", ErrorCode.TOO_COMPLEX, "<", million, 100, "/>"),
                bomb("a long comment", ErrorCode.TOO_COMPLEX, "<!--", million, 100, "-->"),
                bomb("deep elements", ErrorCode.MALFORMED_WORKBOOK, "", "<a>".repeat(1000), 10, ""),
                bomb("blanks", ErrorCode.ARCHIVE_BOMB, "<row>", " ".repeat(1 << 20), 200, "</row>"),
                bomb("a cell astray", ErrorCode.TOO_COMPLEX,
                        "<row><c><v>1</v></c></row><row r='1048576'><c r='XFD1048576'><v>1</v></c></row>", "", 0, ""));
    }

    private static Arguments bomb(String name, ErrorCode code, String start, String repeated, int times, String end) {
        return Arguments.of(name, code, start, repeated, times, end);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bombs")
    void refuses_bombs(String name, ErrorCode code, String start, String repeated, int times, String end)
            throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var part : Books.parts("<sheetData>@</sheetData>").entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                var pieces = part.getValue().split("@");
                zip.write(pieces[0].getBytes(StandardCharsets.UTF_8));
                if (pieces.length > 1) {
                    zip.write(start.getBytes(StandardCharsets.UTF_8));
                    var piece = repeated.getBytes(StandardCharsets.UTF_8);
                    for (int i = 0; i < times; i++) {
                        zip.write(piece);
                    }
                    zip.write((end + pieces[1]).getBytes(StandardCharsets.UTF_8));
                }
                zip.closeEntry();
            }
        }
        assertThat(refusal(bytes.toByteArray())).as(name).isEqualTo(code);
    }

    /// One text in many cells: nothing is packed much, and the table is large all the same.
    @Test
    void refuses_a_shared_text_in_too_many_cells() throws IOException {
        var rows = "<sheetData>" + "<row><c t='s'><v>0</v></c></row>".repeat(200) + "</sheetData>";
        var parts = Books.parts(rows);
        parts.put("xl/sharedStrings.xml",
                "<sst xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><si><t>"
                        + "a".repeat(1 << 20) + "</t></si></sst>");
        assertThat(refusal(Books.zip(parts))).isEqualTo(ErrorCode.ARCHIVE_BOMB);
    }

    @Test
    void refuses_ever_new_names() throws IOException {
        var rows = new StringBuilder("<sheetData>");
        for (int i = 0; i < 20_000; i++) {
            rows.append("<row a").append(i).append("='1'/>");
        }
        assertThat(refusal(Books.zip(Books.parts(rows + "</sheetData>")))).isEqualTo(ErrorCode.TOO_COMPLEX);
    }

    @Test
    void refuses_too_many_parts() throws IOException {
        var parts = Books.parts("<sheetData/>");
        for (int i = 0; i < 40_000; i++) {
            parts.put("xl/part" + i, "");
        }
        assertThat(refusal(Books.zip(parts))).isEqualTo(ErrorCode.TOO_COMPLEX);
    }

    @Test
    void refuses_what_is_larger_than_allowed() throws IOException {
        var bytes = Books.zip(Books.parts("<sheetData>" + "<row><c><v>1</v></c></row>".repeat(1000) + "</sheetData>"));

        assertThat(refusal(bytes, 20_000)).isEqualTo(ErrorCode.TOO_LARGE);
        // One text, many times.
        var repeated = Books.parts("<sheetData>" + "<row><c t='s'><v>0</v></c></row>".repeat(1000) + "</sheetData>");
        repeated.put("xl/sharedStrings.xml", "<sst><si><t>" + "a".repeat(10_000) + "</t></si></sst>");
        assertThat(refusal(Books.zip(repeated), 1_000_000)).isEqualTo(ErrorCode.TOO_LARGE);
        var huge = new RandomAccess() {
            @Override
            public long size() {
                return 1L << 30;
            }

            @Override
            public InputStream open(long from) {
                var start = new byte[1 << 20];
                System.arraycopy(new byte[]{(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, (byte) 0xA1, (byte) 0xB1, 0x1A,
                    (byte) 0xE1}, 0, start, 0, 8);
                return new ByteArrayInputStream(start);
            }
        };
        var thrown = catchThrowable(() -> Workbook.open(huge, Books.MAX_BYTES));
        assertThat(((RefusedSourceException) thrown).code()).isEqualTo(ErrorCode.TOO_LARGE);
    }
}
