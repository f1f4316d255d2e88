package io.allasflow.summarize;

import io.allasflow.core.config.Settings;
import io.allasflow.core.service.Core;
import io.allasflow.core.store.ObjectStore;
import io.allasflow.summarize.index.IndexRefresher;
import io.allasflow.summarize.index.ReportIndex;
import io.allasflow.summarize.publish.PostgresAccess;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;

/// Wires what only this service has.
@ApplicationScoped
public class SummarizeBeans {
    private static final int STATUS_CONCURRENCY = 16;

    @Produces
    @Singleton
    IndexRefresher indexRefresher(ObjectStore store, Settings settings, PostgresAccess postgres) {
        return new IndexRefresher(
                new ReportIndex(store, settings.layout(), Core.programVersion(), STATUS_CONCURRENCY, postgres)::write,
                Duration.ofSeconds(1), Duration.ofSeconds(60));
    }

    @Produces
    @Singleton
    PostgresAccess postgresAccess(Settings settings) {
        return new PostgresAccess(settings.publishHosts(), System::getenv);
    }
}
