package io.allasflow.ingest.rest;

import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.hash.Sha256;
import io.allasflow.ingest.engine.json.RecordLines.Copied;
import io.allasflow.ingest.rest.http.ApiClient;
import io.allasflow.ingest.rest.http.HostRules;
import io.allasflow.ingest.rest.http.LinkHeader;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;

/// The URLs of a source's pages, one after the other. Ends where the API says so, and nowhere else: what would be cut off
/// in silence is an error. Remembers which pages were asked for, by a hash each.
final class Pages {
    private static final int MAX_URL_CHARACTERS = 8 << 10;

    private final RestSource source;
    private final Set<String> asked = new HashSet<>();
    private URI current;
    private long position;

    Pages(RestSource source) {
        this.source = source;
        current = source.pagination().map(pagination -> {
            position = pagination.start();
            var sized = pagination.size().map(size -> with(source.url(), pagination.sizeParameter(), "" + size))
                    .orElse(source.url());
            return switch (pagination.type()) {
                case PAGE, OFFSET -> with(sized, pagination.parameter().orElseThrow(), "" + position);
                case CURSOR, LINK -> sized;
            };
        }).orElse(source.url());
        asked.add(hash(current));
    }

    URI current() {
        return current;
    }

    /// How many were asked for.
    int count() {
        return asked.size();
    }

    /// Goes on to the page after the current one.
    ///
    /// @param page what the current one held
    /// @param links the values of its Link headers
    /// @return whether there is one
    /// @throws PipelineException `API_UNUSABLE` or `API_NOT_ALLOWED`
    boolean advance(Copied page, List<String> links) {
        var next = source.pagination().flatMap(pagination -> next(pagination, page, links));
        if (next.isEmpty()) {
            return false;
        }
        var url = next.get();
        if (!HostRules.isSameOrigin(source.url(), url)) {
            throw new PipelineException(ErrorCode.API_NOT_ALLOWED,
                    name() + " names a next page on another host than its url's");
        }
        if (url.toString().length() > MAX_URL_CHARACTERS) {
            throw unusable(" names a next page with a URL of more than " + MAX_URL_CHARACTERS + " characters");
        }
        boolean repeated = asked.contains(hash(url));
        if (repeated && page.count() == 0) {
            // Some APIs always tell a cursor: at the end the one that it took to get there.
            return false;
        }
        if (repeated) {
            throw unusable(" names a page a second time as the next");
        }
        if (asked.size() >= source.maxPages()) {
            throw unusable(" has more than " + source.maxPages() + " pages (maxPages)");
        }
        asked.add(hash(url));
        current = url;
        return true;
    }

    private Optional<URI> next(Pagination pagination, Copied page, List<String> links) {
        var parameter = pagination.parameter();
        return switch (pagination.type()) {
            case PAGE, OFFSET -> {
                boolean ended = page.count() == 0 || pagination.next().isPresent() && page.other().isEmpty();
                position += pagination.type() == Pagination.Type.PAGE ? 1 : page.count();
                yield ended ? Optional.empty() : Optional.of(with(current, parameter.orElseThrow(), "" + position));
            }
            // One that is empty may only have been filtered.
            case CURSOR -> page.other().map(told -> parameter.isPresent()
                    ? with(current, parameter.get(), told)
                    : ApiClient.resolve(current, told));
            case LINK -> {
                try {
                    yield LinkHeader.next(links).map(target -> ApiClient.resolve(current, target));
                } catch (IllegalArgumentException e) {
                    throw unusable(" sends " + e.getMessage());
                }
            }
        };
    }

    private PipelineException unusable(String what) {
        return new PipelineException(ErrorCode.API_UNUSABLE, name() + what);
    }

    private String name() {
        return "source '" + source.name() + "', page " + asked.size() + ",";
    }

    private static String hash(URI url) {
        return Sha256.hex(url.toString(), 32);
    }

    /// The URL with that parameter of the query, and all others as they are written.
    private static URI with(URI url, String parameter, String value) {
        var query = new StringJoiner("&");
        if (url.getRawQuery() != null) {
            for (var pair : url.getRawQuery().split("&")) {
                if (!pair.isEmpty() && !isNamed(pair, parameter)) {
                    query.add(pair);
                }
            }
        }
        query.add(encode(parameter) + "=" + encode(value));
        return URI.create(url.getScheme() + "://" + url.getRawAuthority() + url.getRawPath() + "?" + query);
    }

    private static boolean isNamed(String pair, String parameter) {
        return pair.split("=", 2)[0].equals(parameter) || pair.split("=", 2)[0].equals(encode(parameter));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
