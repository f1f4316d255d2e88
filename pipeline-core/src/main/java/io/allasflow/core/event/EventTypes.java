package io.allasflow.core.event;

/// The types of all events, as in the event table of the README.
public final class EventTypes {
    public static final String PING = "dev.knative.sources.ping";
    public static final String DISCOVERED = "io.allasflow.object.discovered.v1";
    public static final String INGESTED = "io.allasflow.object.ingested.v1";
    public static final String CLEANED = "io.allasflow.object.cleaned.v1";
    public static final String SUMMARIZED = "io.allasflow.object.summarized.v1";
    public static final String REJECTED = "io.allasflow.object.rejected.v1";
    /// The source is several datasets: each is discovered by itself. No trigger: `discovered` events tell the rest.
    public static final String DIVIDED = "io.allasflow.object.divided.v1";
    /// A REST source of the configuration is to be asked again.
    public static final String SOURCE_DUE = "io.allasflow.source.due.v1";
    /// Tells that the index of reports no longer shows what the statuses say.
    public static final String INDEX_STALE = "io.allasflow.index.stale.v1";
    /// The scan's own answer, for whoever sent the ping. No trigger: a PingSource drops it.
    public static final String SCANNED = "io.allasflow.scan.completed.v1";

    private EventTypes() {}
}
