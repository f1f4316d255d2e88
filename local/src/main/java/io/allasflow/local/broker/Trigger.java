package io.allasflow.local.broker;

import java.net.URI;
import java.util.Map;

/// Which events go where, and how.
///
/// @param filter attributes an event must have, with exactly these values; the empty value asks only for presence
public record Trigger(String name, Map<String, String> filter, URI subscriber, Delivery delivery) {
    boolean matches(Event event) {
        return filter.entrySet().stream().allMatch(wanted -> {
            var actual = event.attributes().get(wanted.getKey());
            return actual != null && (wanted.getValue().isEmpty() || wanted.getValue().equals(actual));
        });
    }
}
