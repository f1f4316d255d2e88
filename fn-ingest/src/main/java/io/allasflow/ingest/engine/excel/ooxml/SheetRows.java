package io.allasflow.ingest.engine.excel.ooxml;

import io.allasflow.ingest.engine.record.Row;
import io.allasflow.ingest.engine.RefusedSourceException;
import io.allasflow.ingest.engine.excel.CellList;
import io.allasflow.ingest.engine.excel.Faults;
import io.allasflow.ingest.engine.excel.Rows;
import io.allasflow.ingest.engine.excel.Uncalculated;
import io.allasflow.ingest.engine.excel.cell.CellTexts;
import io.allasflow.ingest.engine.excel.cell.EscapedText;
import java.io.IOException;
import javax.xml.stream.XMLStreamException;

/// The rows of a sheet that hold something.
final class SheetRows implements Rows {
    /// By its number.
    interface SharedText {
        String get(int index) throws IOException, XMLStreamException;
    }

    private final XmlPart xml;
    private final CellTexts texts;
    private final SharedText sharedTexts;
    private final RichText richText = new RichText();
    private final StringBuilder value = new StringBuilder();
    private boolean ended;
    private int number;
    private long uncalculated;
    private String first;

    SheetRows(XmlPart xml, CellTexts texts, SharedText sharedTexts) throws IOException, XMLStreamException {
        this.xml = xml;
        this.texts = texts;
        this.sharedTexts = sharedTexts;
        xml.root("worksheet");
        while (nextIn() && !xml.name().equals("sheetData")) {
            xml.skip();
        }
    }

    @Override
    public Row next() throws IOException {
        try {
            while (!ended && nextIn()) {
                if (xml.name().equals("row")) {
                    var cells = row();
                    if (!cells.isBlank()) {
                        return cells.toRow();
                    }
                } else {
                    xml.skip();
                }
            }
            return null;
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }

    /// Programs that write workbooks without Excel often leave the calculating to it.
    @Override
    public Uncalculated uncalculated() {
        return new Uncalculated(uncalculated, first);
    }

    private boolean nextIn() throws IOException, XMLStreamException {
        if (xml.nextIn()) {
            return true;
        }
        ended = true;
        xml.drain();
        return false;
    }

    private CellList row() throws IOException, XMLStreamException {
        var reference = xml.attribute("r");
        int last = number;
        number = reference == null ? last + 1 : CellReference.row(reference);
        if (number <= last || number > CellReference.MOST_ROWS) {
            throw Faults.damaged("row " + number + " comes after row " + last);
        }
        var cells = new CellList(number);
        while (xml.nextIn()) {
            if (xml.name().equals("c")) {
                cell(cells);
            } else {
                xml.skip();
            }
        }
        return cells;
    }

    private void cell(CellList cells) throws IOException, XMLStreamException {
        int column = cells.nextColumn();
        int style = 0;
        var type = "n";
        for (int i = 0; i < xml.attributes(); i++) {
            switch (xml.attributeName(i)) {
                case "r" -> column = CellReference.column(xml.attributeValue(i), number);
                case "s" -> style = integer(xml.attributeValue(i));
                case "t" -> type = xml.attributeValue(i);
                default -> {
                    // Of no value.
                }
            }
        }
        value.setLength(0);
        String inline = null;
        boolean formula = false;
        while (xml.nextIn()) {
            switch (xml.name()) {
                case "f" -> {
                    formula = true;
                    xml.skip();
                }
                case "v" -> xml.text(value);
                case "is" -> inline = richText.of(xml);
                default -> xml.skip();
            }
        }
        if (column > CellReference.MOST_COLUMNS) {
            throw Faults.damaged("row " + number + " has more than " + CellReference.MOST_COLUMNS + " cells");
        }
        // Some programs write an empty value; that of a formula whose result is an empty text has a type.
        if (formula && value.isEmpty() && !type.equals("str")) {
            first = uncalculated++ == 0 ? CellReference.of(column, number) : first;
        }
        cells.add(column, inline == null ? text(type, style) : inline);
    }

    private String text(String type, int style) throws IOException, XMLStreamException {
        if (value.isEmpty()) {
            return "";
        }
        return switch (type) {
            case "str", "inlineStr" -> EscapedText.decoded(value.toString());
            case "s" -> sharedTexts.get(integer(value.toString()));
            case "n" -> texts.number(value.toString().strip(), style);
            case "b" -> switch (value.toString().strip()) {
                case "1" -> "true";
                case "0" -> "false";
                default -> value.toString();
            };
            // Errors, and dates that are written as ISO 8601.
            default -> value.toString();
        };
    }

    private int integer(String text) throws RefusedSourceException {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw Faults.damaged("row " + number + " has a cell without a valid number of its text or format");
        }
    }

    @Override
    public void close() throws IOException {
        xml.close();
    }
}
