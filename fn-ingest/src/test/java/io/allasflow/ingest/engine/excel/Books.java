package io.allasflow.ingest.engine.excel;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/// Workbooks for tests, and what comes out of them.
final class Books {
    static final long MAX_BYTES = 10L << 30;

    private Books() {}

    /// Bytes at hand, that tell how often they were asked for.
    static final class Bytes implements RandomAccess {
        private final byte[] bytes;
        private final List<Long> requests = new ArrayList<>();

        Bytes(byte[] bytes) {
            this.bytes = bytes;
        }

        List<Long> requests() {
            return requests;
        }

        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public InputStream open(long from) {
            requests.add(from);
            return new ByteArrayInputStream(bytes, (int) from, (int) (bytes.length - from));
        }
    }

    /// Fills a workbook.
    interface Filling {
        void fill(org.apache.poi.ss.usermodel.Workbook workbook) throws IOException;
    }

    static byte[] xlsx(Filling filling) throws IOException {
        return bytes(new XSSFWorkbook(), filling);
    }

    static byte[] xls(Filling filling) throws IOException {
        return bytes(new HSSFWorkbook(), filling);
    }

    private static byte[] bytes(org.apache.poi.ss.usermodel.Workbook workbook, Filling filling) throws IOException {
        try (workbook; var out = new ByteArrayOutputStream()) {
            filling.fill(workbook);
            workbook.write(out);
            return out.toByteArray();
        }
    }

    /// A package with one sheet.
    static Map<String, String> parts(String sheetData) {
        var parts = new LinkedHashMap<String, String>();
        parts.put("_rels/.rels", relationships("officeDocument", "xl/workbook.xml"));
        parts.put("xl/workbook.xml", """
                <workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" \
                xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">\
                <sheets><sheet name="One" sheetId="1" r:id="id1"/></sheets></workbook>""");
        parts.put("xl/_rels/workbook.xml.rels", relationships("worksheet", "worksheets/sheet1.xml", "sharedStrings",
                "sharedStrings.xml", "styles", "styles.xml"));
        parts.put("xl/worksheets/sheet1.xml", """
                <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">%s</worksheet>"""
                .formatted(sheetData));
        parts.put("xl/sharedStrings.xml", """
                <sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>zero</t></si>\
                <si><r><rPr><b/></rPr><t>o</t></r><r><t>ne</t></r><rPh sb="0" eb="1"><t>ichi</t></rPh>\
                <phoneticPr fontId="1"/></si><si><t xml:space="preserve"> two </t></si><si><t/></si></sst>""");
        parts.put("xl/styles.xml", """
                <styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">\
                <numFmts><numFmt numFmtId="164" formatCode="[$-40B]d. mmmm yyyy"/></numFmts>\
                <cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>\
                <cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="22"/><xf/></cellXfs></styleSheet>""");
        return parts;
    }

    static String relationships(String... typesAndTargets) {
        var text = new StringBuilder(
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">");
        for (int i = 0; i < typesAndTargets.length; i += 2) {
            text.append("<Relationship Id=\"id").append(i / 2 + 1).append(
                    "\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/")
                    .append(typesAndTargets[i]).append("\" Target=\"").append(typesAndTargets[i + 1]).append("\"/>");
        }
        return text.append("</Relationships>").toString();
    }

    static byte[] zip(Map<String, String> parts) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    /// All that comes out: for each sheet its name, `(hidden)` if so, and its rows as `number: cell|cell`.
    static String read(byte[] bytes) throws IOException {
        return read(new Bytes(bytes), MAX_BYTES);
    }

    static String read(RandomAccess source, long maxBytes) throws IOException {
        var text = new StringBuilder();
        try (var workbook = Workbook.open(source, maxBytes).orElseThrow()) {
            for (var sheet : workbook.sheets()) {
                text.append('[').append(sheet.name()).append(']').append(sheet.isHidden() ? " (hidden)" : "")
                        .append(sheet.isEmpty() ? " (empty)" : "").append('\n');
                try (var rows = sheet.rows()) {
                    for (var row = rows.next(); row != null; row = rows.next()) {
                        text.append(row.line()).append(": ").append(String.join("|", row.cells())).append('\n');
                    }
                }
            }
        }
        return text.toString();
    }
}
