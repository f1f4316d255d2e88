package io.allasflow.ingest.relay;

import io.allasflow.core.config.Settings;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.event.Envelope;
import io.allasflow.ingest.deadletter.DeadLetters;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/// `POST /relay`, where `RELAY_INGEST`, `RELAY_CLEAN` and `RELAY_SUMMARIZE` say where the functions are: takes any event of
/// the pipeline in binary mode, as a broker would. `K_SINK` leads here.
@ApplicationScoped
public class RelayRoute {
    private static final Logger LOG = Logger.getLogger(RelayRoute.class);
    private static final int MAX_BODY_BYTES = 64 << 10;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final List<String> REQUIRED = List.of("id", "source", "specversion", "type");

    private final Relay relay;

    RelayRoute(Settings settings, DeadLetters deadLetters) {
        relay = settings.relay().isEmpty() ? null : new Relay(settings.relay(), deadLetters, FIRST_PAUSE);
    }

    void register(@Observes Router router) {
        if (relay != null) {
            router.post("/relay").order(Integer.MIN_VALUE + 1)
                    .handler(BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES)).handler(this::accept);
        }
    }

    void stop(@Observes ShutdownEvent end) {
        if (relay != null) {
            relay.close();
        }
    }

    private void accept(RoutingContext context) {
        var attributes = Envelope.attributes(context.request().headers());
        if (!attributes.keySet().containsAll(REQUIRED)) {
            context.response().setStatusCode(400).end();
            return;
        }
        try {
            var body = context.body().buffer();
            relay.accept(attributes, body == null ? new byte[0] : body.getBytes());
            context.response().setStatusCode(202).end();
        } catch (PipelineException e) {
            LOG.warnf("relay: %s: %s", e.code(), e.getMessage());
            context.response().setStatusCode(503).end();
        }
    }
}
