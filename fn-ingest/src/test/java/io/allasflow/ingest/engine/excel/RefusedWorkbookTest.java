package io.allasflow.ingest.engine.excel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.allasflow.core.error.ErrorCode;
import io.allasflow.ingest.engine.RefusedSourceException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.poi.hssf.record.crypto.Biff8EncryptionKey;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Workbooks that are damaged or something else: a code for each.
class RefusedWorkbookTest {
    private static final String SHEET = "<sheetData><row><c><v>1</v></c></row></sheetData>";

    static ErrorCode refusal(byte[] bytes) {
        return refusal(bytes, Books.MAX_BYTES);
    }

    static ErrorCode refusal(byte[] bytes, long maxBytes) {
        var thrown = catchThrowable(() -> Books.read(new Books.Bytes(bytes), maxBytes));
        assertThat(thrown).isInstanceOf(RefusedSourceException.class);
        assertThat(thrown.getMessage()).startsWith("is ").doesNotContain("SECRET");
        return ((RefusedSourceException) thrown).code();
    }

    /// What stands between `<sheetData>` and its end.
    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', value = {
        "<row r='2'><c><v>1</v></c></row><row r='2'/> ~ MALFORMED_WORKBOOK",
        "<row r='2'/><row r='1'/> ~ MALFORMED_WORKBOOK", "<row r='0'/> ~ MALFORMED_WORKBOOK",
        "<row r='1048577'/> ~ MALFORMED_WORKBOOK", "<row r='1048576'/><row/> ~ MALFORMED_WORKBOOK",
        "<row r='99999999999999'/> ~ MALFORMED_WORKBOOK", "<row r='-1'/> ~ MALFORMED_WORKBOOK",
        "<row r='SECRET'/> ~ MALFORMED_WORKBOOK", "<row r=''/> ~ MALFORMED_WORKBOOK",
        "<row r='1'><c r='B1'/><c r='A1'/></row> ~ MALFORMED_WORKBOOK",
        "<row r='1'><c r='B1'/><c r='B1'/></row> ~ MALFORMED_WORKBOOK",
        "<row r='1'><c r='A2'/></row> ~ MALFORMED_WORKBOOK", "<row r='1'><c r='1'/></row> ~ MALFORMED_WORKBOOK",
        "<row r='1'><c r='XFE1'/></row> ~ MALFORMED_WORKBOOK",
        "<row r='1'><c r='AAAAAAAAAA1'/></row> ~ MALFORMED_WORKBOOK",
        "<row r='1'><c r='XFD1'/><c/></row> ~ MALFORMED_WORKBOOK",
        "<row><c t='s'><v>4</v></c></row> ~ MALFORMED_WORKBOOK",
        "<row><c t='s'><v>SECRET</v></c></row> ~ MALFORMED_WORKBOOK",
        "<row><c t='s'><v>-1</v></c></row> ~ MALFORMED_WORKBOOK",
        "<row><c s='SECRET'><v>1</v></c></row> ~ MALFORMED_WORKBOOK",
        "<row><c><v>SECRET</c></row> ~ MALFORMED_WORKBOOK",
        "<row><c><v>&SECRET;</v></c></row> ~ MALFORMED_WORKBOOK",
        "<row><c><v>\u0001</v></c></row> ~ MALFORMED_WORKBOOK",
        "<row><c r='A1' r='A1'/></row> ~ MALFORMED_WORKBOOK", "<row ~ MALFORMED_WORKBOOK"})
    void refuses_damaged_rows(String rows, ErrorCode code) throws IOException {
        assertThat(refusal(Books.zip(Books.parts("<sheetData>" + rows + "</sheetData>")))).isEqualTo(code);
    }

    static Stream<Arguments> parts() {
        return Stream.of(missing("xl/workbook.xml"), missing("xl/worksheets/sheet1.xml"), missing("_rels/.rels"),
                missing("xl/_rels/workbook.xml.rels"), changed("xl/workbook.xml", "", ErrorCode.MALFORMED_WORKBOOK),
                changed("xl/workbook.xml", "<document/>", ErrorCode.MALFORMED_WORKBOOK),
                changed("xl/worksheets/sheet1.xml", "\0\1SECRET", ErrorCode.MALFORMED_WORKBOOK),
                changed("xl/worksheets/sheet1.xml", "<chartsheet/>", ErrorCode.MALFORMED_WORKBOOK),
                changed("xl/styles.xml", "<styleSheet><cellXfs><xf numFmtId='SECRET'/></cellXfs></styleSheet>",
                        ErrorCode.MALFORMED_WORKBOOK),
                changed("_rels/.rels", "<Relationships/>", ErrorCode.MALFORMED_WORKBOOK),
                changed("_rels/.rels", Books.relationships("officeDocument", ":SECRET"), ErrorCode.MALFORMED_WORKBOOK),
                changed("_rels/.rels", Books.relationships("officeDocument", "xl/workbook.bin"), ErrorCode.NOT_A_TABLE),
                changed("_rels/.rels", Books.relationships("officeDocument", "word/document.xml"),
                        ErrorCode.NOT_A_TABLE),
                changed("mimetype", "application/vnd.oasis.opendocument.spreadsheet", ErrorCode.NOT_A_TABLE),
                changed("mimetype", "application/vnd.oasis.opendocument.text", ErrorCode.NOT_A_TABLE),
                sheets("<sheet name='a' id='id1'/><sheet name='b' id='id1'/>", ErrorCode.MALFORMED_WORKBOOK),
                sheets("<sheet name='a' id='id1'/><sheet name='A' id='id4'/>", ErrorCode.MALFORMED_WORKBOOK),
                sheets("<sheet name='a_x0000_' id='id1'/>", ErrorCode.MALFORMED_WORKBOOK),
                sheets("<sheet name='" + "a".repeat(101) + "' id='id1'/>", ErrorCode.MALFORMED_WORKBOOK),
                sheets("<sheet name='a'/>", ErrorCode.MALFORMED_WORKBOOK),
                sheets("<sheet id='id1'/>", ErrorCode.MALFORMED_WORKBOOK),
                sheets("<sheet name='a' id='id9'/>", ErrorCode.MALFORMED_WORKBOOK));
    }

    private static Arguments missing(String part) {
        return arguments(part + " missing", parts -> parts.remove(part), ErrorCode.MALFORMED_WORKBOOK);
    }

    private static Arguments changed(String part, String text, ErrorCode code) {
        return arguments(part + " " + text, parts -> parts.put(part, text), code);
    }

    private static Arguments sheets(String sheets, ErrorCode code) {
        return arguments(sheets, parts -> {
            parts.put("xl/workbook.xml", "<workbook><sheets>" + sheets + "</sheets></workbook>");
            parts.put("xl/_rels/workbook.xml.rels", Books.relationships("worksheet", "worksheets/sheet1.xml", "x", "x",
                    "x", "x", "worksheet", "worksheets/sheet2.xml"));
            parts.put("xl/worksheets/sheet2.xml", "<worksheet/>");
        }, code);
    }

    private static Arguments arguments(String name, Consumer<Map<String, String>> change, ErrorCode code) {
        return Arguments.of(name, change, code);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("parts")
    void refuses_damaged_and_other_documents(String name, Consumer<Map<String, String>> change, ErrorCode code)
            throws IOException {
        var parts = Books.parts(SHEET);
        change.accept(parts);

        assertThat(refusal(Books.zip(parts))).as(name).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<!DOCTYPE worksheet [<!ENTITY a \"SECRET\">]>",
        "<!DOCTYPE worksheet SYSTEM \"file:///etc/passwd\">",
        "<!DOCTYPE worksheet [<!ENTITY % a SYSTEM \"http://localhost/SECRET\"> %a;]>"})
    void refuses_document_types(String type) throws IOException {
        for (var part : new String[]{"xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml",
            "_rels/.rels"}) {
            var parts = Books.parts("<sheetData><row><c t='s'><v>0</v></c></row></sheetData>");
            parts.computeIfPresent(part, (_, xml) -> type + xml);

            assertThat(refusal(Books.zip(parts))).isEqualTo(ErrorCode.MALFORMED_WORKBOOK);
        }
    }

    @Test
    void is_none_if_it_is_another_zip_file_or_no_such_file() throws IOException {
        for (var bytes : new byte[][]{Books.zip(Map.of("a.csv", "a,b\n")),
            "PK\3\4 and more".getBytes(StandardCharsets.US_ASCII),
            new byte[0], "a,b\n1,2\n".getBytes(StandardCharsets.US_ASCII)}) {
            assertThat(Workbook.open(new Books.Bytes(bytes), Books.MAX_BYTES)).isEmpty();
        }
    }

    @Test
    void refuses_what_needs_a_password() throws Exception {
        try (var files = new POIFSFileSystem(); var out = new ByteArrayOutputStream()) {
            var encryptor = new EncryptionInfo(EncryptionMode.agile).getEncryptor();
            encryptor.confirmPassword("hunter2");
            try (var encrypted = encryptor.getDataStream(files)) {
                encrypted.write(Books.zip(Books.parts(SHEET)));
            }
            files.writeFilesystem(out);
            assertThat(refusal(out.toByteArray())).isEqualTo(ErrorCode.ENCRYPTED_WORKBOOK);
        }
        Biff8EncryptionKey.setCurrentUserPassword("hunter2");
        try {
            var xls = Books
                    .xls(workbook -> workbook.createSheet("a").createRow(0).createCell(0).setCellValue("SECRET"));
            assertThat(refusal(xls)).isEqualTo(ErrorCode.ENCRYPTED_WORKBOOK);
        } finally {
            Biff8EncryptionKey.setCurrentUserPassword(null);
        }
    }

    @Test
    void refuses_old_and_other_compound_files() throws IOException {
        assertThat(refusal(compound("Book", 0x09, 0x08, 8, 0, 0, 5, 5, 0, 0, 0, 0, 0)))
                .isEqualTo(ErrorCode.NOT_A_TABLE);
        assertThat(refusal(compound("Workbook", 0x09, 0x02, 6, 0, 0, 0, 5, 0, 0, 0))).isEqualTo(ErrorCode.NOT_A_TABLE);
        assertThat(refusal(compound("WordDocument", 1, 2, 3))).isEqualTo(ErrorCode.NOT_A_TABLE);
        assertThat(refusal(compound("Workbook"))).isEqualTo(ErrorCode.MALFORMED_WORKBOOK);
    }

    private static byte[] compound(String name, int... bytes) throws IOException {
        try (var files = new POIFSFileSystem(); var out = new ByteArrayOutputStream()) {
            var content = new byte[bytes.length];
            for (int i = 0; i < bytes.length; i++) {
                content[i] = (byte) bytes[i];
            }
            files.createDocument(new ByteArrayInputStream(content), name);
            files.writeFilesystem(out);
            return out.toByteArray();
        }
    }

    static byte[] someXls() throws IOException {
        return Books.xls(workbook -> {
            var sheet = workbook.createSheet("a");
            for (int i = 0; i < 500; i++) {
                var row = sheet.createRow(i);
                row.createCell(0).setCellValue("text " + i);
                row.createCell(1).setCellValue(i * 1.1);
                row.createCell(2).setCellFormula("1+" + i);
            }
        });
    }

    /// Whatever byte is wrong: rows, or a code.
    @Tag("slow")
    @Test
    void any_damage_is_told_or_harmless() throws IOException {
        var random = new Random(17);
        var xlsx = Books.zip(Books.parts("<sheetData>" + "<row><c t='s'><v>1</v></c><c><v>2.5</v></c></row>".repeat(50)
                + "</sheetData>"));
        var expected = Books.read(xlsx);
        var xls = someXls();
        for (int i = 0; i < 3000; i++) {
            var original = i % 2 == 0 ? xlsx : xls;
            var bytes = original.clone();
            for (int j = 0; j <= i % 3; j++) {
                bytes[random.nextInt(8, bytes.length)] = (byte) random.nextInt();
            }
            var cut = random.nextInt(5) == 0 ? Arrays.copyOf(bytes, random.nextInt(9, bytes.length)) : bytes;
            try {
                var workbook = Workbook.open(new Books.Bytes(cut), Books.MAX_BYTES);
                if (workbook.isPresent()) {
                    workbook.get().close();
                    var read = Books.read(cut);
                    if (original == xlsx) {
                        // Checksums stand over all but names and places.
                        assertThat(read.substring(read.indexOf('\n')))
                                .isEqualTo(expected.substring(expected.indexOf('\n')));
                    }
                }
            } catch (RefusedSourceException e) {
                assertThat(e.code()).isNotEqualTo(ErrorCode.TOO_LARGE);
            }
        }
    }

    @Test
    void refuses_rows_out_of_order_in_xls() throws IOException {
        var bytes = Books.xls(workbook -> {
            var sheet = workbook.createSheet("a");
            for (int i = 0; i < 3; i++) {
                sheet.createRow(i).createCell(0).setCellValue(i == 2);
            }
        });
        assertThat(Books.read(bytes)).isEqualTo("[a]\n1: false\n2: false\n3: true\n");
        int last = find(bytes, new byte[]{5, 2, 8, 0, 2, 0});
        bytes[last + 4] = 0;
        assertThat(refusal(bytes)).isEqualTo(ErrorCode.MALFORMED_WORKBOOK);
    }

    private static int find(byte[] bytes, byte[] pattern) {
        for (int i = 0; i < bytes.length - pattern.length; i++) {
            if (Arrays.equals(bytes, i, i + pattern.length, pattern, 0, pattern.length)) {
                return i;
            }
        }
        throw new IllegalArgumentException("not there");
    }
}
