package io.allasflow.ingest.engine.excel.ooxml;

import io.allasflow.ingest.engine.RefusedSourceException;
import io.allasflow.ingest.engine.excel.cell.EscapedText;
import javax.xml.stream.XMLStreamException;

/// Text in one or several runs of different looks, without how it is pronounced. White space is kept, whether or not it
/// is said to be.
final class RichText {
    private final StringBuilder text = new StringBuilder();

    /// Of the element that the part is at, which it reads to its end.
    String of(XmlPart xml) throws XMLStreamException, RefusedSourceException {
        text.setLength(0);
        while (xml.nextIn()) {
            switch (xml.name()) {
                case "t" -> xml.text(text);
                case "r" -> run(xml);
                default -> xml.skip();
            }
        }
        return EscapedText.decoded(text.toString());
    }

    private void run(XmlPart xml) throws XMLStreamException, RefusedSourceException {
        while (xml.nextIn()) {
            if (xml.name().equals("t")) {
                xml.text(text);
            } else {
                xml.skip();
            }
        }
    }
}
