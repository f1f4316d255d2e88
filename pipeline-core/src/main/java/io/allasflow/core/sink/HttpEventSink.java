package io.allasflow.core.sink;

import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.event.Envelope;
import io.allasflow.core.event.LargeObjects;
import io.allasflow.core.event.PipelineEvent;
import io.allasflow.core.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/// Posts events to `K_SINK` in the binary mode.
public final class HttpEventSink implements EventSink {
    /// A broker with an in-memory channel answers only after the work behind it is done. An event that times out may
    /// have been taken; if not, a later scan sends it again.
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final URI sink;
    private final Map<String, String> extensions;
    private final LargeObjects large;
    private final Duration patience;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5)).build();

    /// @param extensions attributes that each event gets, whatever it had
    public HttpEventSink(URI sink, Map<String, String> extensions, LargeObjects large) {
        this(sink, extensions, large, PATIENCE);
    }

    HttpEventSink(URI sink, Map<String, String> extensions, LargeObjects large, Duration patience) {
        this.sink = sink;
        this.extensions = extensions;
        this.large = large;
        this.patience = patience;
    }

    @Override
    public void send(Envelope envelope, Object data) {
        try {
            var request = HttpRequest.newBuilder(sink).timeout(patience)
                    .POST(HttpRequest.BodyPublishers.ofByteArray(Json.MAPPER.writeValueAsBytes(data)));
            var marked = data instanceof PipelineEvent event ? large.mark(envelope, event) : envelope;
            for (var extension : extensions.entrySet()) {
                marked = marked.with(extension.getKey(), extension.getValue());
            }
            marked.headers().forEach((name, value) -> request.header(name, sendable(value)));
            var response = client.send(request.build(), HttpResponse.BodyHandlers.discarding());
            if (response.statusCode() / 100 != 2) {
                throw unavailable("answered " + response.statusCode(), null);
            }
        } catch (HttpConnectTimeoutException e) {
            throw unavailable("could not be connected to", e);
        } catch (HttpTimeoutException e) {
            // Taken, perhaps.
        } catch (IOException e) {
            throw unavailable("could not be reached: " + e.getClass().getSimpleName(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable("was being sent to when the process was told to stop", e);
        }
    }

    /// What a ping brought along may hold what a header may not; names of ours are encoded already.
    private static String sendable(String value) {
        var encoded = new StringBuilder(value.length());
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            encoded.append(b >= ' ' && b < 0x7f ? String.valueOf((char) b) : String.format("%%%02X", b & 0xff));
        }
        return encoded.toString();
    }

    private PipelineException unavailable(String what, Exception cause) {
        return new PipelineException(ErrorCode.SINK_UNAVAILABLE,
                "the sink " + sink.getScheme() + "://" + sink.getAuthority() + " " + what, cause);
    }
}
