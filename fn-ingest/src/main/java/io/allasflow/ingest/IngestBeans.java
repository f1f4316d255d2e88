package io.allasflow.ingest;

import io.allasflow.core.config.Settings;
import io.allasflow.core.service.Core;
import io.allasflow.core.sink.EventSink;
import io.allasflow.core.store.ObjectStore;
import io.allasflow.ingest.deadletter.DeadLetters;
import io.allasflow.ingest.notification.Notifications;
import io.allasflow.ingest.rest.DueSources;
import io.allasflow.ingest.rest.SourceFetcher;
import io.allasflow.ingest.rest.http.ApiClient;
import io.allasflow.ingest.rest.http.HostRules;
import io.allasflow.ingest.scan.Scanner;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.time.Clock;

/// Wires what only this service has.
@ApplicationScoped
public class IngestBeans {
    private static final int SCAN_CONCURRENCY = 16;

    @Produces
    @Singleton
    Scanner scanner(ObjectStore store, Settings settings, EventSink sink, Clock clock) {
        return new Scanner(store, settings, sink, clock, Core.programVersion(), SCAN_CONCURRENCY);
    }

    @Produces
    @Singleton
    DueSources dueSources(ObjectStore store, Settings settings, EventSink sink, Clock clock) {
        return new DueSources(store, settings.layout(), sink, clock, SCAN_CONCURRENCY);
    }

    @Produces
    @Singleton
    SourceFetcher fetcher(ObjectStore store, Settings settings, Clock clock) {
        return new SourceFetcher(store, settings, clock, System::getenv, Thread::sleep,
                () -> new ApiClient(new HostRules(settings.allowedHosts(), InetAddress::getAllByName),
                        "allasflow/" + Core.programVersion()));
    }

    @Produces
    @Singleton
    Notifications notifications(ObjectStore store, Settings settings, EventSink sink, Clock clock) {
        return new Notifications(store, settings, sink, clock, Core.programVersion());
    }

    @Produces
    @Singleton
    DeadLetters deadLetters(ObjectStore store, Settings settings, Clock clock) {
        return new DeadLetters(store, settings.layout(), clock, Core.programVersion());
    }
}
