package io.allasflow.ingest.engine.excel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.LinkedHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Workbooks that other programs write, or nobody should.
class OddWorkbookTest {
    /// What stands between `<sheetData>` and its end, and the rows of it.
    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', ignoreLeadingAndTrailingWhitespace = false, value = {
        // Places.
        "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>~1: 1|2;2: 3|",
        "<row r='3'><c r='C3'><v>1</v></c><c><v>2</v></c></row><row><c r='C4'><v>3</v></c></row>~3: 1|2;4: 3|",
        "<row r='1'><c r='c1'><v>1</v></c></row>~1: 1",
        "<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>~1048576: 1",
        "<row r='1'/><row r='2'><c/><c r='B2' s='1'/></row>~``",
        "<row r='1'><c r='A1'><v>1</v></c><c r='B1' s='1'/><c r='C1'><v></v></c><c r='D1' t='s'><v>3</v></c></row>~1: 1",
        // Texts.
        "<row><c t='s'><v>0</v></c><c t='s'><v>1</v></c><c t='s'><v> 2 </v></c><c t='s'><v>3</v></c><c><v>1</v></c></row>~1: zero|one| two ||1",
        "<row><c t='inlineStr'><is><t>a</t><rPh sb='0' eb='1'><t>b</t></rPh><r><rPr/><t xml:space='preserve'> c</t></r></is></c></row>~1: a c",
        "<row><c t='inlineStr'><is><t>a_x0009_b_x005F_</t></is></c><c t='str'><v>_x0041_</v></c></row>~1: a\tb_|A",
        "<row><c t='str'><f>\"a\"</f><v> a &lt;b&gt; &#x1F600; </v></c></row>~1:  a <b> \ud83d\ude00 ",
        "<row><c t='str'><v><![CDATA[<a>]]>b</v></c></row>~1: <a>b",
        "<row><c t='str'><v>a<!-- no -->b<?no no?>c</v></c></row>~1: abc",
        "<row><c t='inlineStr'><v>a</v></c><c t='inlineStr'><is/></c><c t='inlineStr'/></row>~1: a",
        "<row><c t='inlineStr'><is><t> </t></is></c></row>~1:  ",
        // Values.
        "<row><c t='b'><v>1</v></c><c t='b'><v>0</v></c><c t='b'><v>yes</v></c></row>~1: true|false|yes",
        "<row><c t='e'><v>#REF!</v></c><c t='e'><v>#SPILL!</v></c></row>~1: #REF!|#SPILL!",
        "<row><c t='d' s='1'><v>2024-03-01T12:30:00Z</v></c></row>~1: 2024-03-01T12:30:00Z",
        "<row><c t='new'><v>a</v></c></row>~1: a",
        "<row><c s='1'><v>45352</v></c><c s='2'><v>45352.5</v></c><c s='3'><v>0.125</v></c></row>~1: 2024-03-01|2024-03-01T12:00:00|0.125",
        "<row><c s='1' t='n'><f>A1</f><v> 45352 </v></c><c s='99'><v>45352</v></c><c s='-1'><v>1</v></c></row>~1: 2024-03-01|45352|1",
        "<row><c><f>A2</f></c><c t='str'><f>A3</f><v/></c><c><v>1</v></c></row>~1: 1",
        "<row><c s='1' t='str'><v>45352</v></c><c><v>many</v></c></row>~1: 45352|many",
        // What is not for us.
        "<new><row><c><v>9</v></c></row></new><row><new><c><v>9</v></c></new><c><new><v>9</v></new><v>1</v><extLst><ext><v>9</v></ext></extLst></c></row>~1: 1",
        "<x:row xmlns:x='http://purl.oclc.org/ooxml/spreadsheetml/main' new='1' x:new='2'><x:c x:r='A1'><x:v>1</x:v></x:c></x:row>~1: 1"})
    void reads_cells(String rows, String expected) throws IOException {
        var sheet = "<dimension ref='A1:B2'/><cols><col min='1' max='1' hidden='1'/></cols><sheetData>" + rows
                + "</sheetData><mergeCells count='1'><mergeCell ref='A1:B2'/></mergeCells>";
        var read = Books.read(Books.zip(Books.parts(sheet)));

        assertThat(read).isEqualTo(expected.isEmpty()
                ? "[One] (empty)\n"
                : "[One]\n" + expected.replace(";", "\n") + "\n");
    }

    @Test
    void reads_what_other_programs_name_otherwise() throws IOException {
        var parts = new LinkedHashMap<String, String>();
        parts.put("[Content_Types].xml", "<Types/>");
        parts.put("_rels/.rels", Books.relationships("officeDocument", "/Book/main.xml"));
        parts.put("book\\Main.xml", """
                <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
                <x:workbook xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main" \
                xmlns:q="http://purl.oclc.org/ooxml/officeDocument/relationships"><x:workbookPr date1904="true"/>\
                <x:sheets><x:sheet name="a_x000A_b&lt;i&gt;../'" sheetId="7" state="veryHidden" q:id="id2"/>\
                <x:sheet name="Chart" sheetId="2" q:id="id1"/><x:sheet name="" sheetId="3" q:id="id3"/></x:sheets>\
                </x:workbook>""");
        parts.put("Book/_rels/main.xml.rels", Books.relationships("chartsheet", "charts/one.xml", "worksheet",
                "../sheets/one%20sheet.xml", "worksheet", "/sheets/two.xml", "vbaProject", "vba.bin", "styles", "s.xml")
                .replace("http://schemas.openxmlformats.org/officeDocument/",
                        "http://purl.oclc.org/ooxml/officeDocument/"));
        parts.put("Book/charts/one.xml", "<chartsheet/>");
        parts.put("Book/s.xml", "<styleSheet><cellXfs><xf numFmtId='164'/></cellXfs>"
                + "<numFmts><numFmt numFmtId='164' formatCode='d.m.yyyy'/></numFmts></styleSheet>");
        parts.put("sheets/one sheet.xml",
                "<worksheet><sheetData><row><c s='0'><v>43890</v></c></row></sheetData></worksheet>");
        parts.put("sheets/two.xml", "<worksheet/>");

        assertThat(Books.read(Books.zip(parts))).isEqualTo("[a\nb<i>../'] (hidden)\n1: 2024-03-01\n[] (empty)\n");
    }

    @Test
    void needs_neither_styles_nor_texts() throws IOException {
        var parts = Books.parts("<sheetData><row><c s='1'><v>45352</v></c></row></sheetData>");
        parts.put("xl/_rels/workbook.xml.rels", Books.relationships("worksheet", "worksheets/sheet1.xml"));

        assertThat(Books.read(Books.zip(parts))).isEqualTo("[One]\n1: 45352\n");
    }

    @Test
    void tells_the_first_column_with_something_in_it() throws IOException {
        var bytes = Books.zip(Books.parts(
                "<sheetData><row r='2'><c r='C2'><v>1</v></c></row><row r='3'><c r='B3'><v>2</v></c></row></sheetData>"));
        try (var workbook = Workbook.open(new Books.Bytes(bytes), Books.MAX_BYTES).orElseThrow()) {
            var sheet = workbook.sheets().getFirst();

            assertThat(sheet.firstColumn()).isEqualTo(2);
            assertThat(sheet.columns()).isEqualTo(2);
        }
        assertThat(Books.read(bytes)).isEqualTo("[One]\n2: |1\n3: 2|\n");
    }

    @Test
    void reads_an_xml_declaration() throws IOException {
        var parts = Books.parts("<sheetData><row><c t='str'><v>ä日</v></c></row></sheetData>");
        parts.compute("xl/worksheets/sheet1.xml", (_, xml) -> "<?xml version='1.0' encoding='UTF-8'?>" + xml);

        assertThat(Books.read(Books.zip(parts))).isEqualTo("[One]\n1: ä日\n");
    }
}
