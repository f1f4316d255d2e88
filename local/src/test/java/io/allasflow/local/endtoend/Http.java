package io.allasflow.local.endtoend;

import static io.restassured.config.EncoderConfig.encoderConfig;

import io.restassured.RestAssured;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.net.URI;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Sends requests as curl would, and keeps every answer.
final class Http {
    static final String JSON = "application/json";
    static final String STRUCTURED = "application/cloudevents+json";
    private static final RestAssuredConfig AS_IT_IS = RestAssuredConfig.config().encoderConfig(encoderConfig()
            .defaultContentCharset("UTF-8").appendDefaultContentCharsetToContentTypeIfUndefined(false)
            .encodeContentTypeAs(STRUCTURED, ContentType.TEXT)
            .encodeContentTypeAs("application/cloudevents-batch+json", ContentType.TEXT));

    private final Queue<String> answers = new ConcurrentLinkedQueue<>();

    /// An event in binary mode: `ce-` headers and a body.
    record Message(Map<String, String> headers, String contentType, String body) {
        Message {
            headers = Collections.unmodifiableMap(new TreeMap<>(headers));
        }

        Message with(String header, String value) {
            var changed = new TreeMap<>(headers);
            changed.put(header, value);
            return new Message(changed, contentType, body);
        }

        Message without(String header) {
            var changed = new TreeMap<>(headers);
            changed.remove(header);
            return new Message(changed, contentType, body);
        }

        Message withBody(String value) {
            return new Message(headers, contentType, value);
        }

        Message as(String type) {
            return new Message(headers, type, body);
        }

        /// The event that an answer carries.
        static Message of(Response answer) {
            var headers = new TreeMap<String, String>();
            answer.headers().forEach(header -> {
                var name = header.getName().toLowerCase(Locale.ROOT);
                if (name.startsWith("ce-")) {
                    headers.put(name, header.getValue());
                }
            });
            return new Message(headers, answer.contentType(), answer.asString());
        }
    }

    Response post(URI url, Message message) {
        var request = RestAssured.given().config(AS_IT_IS).headers(message.headers());
        if (message.contentType() != null) {
            request = request.contentType(message.contentType());
        }
        if (message.body() != null) {
            request = request.body(message.body());
        }
        return kept(request.post(url));
    }

    Response get(URI url) {
        return kept(RestAssured.get(url));
    }

    /// Headers and bodies of all answers so far.
    Queue<String> answers() {
        return answers;
    }

    private Response kept(Response answer) {
        answers.add(answer.headers() + "\n" + answer.asString());
        return answer;
    }
}
