package io.allasflow.ingest.engine.excel.ooxml;

import io.allasflow.ingest.engine.excel.Faults;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;

/// What a part refers to, by the identifier it uses.
record Relationships(Map<String, Target> targets) {
    private static final int MOST = 10_000;

    /// @param type the last word of its URI: those of the strict and the transitional format differ before
    /// @param part from the package's root
    record Target(String type, String part) {}

    /// @param part empty for the package itself
    static Relationships of(OfficePackage parts, String part) throws IOException, XMLStreamException {
        int nameStart = part.lastIndexOf('/') + 1;
        var name = part.substring(0, nameStart) + "_rels/" + part.substring(nameStart) + ".rels";
        var targets = new LinkedHashMap<String, Target>();
        if (!parts.has(name)) {
            return new Relationships(targets);
        }
        XmlPart.read(parts.open(name), "Relationships", xml -> {
            while (xml.nextIn()) {
                var type = xml.attribute("Type");
                var target = xml.attribute("Target");
                if (type != null && target != null && !"External".equals(xml.attribute("TargetMode"))) {
                    targets.put(xml.attribute("Id"),
                            new Target(type.substring(type.lastIndexOf('/') + 1), resolved(part, target)));
                }
                if (targets.size() > MOST) {
                    throw Faults.tooComplex("with more than " + MOST + " parts");
                }
                xml.skip();
            }
        });
        return new Relationships(targets);
    }

    /// The first of that type.
    Optional<String> part(String type) {
        return targets.values().stream().filter(target -> target.type.equals(type)).map(Target::part).findFirst();
    }

    private static String resolved(String part, String target) {
        var path = URI.create("/" + part).resolve(target.replace('\\', '/').replace(" ", "%20")).getPath();
        return path.startsWith("/") ? path.substring(1) : path;
    }
}
