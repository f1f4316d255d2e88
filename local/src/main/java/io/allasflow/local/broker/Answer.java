package io.allasflow.local.broker;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/// What a subscriber said to one event.
///
/// @param status 0 if no answer came
/// @param detail the start of the body, or why no answer came
record Answer(int status, Optional<Event> reply, String detail) {
    private static final int DETAIL_LENGTH = 1024;
    /// `timeoutSeconds` of our services.
    private static final Duration TIMEOUT = Duration.ofSeconds(600);

    static Answer ask(HttpClient client, Event event, URI subscriber) throws InterruptedException {
        try {
            var request = HttpRequest.newBuilder(EventHttp.write(event, subscriber), (_, _) -> true)
                    .timeout(TIMEOUT).build();
            var response = client.send(request, BodyHandlers.ofByteArray());
            var body = new String(response.body(), StandardCharsets.UTF_8);
            var detail = body.substring(0, Math.min(body.length(), DETAIL_LENGTH));
            return new Answer(response.statusCode(), EventHttp.read(response.headers().map(), response.body()), detail);
        } catch (IOException e) {
            return new Answer(0, Optional.empty(), "dispatch error: " + e);
        } catch (IllegalArgumentException e) {
            return new Answer(0, Optional.empty(), "the reply is bad: " + e.getMessage());
        }
    }

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    boolean isRetried() {
        return status == 0 || Delivery.isRetried(status);
    }
}
