package io.allasflow.ingest;

import io.allasflow.core.config.Settings;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/// Where `NOTIFICATIONS_ONLY` is set: answers 404 to whatever is no notification, as whoever can reach the other paths can
/// make the pipeline scan, ingest and bury. Health is told to all: Knative's probes come through a proxy, too, and look
/// like everybody else.
@ApplicationScoped
public class NotificationsOnly {
    private final Settings settings;

    NotificationsOnly(Settings settings) {
        this.settings = settings;
    }

    void register(@Observes Router router) {
        if (settings.notificationsOnly()) {
            // Before all other routes.
            router.route().order(Integer.MIN_VALUE).handler(this::check);
        }
    }

    private void check(RoutingContext context) {
        var path = context.normalizedPath();
        if (path.equals(NotificationRoute.PATH) || path.startsWith(NotificationRoute.PATH + "/")
                || path.startsWith("/q/health")) {
            context.next();
        } else {
            context.response().setStatusCode(404).end();
        }
    }
}
