package io.allasflow.ingest.rest;

import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.store.ObjectRef;
import io.allasflow.core.store.ObjectStore;
import io.allasflow.core.store.ObjectWriter;
import io.allasflow.core.store.StoredObject;
import io.allasflow.ingest.engine.RefusedSourceException;
import io.allasflow.ingest.engine.json.RecordLines;
import io.allasflow.ingest.rest.http.ApiResponse;
import java.io.BufferedOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Brings what an API answers into one object, which is there whole or not at all. Memory: a record, and a part of the
/// object.
final class Fetch {
    private static final String LINES = "application/x-ndjson";
    private static final String UNKNOWN = "application/octet-stream";
    /// Names of user metadata. Whose object it is:
    private static final String SOURCE = "api-source";
    /// What belongs to other settings is no condition for these.
    private static final String SETTINGS = "api-settings";
    private static final Map<String, String> CONDITIONS = Map.of("api-etag", "If-None-Match", "api-last-modified",
            "If-Modified-Since");
    private static final Map<String, String> VALIDATORS = Map.of("api-etag", "ETag", "api-last-modified",
            "Last-Modified");
    private static final Pattern METADATA = Pattern.compile("[\\x21-\\x7e]([\\x20-\\x7e]{0,298}[\\x21-\\x7e])?");
    private static final Pattern MEDIA_TYPE = Pattern.compile("[\\w!#$&^.+-]{1,60}/[\\w!#$&^.+-]{1,60}");
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    private final RestSource source;
    private final String settings;
    private final Conversation api;
    private final ObjectStore store;
    private final ObjectRef target;
    private long records;
    private long bytes;

    /// @param settings names the source's settings
    /// @param target the object to write
    Fetch(RestSource source, String settings, Conversation api, ObjectStore store, ObjectRef target) {
        this.source = source;
        this.settings = settings;
        this.api = api;
        this.store = store;
        this.target = target;
    }

    /// What an API answered.
    ///
    /// @param object null if it has not changed, as it says itself
    /// @param records null if the answer was kept as it is
    record Fetched(StoredObject object, int pages, Long records, long bytes) {}

    /// @param before the object as it is, which must be [#isOurs]
    /// @throws PipelineException of the API or the store; then the object stays as it is
    Fetched run(Optional<StoredObject> before) throws RateLimitedException {
        var pages = new Pages(source);
        try (var first = api.get(pages.current(), conditions(before))) {
            if (first.status() == NOT_MODIFIED) {
                return new Fetched(null, 1, null, 0);
            }
            try (var writer = store.create(target, contentType(first), metadata(first))) {
                copyAll(first, pages, writer);
                return new Fetched(writer.commit(), pages.count(), source.records().isPresent() ? records : null,
                        bytes);
            }
        } catch (IOException e) {
            // The API's failures are told as such; this is the object's.
            throw new PipelineException(ErrorCode.STORE_UNAVAILABLE, "cannot write " + target, e);
        }
    }

    /// Whether an object was fetched for this source: none of anybody else's is overwritten.
    static boolean isOurs(RestSource source, StoredObject object) {
        return source.name().equals(object.metadata().get(SOURCE));
    }

    private void copyAll(ApiResponse first, Pages pages, ObjectWriter writer)
            throws IOException, RateLimitedException {
        var out = new BufferedOutputStream(writer, 1 << 16);
        if (source.records().isEmpty()) {
            body(first).transferTo(out);
        } else if (copyPage(first, pages, out)) {
            api.respectLimit(first);
            boolean more = true;
            while (more) {
                try (var page = api.get(pages.current(), Map.of())) {
                    more = copyPage(page, pages, out);
                    if (more) {
                        api.respectLimit(page);
                    }
                }
            }
        }
        out.flush();
    }

    /// @return whether there is another page
    private boolean copyPage(ApiResponse response, Pages pages, OutputStream out) throws IOException {
        if (response.status() == NO_CONTENT) {
            return false;
        }
        try {
            var next = source.pagination().flatMap(Pagination::next);
            var copied = new RecordLines(source.records().orElseThrow(), next).copy(body(response), out);
            records += copied.count();
            return pages.advance(copied, response.headers("Link"));
        } catch (RefusedSourceException e) {
            throw new PipelineException(ErrorCode.API_UNUSABLE,
                    "source '" + source.name() + "', page " + pages.count() + ", " + e.getMessage());
        }
    }

    /// Counted over all pages, and as long as there is time.
    private InputStream body(ApiResponse response) {
        return new FilterInputStream(response.body(source.maxBytes() - bytes)) {
            @Override
            public int read() throws IOException {
                var one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                api.checkTime();
                int read = in.read(buffer, offset, length);
                bytes += Math.max(0, read);
                return read;
            }
        };
    }

    /// Only where one answer is the whole object.
    private Map<String, String> conditions(Optional<StoredObject> before) {
        var conditions = new LinkedHashMap<String, String>();
        before.map(StoredObject::metadata).filter(known -> settings.equals(known.get(SETTINGS)))
                .ifPresent(known -> CONDITIONS.forEach((name, header) -> {
                    if (known.containsKey(name)) {
                        conditions.put(header, known.get(name));
                    }
                }));
        return conditions;
    }

    private Map<String, String> metadata(ApiResponse response) {
        var metadata = new LinkedHashMap<>(Map.of(SOURCE, source.name(), SETTINGS, settings));
        if (source.pagination().isEmpty()) {
            VALIDATORS.forEach((name, header) -> response.header(header)
                    .filter(value -> METADATA.matcher(value).matches())
                    .ifPresent(value -> metadata.put(name, value)));
        }
        return metadata;
    }

    private String contentType(ApiResponse response) {
        return source.records().isPresent()
                ? LINES
                : response.header("Content-Type").map(type -> type.split(";")[0].strip())
                        .filter(type -> MEDIA_TYPE.matcher(type).matches()).orElse(UNKNOWN);
    }
}
