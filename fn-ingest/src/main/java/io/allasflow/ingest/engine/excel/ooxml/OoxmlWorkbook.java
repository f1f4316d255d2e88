package io.allasflow.ingest.engine.excel.ooxml;

import io.allasflow.ingest.engine.RefusedSourceException;
import io.allasflow.ingest.engine.excel.Faults;
import io.allasflow.ingest.engine.excel.FoundSheet;
import io.allasflow.ingest.engine.excel.SourceChannel;
import io.allasflow.ingest.engine.excel.cell.CellTexts;
import io.allasflow.ingest.engine.excel.cell.EscapedText;
import io.allasflow.ingest.engine.excel.cell.SharedTexts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLStreamException;

/// A workbook in Office Open XML (ECMA-376), strict or transitional: `.xlsx`, `.xlsm`.
public final class OoxmlWorkbook {
    private final OfficePackage parts;
    private final Relationships relationships;
    private final CellTexts texts = new CellTexts();
    private final List<FoundSheet> sheets = new ArrayList<>();
    private final Set<String> sheetParts = new HashSet<>();
    private SharedTexts sharedTexts;

    private OoxmlWorkbook(OfficePackage parts, String main) throws IOException, XMLStreamException {
        this.parts = parts;
        this.relationships = Relationships.of(parts, main);
        XmlPart.read(parts.open(main), "workbook", this::readSheets);
        var styles = relationships.part("styles");
        if (styles.isPresent()) {
            XmlPart.read(parts.open(styles.get()), "styleSheet", this::readStyles);
        }
    }

    /// The worksheets; nothing if it is a zip file that is no document.
    ///
    /// @throws RefusedSourceException if it is a document of another kind, or damaged
    /// @throws IOException if it is no zip file
    public static Optional<List<FoundSheet>> sheets(SourceChannel source, long maxBytes)
            throws IOException, XMLStreamException {
        var parts = new OfficePackage(source, maxBytes);
        parts.refuseOpenDocument();
        var main = Relationships.of(parts, "").part("officeDocument");
        if (main.isEmpty()) {
            if (parts.has("xl/workbook.xml") || parts.has("[Content_Types].xml")) {
                throw Faults.damaged("it does not say where its list of sheets is");
            }
            return Optional.empty();
        }
        if (main.get().endsWith(".bin")) {
            throw Faults.notATable("a binary Excel workbook (.xlsb); save it as .xlsx or CSV");
        }
        if (main.get().startsWith("word/") || main.get().startsWith("ppt/") || main.get().startsWith("visio/")) {
            throw Faults.notATable("an Office document that is no workbook");
        }
        return Optional.of(new OoxmlWorkbook(parts, main.get()).sheets);
    }

    private void readSheets(XmlPart xml) throws IOException, XMLStreamException {
        while (xml.nextIn()) {
            switch (xml.name()) {
                case "workbookPr" -> {
                    if (isTrue(xml.attribute("date1904"))) {
                        texts.countFrom1904();
                    }
                    xml.skip();
                }
                case "sheets" -> {
                    while (xml.nextIn()) {
                        addSheet(xml);
                        xml.skip();
                    }
                }
                default -> xml.skip();
            }
        }
    }

    private void addSheet(XmlPart xml) throws RefusedSourceException {
        var target = relationships.targets().get(xml.attribute("id"));
        var name = xml.attribute("name");
        if (target == null || name == null || !parts.has(target.part())) {
            throw Faults.damaged("a sheet of its list is not there");
        }
        // Others are charts, dialogs and macros.
        if (target.type().equals("worksheet")) {
            if (!sheetParts.add(target.part())) {
                throw Faults.damaged("two sheets of its list are the same");
            }
            var state = xml.attribute("state");
            sheets.add(new FoundSheet(EscapedText.decoded(name), state != null && !state.equals("visible"),
                    () -> new SheetRows(new XmlPart(parts.open(target.part())), texts, this::sharedText)));
        }
    }

    private void readStyles(XmlPart xml) throws IOException, XMLStreamException {
        while (xml.nextIn()) {
            switch (xml.name()) {
                case "numFmts" -> {
                    while (xml.nextIn()) {
                        var code = xml.attribute("formatCode");
                        texts.addFormat(number(xml.attribute("numFmtId")), code == null ? "" : code);
                        xml.skip();
                    }
                }
                case "cellXfs" -> {
                    while (xml.nextIn()) {
                        var format = xml.attribute("numFmtId");
                        texts.addStyle(format == null ? 0 : number(format));
                        xml.skip();
                    }
                }
                default -> xml.skip();
            }
        }
    }

    /// The first use reads all of them.
    private String sharedText(int index) throws IOException, XMLStreamException {
        if (sharedTexts == null) {
            sharedTexts = new SharedTexts();
            var part = relationships.part("sharedStrings");
            if (part.isPresent()) {
                XmlPart.read(parts.open(part.get()), "sst", this::readSharedTexts);
            }
        }
        return sharedTexts.get(index);
    }

    private void readSharedTexts(XmlPart xml) throws IOException, XMLStreamException {
        var richText = new RichText();
        while (xml.nextIn()) {
            if (xml.name().equals("si")) {
                sharedTexts.add(richText.of(xml));
            } else {
                xml.skip();
            }
        }
    }

    private static boolean isTrue(String value) {
        return "1".equals(value) || "true".equals(value) || "on".equals(value);
    }

    private static int number(String text) {
        return Integer.parseInt(text.strip());
    }
}
