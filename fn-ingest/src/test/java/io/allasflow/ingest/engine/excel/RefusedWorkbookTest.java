package io.allasflow.ingest.engine.excel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.allasflow.core.error.ErrorCode;
import io.allasflow.ingest.engine.RefusedSourceException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.poi.hssf.record.crypto.Biff8EncryptionKey;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Workbooks that are damaged, hostile or something else: a code for each, and bounded memory.
class RefusedWorkbookTest {
    private static final String SHEET = "<sheetData><row><c><v>1</v></c></row></sheetData>";

    private static ErrorCode refusal(byte[] bytes) {
        return refusal(bytes, Books.MAX_BYTES);
    }

    private static ErrorCode refusal(byte[] bytes, long maxBytes) {
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

    private static byte[] someXls() throws IOException {
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

    /// What parsers hold at once, and what grows.
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
        var parts = Books.parts(SHEET);
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

    /// The store's failure is nothing that is wrong with the workbook, whenever it comes.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void passes_on_a_broken_connection(boolean checked) throws IOException {
        var broken = checked ? new EOFException("connection") : new IllegalStateException("connection");
        var parts = Books.parts("<sheetData><row><c t='s'><v>0</v></c></row></sheetData>");
        // Does not shrink, so that it takes several requests.
        var random = new Random(17);
        for (int i = 0; i < 3; i++) {
            var noise = new StringBuilder("<!-- ");
            random.ints(1 << 19, 'a', 'z').forEach(c -> noise.append((char) c));
            parts.put("xl/noise" + i, noise.toString());
            parts.put(i == 0 ? "xl/styles.xml" : i == 1 ? "xl/sharedStrings.xml" : "xl/worksheets/sheet1.xml",
                    parts.remove(
                            i == 0 ? "xl/styles.xml" : i == 1 ? "xl/sharedStrings.xml" : "xl/worksheets/sheet1.xml"));
        }
        for (var bytes : new byte[][]{Books.zip(parts), someXls()}) {
            int requests = 0;
            for (boolean complete = false; !complete; requests++) {
                var failing = new Failing(bytes, requests, broken);
                var thrown = catchThrowable(() -> Books.read(failing, Books.MAX_BYTES));
                complete = thrown == null;
                assertThat(thrown).isIn(null, broken);
                assertThat(failing.opened).isEqualTo(failing.closed);
            }
            assertThat(requests).isGreaterThan(bytes.length > 1 << 20 ? 3 : 1);
        }
    }

    private static final class Failing implements RandomAccess {
        private final byte[] bytes;
        private final Exception failure;
        private int opened;
        private int closed;
        private int left;

        /// @param good how often it works
        Failing(byte[] bytes, int good, Exception failure) {
            this.bytes = bytes;
            this.left = good;
            this.failure = failure;
        }

        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public InputStream open(long from) {
            boolean fails = left-- == 0;
            opened++;
            return new FilterInputStream(new ByteArrayInputStream(bytes, (int) from, bytes.length - (int) from)) {
                @Override
                public int read(byte[] buffer, int offset, int length) throws IOException {
                    if (fails) {
                        switch (failure) {
                            case IOException e -> throw e;
                            default -> throw (RuntimeException) failure;
                        }
                    }
                    return super.read(buffer, offset, length);
                }

                @Override
                public void close() {
                    closed++;
                }
            };
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
