package io.allasflow.ingest.rest.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads Link headers (RFC 8288, section 3): `<https://api.example.org/x?page=2>; rel="next", <…>; rel="last"`.
public final class LinkHeader {
    private static final Pattern SEPARATOR = Pattern.compile("[ \\t,]*");
    private static final Pattern TARGET = Pattern.compile("<([^<>]*)>");
    private static final Pattern PARAMETER = Pattern.compile(
            "[ \\t]*;[ \\t]*([\\w!#$%&'*+.^`|~-]+)[ \\t]*(?:=[ \\t]*(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([\\w!#$%&'*+.^`|~/:-]+)))?");
    private static final Pattern END = Pattern.compile("[ \\t]*;?[ \\t]*(?=,|$)");

    private LinkHeader() {}

    private record Link(String target, Map<String, String> parameters) {
        /// A link with an anchor is not about the page that it comes with.
        boolean isNext() {
            return !parameters.containsKey("anchor")
                    && List.of(parameters.getOrDefault("rel", "").toLowerCase(Locale.ROOT).split("[ \\t]+"))
                            .contains("next");
        }
    }

    /// The target of the first link whose relation is `next`.
    ///
    /// @param values of all the answer's Link headers
    /// @throws IllegalArgumentException if one is not of that form; the message repeats nothing of it
    public static Optional<String> next(List<String> values) {
        return values.stream().flatMap(value -> links(value).stream()).filter(Link::isNext).map(Link::target)
                .findFirst();
    }

    private static List<Link> links(String value) {
        var links = new ArrayList<Link>();
        var matcher = SEPARATOR.matcher(value);
        matcher.lookingAt();
        int at = matcher.end();
        while (at < value.length()) {
            var target = TARGET.matcher(value).region(at, value.length());
            if (!target.lookingAt()) {
                throw unreadable();
            }
            at = target.end();
            var parameters = new HashMap<String, String>();
            var parameter = PARAMETER.matcher(value).region(at, value.length());
            for (; parameter.lookingAt(); parameter.region(at, value.length())) {
                var text = parameter.group(2) == null
                        ? parameter.group(3)
                        : parameter.group(2).replaceAll("\\\\(.)", "$1");
                // Of several relations the first counts.
                parameters.putIfAbsent(parameter.group(1).toLowerCase(Locale.ROOT), text == null ? "" : text);
                at = parameter.end();
            }
            links.add(new Link(target.group(1), parameters));
            var end = END.matcher(value).region(at, value.length());
            if (!end.lookingAt()) {
                throw unreadable();
            }
            matcher.region(end.end(), value.length()).lookingAt();
            at = matcher.end();
        }
        return links;
    }

    private static IllegalArgumentException unreadable() {
        return new IllegalArgumentException("a Link header that is not as RFC 8288 has it");
    }
}
