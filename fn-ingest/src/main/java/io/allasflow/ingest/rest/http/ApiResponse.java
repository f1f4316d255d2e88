package io.allasflow.ingest.rest.http;

import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.allasflow.ingest.engine.RefusedSourceException;
import io.allasflow.ingest.engine.compressed.Compression;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.NameValuePair;

/// An answer of which the body is still to be read.
public final class ApiResponse implements AutoCloseable {
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final String origin;
    private final HttpGet request;
    private final ClassicHttpResponse response;
    private InputStream decoded = InputStream.nullInputStream();

    ApiResponse(String origin, HttpGet request, ClassicHttpResponse response) {
        this.origin = origin;
        this.request = request;
        this.response = response;
    }

    public int status() {
        return response.getCode();
    }

    public Optional<String> header(String name) {
        return headers(name).stream().findFirst();
    }

    public List<String> headers(String name) {
        return Arrays.stream(response.getHeaders(name)).map(NameValuePair::getValue).map(value -> value == null
                ? ""
                : value).toList();
    }

    Optional<String> redirect() {
        return REDIRECTS.contains(status()) ? header("Location") : Optional.empty();
    }

    /// The body, decompressed. What goes wrong while it is read is a [PipelineException]: `API_UNAVAILABLE`,
    /// `API_UNUSABLE`, `TOO_LARGE` or a code of its own for an archive that is none.
    ///
    /// @param maxBytes more of them are refused
    public InputStream body(long maxBytes) {
        try {
            var entity = response.getEntity();
            var raw = entity == null ? InputStream.nullInputStream() : entity.getContent();
            decoded = switch (header("Content-Encoding").orElse("").strip().toLowerCase(Locale.ROOT)) {
                case "gzip", "x-gzip" -> Compression.GZIP.unpack(() -> raw, maxBytes).open();
                case "identity", "" -> raw;
                default -> throw new PipelineException(ErrorCode.API_UNUSABLE,
                        origin + " answered in a compression that was not asked for");
            };
            return new Body(decoded, maxBytes);
        } catch (IOException e) {
            throw ApiClient.unavailable(origin, e);
        }
    }

    @Override
    public void close() {
        // Otherwise the rest of the body would be read, however long it is.
        try (response; var _ = decoded) {
            request.cancel();
        } catch (IOException e) {
            // Nothing more is wanted of it.
        }
    }

    private final class Body extends FilterInputStream {
        private final long maxBytes;
        private long count;

        Body(InputStream in, long maxBytes) {
            super(in);
            this.maxBytes = maxBytes;
        }

        @Override
        public int read() {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            try {
                int read = in.read(buffer, offset, length);
                count += Math.max(0, read);
                if (count > maxBytes) {
                    throw new PipelineException(ErrorCode.TOO_LARGE,
                            origin + " answered more bytes than are allowed");
                }
                return read;
            } catch (RefusedSourceException e) {
                throw new PipelineException(e.code(), "the answer of " + origin + " " + e.getMessage());
            } catch (IOException e) {
                throw ApiClient.unavailable(origin, e);
            }
        }

        @Override
        public void close() {
            // The response is closed, not the stream.
        }
    }
}
