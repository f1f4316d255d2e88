package io.allasflow.ingest.engine.excel.ooxml;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import io.allasflow.ingest.engine.RefusedSourceException;
import io.allasflow.ingest.engine.excel.Faults;
import java.io.Closeable;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// A part that is XML, element by element. Namespaces are left out of sight: those of the strict and the transitional
/// format differ, and no other names matter here. Holds one text or tag.
final class XmlPart implements Closeable {
    static final int MOST_CHARACTERS = 4 << 20;
    private static final int MOST_ATTRIBUTE_CHARACTERS = 1 << 16;
    private static final int MOST_ATTRIBUTES = 100;
    private static final int MOST_LEVELS = 100;
    /// The parser keeps each name it has seen; the whole format has some thousand.
    private static final int MOST_NAMES = 10_000;
    private static final int MOST_NAME_CHARACTERS = 200;

    private final PartBytes bytes;
    private final XMLStreamReader xml;
    private final Set<String> names = new HashSet<>();

    XmlPart(PartBytes bytes) throws XMLStreamException {
        this.bytes = bytes;
        var factory = new WstxInputFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTE_SIZE, MOST_ATTRIBUTE_CHARACTERS);
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTES_PER_ELEMENT, MOST_ATTRIBUTES);
        factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, MOST_LEVELS);
        this.xml = factory.createXMLStreamReader(bytes);
    }

    /// What is done with a part, once its root is read.
    interface Reading {
        void read(XmlPart xml) throws IOException, XMLStreamException;
    }

    /// Reads all of a part.
    ///
    /// @param root its name
    static void read(PartBytes bytes, String root, Reading reading) throws IOException, XMLStreamException {
        try (var xml = new XmlPart(bytes)) {
            xml.root(root);
            reading.read(xml);
            xml.drain();
        }
    }

    /// The root; its name must be that one.
    void root(String name) throws XMLStreamException, RefusedSourceException {
        if (!nextIn() || !name().equals(name)) {
            throw Faults.damaged("a part is not what it should be");
        }
    }

    /// Goes on to the next element inside the current one, whatever stands between; false at its end.
    boolean nextIn() throws XMLStreamException, RefusedSourceException {
        while (true) {
            switch (next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    return true;
                }
                case XMLStreamConstants.END_ELEMENT, XMLStreamConstants.END_DOCUMENT -> {
                    return false;
                }
                default -> {
                    // Text, comments.
                }
            }
        }
    }

    /// Of the current element.
    String name() {
        return xml.getLocalName();
    }

    /// Of the current element, by its local name; null if it has none.
    String attribute(String name) {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            if (xml.getAttributeLocalName(i).equals(name)) {
                return xml.getAttributeValue(i);
            }
        }
        return null;
    }

    int attributes() {
        return xml.getAttributeCount();
    }

    String attributeName(int index) {
        return xml.getAttributeLocalName(index);
    }

    String attributeValue(int index) {
        return xml.getAttributeValue(index);
    }

    /// Appends the text of the current element, which it reads to its end.
    void text(StringBuilder text) throws XMLStreamException, RefusedSourceException {
        while (true) {
            switch (next()) {
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                    text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
                    if (text.length() > MOST_CHARACTERS) {
                        throw Faults.tooComplex("with a text of more than " + MOST_CHARACTERS + " characters");
                    }
                }
                case XMLStreamConstants.START_ELEMENT -> skip();
                case XMLStreamConstants.END_ELEMENT -> {
                    return;
                }
                default -> {
                    // Comments.
                }
            }
        }
    }

    /// Reads the current element to its end.
    void skip() throws XMLStreamException, RefusedSourceException {
        for (int depth = 1; depth > 0;) {
            depth += switch (next()) {
                case XMLStreamConstants.START_ELEMENT -> 1;
                case XMLStreamConstants.END_ELEMENT -> -1;
                default -> 0;
            };
        }
    }

    /// What follows is not looked at, but its checksum is.
    void drain() throws IOException {
        var rest = new byte[1 << 13];
        while (bytes.read(rest) >= 0) {
            bytes.forget();
        }
    }

    private int next() throws XMLStreamException, RefusedSourceException {
        int event = xml.next();
        bytes.forget();
        switch (event) {
            case XMLStreamConstants.START_ELEMENT -> {
                checkName(xml.getLocalName());
                for (int i = 0; i < xml.getAttributeCount(); i++) {
                    checkName(xml.getAttributeLocalName(i));
                }
                for (int i = 0; i < xml.getNamespaceCount(); i++) {
                    checkName(xml.getNamespacePrefix(i));
                }
            }
            // Entities can grow without end, and no workbook has any.
            case XMLStreamConstants.DTD -> throw Faults.damaged("a part has a document type");
            default -> {
                // Nothing to be held.
            }
        }
        return event;
    }

    private void checkName(String name) throws RefusedSourceException {
        // Nearly all are short and of the format.
        if (name != null && names.add(name)
                && (names.size() > MOST_NAMES || name.length() > MOST_NAME_CHARACTERS)) {
            throw Faults.tooComplex("with too many or too long names in its XML");
        }
    }

    @Override
    public void close() throws IOException {
        try {
            xml.close();
        } catch (XMLStreamException e) {
            throw new IOException(e);
        } finally {
            bytes.close();
        }
    }
}
