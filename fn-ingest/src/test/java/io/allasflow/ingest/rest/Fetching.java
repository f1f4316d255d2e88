package io.allasflow.ingest.rest;

import io.allasflow.core.config.PipelineConfig;
import io.allasflow.core.config.Settings;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.event.Envelope;
import io.allasflow.core.event.EventTypes;
import io.allasflow.core.store.MemoryObjectStore;
import io.allasflow.core.store.ObjectRef;
import io.allasflow.ingest.rest.http.ApiClient;
import io.allasflow.ingest.rest.http.HostRules;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A bucket, a clock and an environment that tests set, and the fetcher over them.
final class Fetching {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    final MemoryObjectStore store = new MemoryObjectStore();
    final Map<String, String> environment = new HashMap<>();
    final List<Duration> pauses = new ArrayList<>();
    final List<SourceDue> sent = new ArrayList<>();
    HostRules.Lookup lookup = InetAddress::getAllByName;
    PipelineException sinkFailure;
    private final Settings settings;
    private Instant now = START;

    Fetching(String... allowedHosts) {
        settings = Settings.from(Map.of("DATA_BUCKET", "data", "ALLAS_ACCESS_KEY", "a", "ALLAS_SECRET_KEY", "s",
                "SOURCE_PREFIX", "in/", "SOURCE_ALLOWED_HOSTS", String.join(",", allowedHosts)));
    }

    static Fetching from(FakeApi api) {
        return new Fetching("localhost:" + api.port());
    }

    Fetching config(String yaml) {
        store.put(settings.layout().own(PipelineConfig.KEY), yaml.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /// One source called `x`.
    Fetching source(String url, String more) {
        return config("sources:\n  - {name: x, url: '" + url + "'" + (more.isEmpty() ? "" : ", " + more) + "}\n");
    }

    void later(Duration time) {
        now = now.plus(time);
    }

    Instant now() {
        return now;
    }

    Optional<SourceFetcher.News> fetch() {
        return fetch(new SourceDue("x", null));
    }

    Optional<SourceFetcher.News> fetch(SourceDue due) {
        return new SourceFetcher(store, settings, clock(), environment::get, time -> {
            pauses.add(time);
            later(time);
        }, () -> new ApiClient(new HostRules(settings.allowedHosts(), host -> lookup.of(host)), "test")).fetch(due);
    }

    Optional<PipelineException> ping() {
        sent.clear();
        return new DueSources(store, settings.layout(), (_, data) -> {
            if (sinkFailure != null) {
                throw sinkFailure;
            }
            sent.add((SourceDue) data);
        }, clock(), 1).send(new Envelope("ping", EventTypes.PING, "/test", null, Map.of()));
    }

    SourceState state() {
        return new SourceStates(store, settings.layout()).read("x");
    }

    /// The code of the state's error.
    String code() {
        return state().error() == null ? null : state().error().code();
    }

    ObjectRef lines() {
        return settings.layout().source("in/rest/x.ndjson");
    }

    ObjectRef body() {
        return settings.layout().source("in/rest/x");
    }

    String text() {
        return store.text(lines());
    }

    /// Everything in the bucket but the configuration.
    String bucket() {
        var all = new StringBuilder();
        for (var ref : store.refs()) {
            if (!ref.key().endsWith(PipelineConfig.KEY)) {
                all.append(ref).append('\n').append(store.text(ref)).append(store.head(ref)).append('\n');
            }
        }
        return all.toString();
    }

    private Clock clock() {
        InstantSource source = () -> now;
        return source.withZone(ZoneOffset.UTC);
    }
}
