package io.allasflow.core.service;

import io.allasflow.core.config.Settings;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.layout.Output;
import io.allasflow.core.store.ObjectStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Ready when the store answers. Asks it once in a while, not at every probe.
@Readiness
@ApplicationScoped
public class StoreReadiness implements HealthCheck {
    private static final Duration GOOD_FOR = Duration.ofSeconds(30);
    private static final Duration BAD_FOR = Duration.ofSeconds(2);

    private final ObjectStore store;
    private final Settings settings;
    private final Clock clock;
    private HealthCheckResponse last;
    private Instant askAgain = Instant.MIN;

    StoreReadiness(ObjectStore store, Settings settings, Clock clock) {
        this.store = store;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public synchronized HealthCheckResponse call() {
        if (clock.instant().isBefore(askAgain)) {
            return last;
        }
        last = ask();
        boolean up = last.getStatus() == HealthCheckResponse.Status.UP;
        askAgain = clock.instant().plus(up ? GOOD_FOR : BAD_FOR);
        return last;
    }

    private HealthCheckResponse ask() {
        var response = HealthCheckResponse.named("object store");
        try {
            // An object that need not exist: 404 is an answer too.
            store.head(settings.layout().own(Output.STATUS.folder()));
            return response.up().build();
        } catch (PipelineException e) {
            return response.down().withData("code", e.code().name()).withData("message", e.getMessage()).build();
        }
    }
}
