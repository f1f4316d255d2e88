package io.allasflow.core.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.allasflow.core.config.Settings;
import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.store.MemoryObjectStore;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.Test;

class StoreReadinessTest {
    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    };
    private final MemoryObjectStore store = new MemoryObjectStore() {
        @Override
        protected void beforeCall(String call) {
            asked++;
            arrived.release();
            gate.acquireUninterruptibly();
            gate.release();
            if (failing) {
                throw new PipelineException(ErrorCode.STORE_DENIED, call + " was answered 403");
            }
        }
    };
    private final Semaphore arrived = new Semaphore(0);
    private final Semaphore gate = new Semaphore(1);
    private volatile Instant now = Instant.parse("2026-01-02T03:04:05Z");
    private volatile boolean failing;
    private volatile int asked;

    @Test
    void asks_seldom_while_all_is_well_and_often_while_it_is_not() {
        var readiness = readiness(Map.of());
        assertThat(isUp(readiness)).isTrue();
        int once = asked;
        failing = true;
        now = now.plusSeconds(29);
        assertThat(isUp(readiness)).isTrue();
        assertThat(asked).isEqualTo(once);
        now = now.plusSeconds(1);
        assertThat(isUp(readiness)).isFalse();
        failing = false;
        now = now.plusSeconds(1);
        assertThat(isUp(readiness)).isFalse();
        now = now.plusSeconds(1);
        assertThat(isUp(readiness)).isTrue();
    }

    /// Knative asks twenty times a second, and waits a tenth of one.
    @Test
    void answers_at_once_while_the_store_is_asked() throws Exception {
        var readiness = readiness(Map.of());
        gate.acquire();
        try (var first = Executors.newVirtualThreadPerTaskExecutor()) {
            var answer = first.submit(readiness::call);
            arrived.acquire();
            assertThat(isUp(readiness)).isFalse();
            gate.release();
            assertThat(answer.get().getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
        }
        assertThat(isUp(readiness)).isTrue();
    }

    @Test
    void tells_why_but_not_to_everybody() {
        failing = true;
        assertThat(readiness(Map.of()).call().getData()).hasValueSatisfying(data -> {
            assertThat(data).containsEntry("code", "STORE_DENIED");
            assertThat((String) data.get("message")).contains("tables").endsWith("was answered 403");
        });
        var open = readiness(Map.of("NOTIFICATIONS_ONLY", "true", "NOTIFICATION_TOKEN", "0123456789abcdef")).call();
        assertThat(open.getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
        assertThat(open.getData()).isEmpty();
    }

    private StoreReadiness readiness(Map<String, String> more) {
        var environment = new HashMap<>(
                Map.of("DATA_BUCKET", "tables", "ALLAS_ACCESS_KEY", "a", "ALLAS_SECRET_KEY", "b"));
        environment.putAll(more);
        return new StoreReadiness(store, Settings.from(environment), clock);
    }

    private static boolean isUp(StoreReadiness readiness) {
        return readiness.call().getStatus() == HealthCheckResponse.Status.UP;
    }
}
