package io.allasflow.summarize.index;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.allasflow.core.concurrent.Parallel;
import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.event.PipelineEvent;
import io.allasflow.core.json.Json;
import io.allasflow.core.layout.BucketLayout;
import io.allasflow.core.layout.Output;
import io.allasflow.core.status.QualityFacts;
import io.allasflow.core.status.Status;
import io.allasflow.core.status.StatusListing;
import io.allasflow.core.status.StatusStore;
import io.allasflow.core.store.ObjectMissingException;
import io.allasflow.core.store.ObjectStore;
import io.allasflow.core.store.StoredObject;
import io.allasflow.summarize.report.IndexEntry;
import io.allasflow.summarize.report.IndexPage;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jboss.logging.Logger;

/// Writes `reports/index.html` from the statuses that are there. Validated after the write, as everything is: if a status
/// changed meanwhile, it is written again, so that the last writer has seen the last status.
///
/// Requests: one read of the cache, two listings of `status/` (one a thousand datasets), one read for each status changed since the last time,
/// two writes. What is known of unchanged statuses is kept in `state/index-2.json.gz`, a
/// cache, so that an update of one dataset among a thousand takes six requests.
public final class ReportIndex {
    private static final Logger LOG = Logger.getLogger(ReportIndex.class);
    private static final String CACHE = "state/index-2.json.gz";
    private static final ObjectWriter STREAMED = Json.MAPPER.writer()
            .without(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    private static final int MAX_ROUNDS = 3;

    private final ObjectStore store;
    private final BucketLayout layout;
    private final StatusStore statuses;
    private final int concurrency;

    /// @param concurrency statuses read at a time
    public ReportIndex(ObjectStore store, BucketLayout layout, int concurrency) {
        this.store = store;
        this.layout = layout;
        this.statuses = new StatusStore(store, layout);
        this.concurrency = concurrency;
    }

    /// @param etag of the status the entries were read from
    record Line(String etag, List<IndexEntry> entries) {}

    /// One at a time.
    ///
    /// @throws PipelineException transient
    public void write() {
        var start = System.nanoTime();
        var listed = list();
        var known = readCache();
        for (int round = 0; round < MAX_ROUNDS; round++) {
            known = read(listed.objects(), known);
            try {
                writePage(known.values().stream().flatMap(line -> line.entries().stream()).toList(),
                        listed.fingerprint());
                writeCache(known);
            } catch (IOException e) {
                throw new PipelineException(ErrorCode.STORE_UNAVAILABLE, "cannot write " + layout.indexPage(), e);
            }
            var now = list();
            if (now.fingerprint().equals(listed.fingerprint())) {
                break;
            }
            // Still changing after the last round: each change brings an event, and each event a refresh.
            listed = now;
        }
        LOG.infof("index refreshed: %s datasets, %s ms", known.size(), (System.nanoTime() - start) / 1_000_000);
    }

    /// Statuses by dataset, and the fingerprint of all.
    private record Listing(TreeMap<String, StoredObject> objects, String fingerprint) {}

    private Listing list() {
        var objects = new TreeMap<String, StoredObject>();
        return new Listing(objects, new StatusListing(store, layout).forEach(objects::put));
    }

    private Map<String, Line> read(TreeMap<String, StoredObject> listed, Map<String, Line> before) {
        var lines = new TreeMap<String, Line>();
        var reads = new ArrayList<Callable<Map.Entry<String, Line>>>();
        listed.forEach((dataset, object) -> {
            var line = before.get(dataset);
            if (line != null && line.etag().equals(object.etag())) {
                lines.put(dataset, line);
            } else {
                reads.add(() -> Map.entry(dataset, new Line(object.etag(),
                        statuses.read(object.ref()).map(this::entries).orElse(List.of()))));
            }
        });
        Parallel.inOrder(concurrency, reads).forEach(read -> lines.put(read.getKey(), read.getValue()));
        return lines;
    }

    private List<IndexEntry> entries(Status status) {
        var conflicts = status.conflicts().stream().map(conflict -> new IndexEntry(conflict.key(),
                Status.State.REJECTED.word(), null, conflict.key(), null, null, null, null, null, null, null, null,
                null,
                null, ErrorCode.DATASET_CONFLICT.name(), null, ErrorCode.DATASET_CONFLICT.advice(), null));
        // A divided source has no report: its parts have, and statuses of their own.
        var own = status.source() == null || status.state() == Status.State.DIVIDED
                ? Stream.<IndexEntry>empty()
                : Stream.of(entry(status));
        return Stream.concat(own, conflicts).toList();
    }

    private IndexEntry entry(Status status) {
        var rows = status.quality() == null ? Json.MAPPER.createObjectNode() : status.quality().path("rows");
        var error = status.stages().stream().map(Status.StageRun::error).filter(Objects::nonNull)
                .reduce((first, second) -> second);
        var gone = status.sourceDeleted() == null
                ? null
                : "The source was deleted; a scan found that at " + status.sourceDeleted() + ".";
        return new IndexEntry(status.dataset(), status.state().word(), changed(status), status.source().key(),
                status.source().size(),
                number(rows, "read"), number(rows, "written"), number(rows, "duplicates"), number(rows, "empty"),
                number(rows, "rejected"), status.overall(), earlier(status), verdict(status), drift(status),
                error.map(PipelineEvent.Error::code).orElse(null), error.map(PipelineEvent.Error::message).orElse(gone),
                error.map(PipelineEvent.Error::advice).orElse(null),
                status.state() == Status.State.SUMMARIZED ? href(status.dataset()) : null);
    }

    private static Long number(JsonNode rows, String field) {
        return rows.hasNonNull(field) ? rows.path(field).asLong() : null;
    }

    private static String changed(Status status) {
        return status.stages().stream().map(Status.StageRun::at).max(Comparator.naturalOrder()).map(Instant::toString)
                .orElse(null);
    }

    private static List<Double> earlier(Status status) {
        return status.history().reversed().stream().map(Status.Past::quality).filter(Objects::nonNull).toList();
    }

    private static IndexEntry.Drift drift(Status status) {
        var drift = status.quality() == null ? null : status.quality().get(QualityFacts.DRIFT);
        return drift == null
                ? null
                : new IndexEntry.Drift(drift.path("added").size(), drift.path("removed").size(),
                        drift.path("renamed").size(), drift.path("retyped").size(),
                        drift.path("reordered").asBoolean());
    }

    private static String verdict(Status status) {
        return status.quality() == null ? null : status.quality().path("verdict").asText(null);
    }

    private static String href(String dataset) {
        return URLEncoder.encode(dataset, StandardCharsets.UTF_8).replace("+", "%20").replace("%2F", "/")
                + Output.REPORT.ending();
    }

    private void writePage(List<IndexEntry> entries, String fingerprint) throws IOException {
        try (var writer = store.create(layout.indexPage(), Output.REPORT.contentType(),
                Map.of(StatusListing.FINGERPRINT, fingerprint))) {
            var page = new OutputStreamWriter(writer, StandardCharsets.UTF_8);
            IndexPage.write(entries, page);
            page.flush();
            writer.commit();
        }
    }

    private Map<String, Line> readCache() {
        try (var in = new GZIPInputStream(store.open(layout.own(CACHE), null))) {
            return Json.MAPPER.readValue(in, new TypeReference<TreeMap<String, Line>>() {
            });
        } catch (ObjectMissingException e) {
            return Map.of();
        } catch (IOException | RuntimeException e) {
            LOG.warnf("the index cache cannot be read and is made anew: %s", e.getMessage());
            return Map.of();
        }
    }

    private void writeCache(Map<String, Line> known) throws IOException {
        try (var writer = store.create(layout.own(CACHE), "application/gzip", Map.of())) {
            // Finished rather than closed: closing would discard the object.
            var out = new GZIPOutputStream(writer);
            STREAMED.writeValue(out, known);
            out.finish();
            writer.commit();
        }
    }
}
