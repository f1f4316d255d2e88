package io.allasflow.local.broker;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// A CloudEvent as the broker passes it on: nothing in it is interpreted but the attributes that filters name.
///
/// @param attributes names in lower case without `ce-`, values as they stand in the headers, percent-encoded
/// @param contentType of the data, null if it has none
public record Event(SortedMap<String, String> attributes, String contentType, byte[] data) {
    public Event {
        attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
        for (var required : new String[]{"id", "source", "specversion", "type"}) {
            if (attributes.getOrDefault(required, "").isEmpty()) {
                throw new IllegalArgumentException("Not a CloudEvent: it has no ce-" + required);
            }
        }
    }

    public String id() {
        return attributes.get("id");
    }

    public String type() {
        return attributes.get("type");
    }

    /// The subject as it stands in the header, or the empty string.
    public String subject() {
        return attributes.getOrDefault("subject", "");
    }

    /// This event with `more` attributes, which win over those of the same name.
    public Event with(Map<String, String> more) {
        var merged = new TreeMap<>(attributes);
        merged.putAll(more);
        return new Event(merged, contentType, data);
    }
}
