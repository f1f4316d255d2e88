package io.allasflow.ingest;

import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.event.Envelope;
import io.allasflow.ingest.deadletter.DeadLetters;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/// `POST /deadletter`: what a Trigger gave up on. A path of its own, because a dead letter has the type of the event it
/// was, and would be taken for it.
@ApplicationScoped
public class DeadLetterRoute {
    private static final Logger LOG = Logger.getLogger(DeadLetterRoute.class);
    private static final int MAX_BODY_BYTES = 1 << 20;

    private final DeadLetters deadLetters;

    DeadLetterRoute(DeadLetters deadLetters) {
        this.deadLetters = deadLetters;
    }

    void register(@Observes Router router) {
        router.post("/deadletter").order(Integer.MIN_VALUE + 1)
                .handler(BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES))
                .blockingHandler(this::keep, false);
    }

    private void keep(RoutingContext context) {
        var attributes = Envelope.attributes(context.request().headers());
        try {
            var body = context.body().buffer();
            deadLetters.keep(attributes, body == null ? new byte[0] : body.getBytes());
            context.response().setStatusCode(204).end();
        } catch (PipelineException e) {
            LOG.errorf("dead letter %s could not be kept: %s", attributes.get("id"), e.getMessage());
            // Only what is no event at all is not worth another try.
            context.response().setStatusCode(e.code().kind() == ErrorCode.Kind.BAD_EVENT ? 400 : 503).end();
        }
    }
}
