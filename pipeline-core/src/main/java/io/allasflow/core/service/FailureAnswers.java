package io.allasflow.core.service;

import com.fasterxml.jackson.core.JacksonException;
import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import org.jboss.logging.Logger;

/// Answers what failed with the status that makes Knative do the right thing: 400 is not retried, 503 and 500 are.
/// Funqy by itself answers 404 to an event it has no function for and 500 to one it cannot read, and Knative retries
/// both.
@ApplicationScoped
public class FailureAnswers {
    private static final Logger LOG = Logger.getLogger(FailureAnswers.class);
    private static final List<String> REQUIRED = List.of("ce-id", "ce-source", "ce-specversion", "ce-type");
    private static final String FUNQY = "io.quarkus.funqy.runtime.bindings.knative.events.";

    void register(@Observes Router router) {
        router.route("/").order(Integer.MIN_VALUE + 1).handler(RoutingContext::next).failureHandler(this::answer);
    }

    private void answer(RoutingContext context) {
        var failure = find(context.failure());
        if (failure != null) {
            int status = switch (failure.code().kind()) {
                case BAD_EVENT -> 400;
                case TRANSIENT -> 503;
                case PERMANENT -> 400;
            };
            LOG.warnf("%s: %s", failure.code(), failure.getMessage());
            end(context, status, failure.code(), failure.getMessage());
        } else if (context.failure() == null || isUnreadable(context.failure())) {
            end(context, context.statusCode() == 413 ? 413 : 400, ErrorCode.BAD_EVENT, whatIsWrong(context));
        } else {
            LOG.error("unexpected failure", context.failure());
            end(context, 500, ErrorCode.INTERNAL, "unexpected failure; the log of this time tells more");
        }
    }

    private static String whatIsWrong(RoutingContext context) {
        if (context.statusCode() == 413) {
            return "the request is too large: events name objects, they do not carry them";
        }
        var request = context.request();
        var contentType = request.getHeader("Content-Type");
        if (contentType != null && contentType.startsWith("application/cloudevents")) {
            return "the structured event could not be read, or its type is none of this function's";
        }
        var missing = REQUIRED.stream().filter(header -> isBlank(request, header)).toList();
        if (!missing.isEmpty()) {
            return "the request is not a CloudEvent; missing headers: " + String.join(", ", missing);
        }
        return isUnreadable(context.failure())
                ? "the event's data is not JSON of the expected form"
                : "no function here takes events of this type";
    }

    private static boolean isBlank(HttpServerRequest request, String header) {
        var value = request.getHeader(header);
        return value == null || value.isBlank();
    }

    private static boolean isUnreadable(Throwable failure) {
        if (isFunqysOwn(failure)) {
            return true;
        }
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof JacksonException) {
                return true;
            }
        }
        return false;
    }

    /// Funqy takes for granted that a structured event has a body, a type and a specversion.
    private static boolean isFunqysOwn(Throwable failure) {
        return failure instanceof NullPointerException && failure.getStackTrace().length > 0
                && failure.getStackTrace()[0].getClassName().startsWith(FUNQY);
    }

    private static PipelineException find(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PipelineException ours) {
                return ours;
            }
        }
        return null;
    }

    private static void end(RoutingContext context, int status, ErrorCode code, String message) {
        var body = new JsonObject().put("code", code.name()).put("message", message).put("advice", code.advice());
        context.response().setStatusCode(status).putHeader("Content-Type", "application/json").end(body.encode());
    }
}
