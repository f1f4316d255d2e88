package io.allasflow.core.service;

import io.allasflow.core.config.Settings;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.store.ObjectStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Ready when the store answers and the buckets are there. Asks it once in a while, not at every probe.
@Readiness
@ApplicationScoped
public class StoreReadiness implements HealthCheck {
    private static final String NAME = "object store";
    private static final Duration GOOD_FOR = Duration.ofSeconds(30);
    private static final Duration BAD_FOR = Duration.ofSeconds(2);

    private final ObjectStore store;
    private final Settings settings;
    private final Clock clock;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile HealthCheckResponse last = HealthCheckResponse.named(NAME).down()
            .withData("message", "the store has not answered yet").build();
    private volatile Instant askAgain = Instant.MIN;

    StoreReadiness(ObjectStore store, Settings settings, Clock clock) {
        this.store = store;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public HealthCheckResponse call() {
        // A probe that comes while another one asks is answered with what was last known.
        if (asking.tryLock()) {
            try {
                if (!clock.instant().isBefore(askAgain)) {
                    last = ask();
                    boolean up = last.getStatus() == HealthCheckResponse.Status.UP;
                    askAgain = clock.instant().plus(up ? GOOD_FOR : BAD_FOR);
                }
            } finally {
                asking.unlock();
            }
        }
        return last;
    }

    private HealthCheckResponse ask() {
        var response = HealthCheckResponse.named(NAME);
        try {
            // A listing of nothing costs nothing, and unlike a missing object tells a missing bucket.
            var nothing = settings.layout().own("readiness/").key();
            store.list(settings.layout().dataBucket(), nothing, null);
            store.list(settings.layout().outputBucket(), nothing, null);
            return response.up().build();
        } catch (PipelineException e) {
            var down = response.down();
            // Anybody can ask a process that the store reaches, and the message names the bucket.
            return settings.notificationsOnly()
                    ? down.build()
                    : down.withData("code", e.code().name()).withData("message", e.getMessage()).build();
        }
    }
}
