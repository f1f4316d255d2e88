package io.allasflow.ingest.notification;

import io.allasflow.core.config.PipelineConfig;
import io.allasflow.core.config.ScanSettings;
import io.allasflow.core.config.Settings;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.event.Envelope;
import io.allasflow.core.event.PipelineEvent;
import io.allasflow.core.layout.BucketLayout;
import io.allasflow.core.sink.EventSink;
import io.allasflow.core.status.Status;
import io.allasflow.core.status.StatusStore;
import io.allasflow.core.store.ObjectStore;
import io.allasflow.core.store.StoredObject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Sends what the scan would send for an object, as soon as the store tells of it. A hint, no more: the store is asked
/// what really is there, and the scan finds whatever was not told or got lost.
///
/// Requests: one for the configuration and two for each object; none if all is elsewhere, such as our own outputs.
public final class Notifications {
    private static final Logger LOG = Logger.getLogger(Notifications.class);
    /// Stores send one record, or a few. The scan finds the rest.
    private static final int MOST_OBJECTS = 1000;
    private static final int MOST_REMEMBERED = 10_000;

    private final ObjectStore store;
    private final Settings settings;
    private final BucketLayout layout;
    private final StatusStore statuses;
    private final EventSink sink;
    private final Clock clock;
    private final String programVersion;
    /// Guarded by itself.
    private final Map<Version, Instant> begun = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Version, Instant> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    private record Version(String key, String etag, String config) {}

    public Notifications(ObjectStore store, Settings settings, EventSink sink, Clock clock,
            String programVersion) {
        this.store = store;
        this.settings = settings;
        this.layout = settings.layout();
        this.statuses = new StatusStore(store, layout);
        this.sink = sink;
        this.clock = clock;
        this.programVersion = programVersion;
    }

    /// @param cause what the events sent follow from
    /// @throws PipelineException `SINK_UNAVAILABLE` or of the store: worth another try
    public NotificationReport handle(Envelope cause, Notification notification) {
        var candidates = new ArrayList<List<String>>();
        for (var written : notification.created()) {
            var keys = written.keys().stream().filter(layout::isSource).toList();
            if (written.bucket().equals(layout.dataBucket()) && !keys.isEmpty() && candidates.size() < MOST_OBJECTS) {
                candidates.add(keys);
            }
        }
        long sent = candidates.isEmpty() ? 0 : sendAll(cause, candidates);
        var report = new NotificationReport(notification.records(), sent, notification.records() - sent);
        LOG.infof("notification: %s", report);
        return report;
    }

    private long sendAll(Envelope cause, List<List<String>> candidates) {
        var end = clock.instant().plus(settings.scanTime());
        var config = PipelineConfig.load(store, layout);
        ScanSettings options;
        try {
            options = ScanSettings.of(config);
        } catch (PipelineException e) {
            // Sent again it would be no better. The scan tells of it, and finds the objects once it is mended.
            LOG.warnf("notification: nothing is sent: %s", e.getMessage());
            return 0;
        }
        long sent = 0;
        for (var keys : candidates) {
            if (clock.instant().isBefore(end)) {
                sent += sendIfNew(cause, keys, config, options) ? 1 : 0;
            }
        }
        return sent;
    }

    private boolean sendIfNew(Envelope cause, List<String> keys, PipelineConfig config, ScanSettings options) {
        var found = keys.stream().filter(key -> options.isSource(key, layout))
                .map(key -> store.head(layout.source(key))).flatMap(Optional::stream).findFirst();
        if (found.filter(object -> !options.isYoung(object.lastModified(), clock.instant())).isEmpty()) {
            return false;
        }
        var object = found.get();
        var dataset = layout.dataset(object.ref().key());
        if (statuses.read(dataset).filter(status -> isInHand(status, object, config)).isPresent()) {
            return false;
        }
        var version = new Version(object.ref().key(), object.etag(), config.hash());
        if (!begin(version)) {
            return false;
        }
        try {
            sink.discovered(cause, layout, PipelineEvent.Source.of(object), config.hash());
        } catch (PipelineException e) {
            forget(version);
            throw e;
        }
        return true;
    }

    /// Whether that version is done, or was heard of so lately that a scan would wait for it too.
    private boolean isInHand(Status status, StoredObject object, PipelineConfig config) {
        var overdue = clock.instant().minus(settings.retryAfter());
        return status.isAbout(PipelineEvent.Source.of(object), config.hash(), programVersion)
                && (status.state().isFinal() || status.state() == Status.State.DIVIDED
                        || status.stages().stream().anyMatch(run -> run.at().isAfter(overdue)));
    }

    /// Whether no other request has begun to send it lately. A broker may take the event for as long as the work behind it
    /// lasts, a store may lose patience and notify again, and the status tells nothing before the first stage is done.
    private boolean begin(Version version) {
        var now = clock.instant();
        synchronized (begun) {
            var before = begun.get(version);
            if (before != null && before.isAfter(now.minus(settings.retryAfter()))) {
                return false;
            }
            begun.put(version, now);
            return true;
        }
    }

    private void forget(Version version) {
        synchronized (begun) {
            begun.remove(version);
        }
    }
}
