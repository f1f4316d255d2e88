package io.allasflow.ingest;

import io.allasflow.core.config.Settings;
import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.event.Envelope;
import io.allasflow.core.hash.Sha256;
import io.allasflow.core.json.Json;
import io.allasflow.ingest.notification.Notification;
import io.allasflow.ingest.notification.Notifications;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/// `POST /notification`: what an object store says happened in a bucket, as a plain request or as a CloudEvent of any
/// type, binary or structured. A path of its own, because stores send no CloudEvents or types of their own.
///
/// Where `NOTIFICATION_TOKEN` is set, the request has to carry it: as `/notification/<token>`, or as a bearer token or
/// the password of basic authentication.
@ApplicationScoped
public class NotificationRoute {
    private static final Logger LOG = Logger.getLogger(NotificationRoute.class);
    private static final int MAX_BODY_BYTES = 1 << 20;
    /// Ceph sends a persistent notification again at once, a thousand times a second, until the answer is good.
    private static final long MILLISECONDS_BEFORE_FAILURE = 1000;
    static final String PATH = "/notification";
    private static final String BEARER = "Bearer ";
    private static final String BASIC = "Basic ";

    private final Notifications notifications;
    private final Optional<String> token;

    NotificationRoute(Notifications notifications, Settings settings) {
        this.notifications = notifications;
        this.token = settings.notificationToken();
    }

    void register(@Observes Router router) {
        register(router, PATH);
        token.ifPresent(_ -> register(router, PATH + "/:token"));
    }

    private void register(Router router, String path) {
        // A route of its own, since none takes a body after anything else.
        router.post(path).order(Integer.MIN_VALUE + 1).handler(this::authorize);
        router.post(path).order(Integer.MIN_VALUE + 2)
                .handler(BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES)).blockingHandler(this::handle, false)
                // The default one logs the path, which may hold the token.
                .failureHandler(context -> {
                    int status = context.statusCode() < 400 ? 500 : context.statusCode();
                    LOG.errorf("notification: answered %s: %s", status, String.valueOf(context.failure()));
                    later(context, status, new JsonObject());
                });
    }

    private void authorize(RoutingContext context) {
        if (token.isEmpty() || MessageDigest.isEqual(bytes(token.get()), bytes(given(context)))) {
            context.next();
            return;
        }
        LOG.warn("notification: refused, for it does not carry NOTIFICATION_TOKEN");
        later(context, 401, new JsonObject().put("message", "the request does not carry the token that is set"));
    }

    private static String given(RoutingContext context) {
        var header = context.request().getHeader("Authorization");
        if (context.pathParam("token") != null) {
            return context.pathParam("token");
        } else if (header != null && header.startsWith(BEARER)) {
            return header.substring(BEARER.length());
        } else if (header != null && header.startsWith(BASIC)) {
            return password(header.substring(BASIC.length()));
        }
        return "";
    }

    private static String password(String credentials) {
        try {
            var decoded = new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
            return decoded.substring(decoded.indexOf(':') + 1);
        } catch (IllegalArgumentException notBase64) {
            return "";
        }
    }

    private void handle(RoutingContext context) {
        try {
            var buffer = context.body().buffer();
            var body = buffer == null ? new byte[0] : buffer.getBytes();
            var report = notifications.handle(cause(context, body), Notification.parse(body));
            if (isCloudEvent(context)) {
                // A broker takes whatever body an answer has for the next event.
                context.response().setStatusCode(204).end();
            } else {
                end(context, 200, new JsonObject(Json.MAPPER.writeValueAsString(report)));
            }
        } catch (PipelineException e) {
            LOG.warnf("notification: %s: %s", e.code(), e.getMessage());
            var answer = new JsonObject().put("code", e.code().name()).put("message", e.getMessage()).put("advice",
                    e.code().advice());
            if (e.code().kind() == ErrorCode.Kind.BAD_EVENT) {
                end(context, 400, answer);
            } else {
                later(context, 503, answer);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isCloudEvent(RoutingContext context) {
        var contentType = context.request().getHeader("Content-Type");
        return context.request().getHeader("ce-specversion") != null
                || contentType != null && contentType.startsWith("application/cloudevents");
    }

    /// What the events sent follow from. A repeated request repeats its id.
    private static Envelope cause(RoutingContext context, byte[] body) {
        var id = context.request().getHeader("ce-id");
        var carried = new TreeMap<String, String>();
        for (var name : new String[]{Envelope.TRACE_PARENT, Envelope.TRACE_STATE}) {
            var value = context.request().getHeader("ce-" + name);
            if (value != null) {
                carried.put(name, value);
            }
        }
        return new Envelope(id == null ? "notification-" + Sha256.hex(body, 16) : id, "", "", null, carried);
    }

    private static void later(RoutingContext context, int status, JsonObject answer) {
        context.vertx().setTimer(MILLISECONDS_BEFORE_FAILURE, _ -> end(context, status, answer));
    }

    private static void end(RoutingContext context, int status, JsonObject answer) {
        if (!context.response().ended() && !context.response().closed()) {
            context.response().setStatusCode(status).putHeader("Content-Type", Json.CONTENT_TYPE)
                    .end(answer.encode());
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
