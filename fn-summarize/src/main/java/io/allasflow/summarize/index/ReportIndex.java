package io.allasflow.summarize.index;

import io.allasflow.core.concurrent.Parallel;
import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.gold.ModelFiles;
import io.allasflow.core.json.Json;
import io.allasflow.core.layout.BucketLayout;
import io.allasflow.core.layout.Output;
import io.allasflow.core.status.StatusListing;
import io.allasflow.core.status.StatusStore;
import io.allasflow.core.store.ObjectMissingException;
import io.allasflow.core.store.ObjectStore;
import io.allasflow.core.store.StoredObject;
import io.allasflow.summarize.model.Datasets;
import io.allasflow.summarize.model.GoldModels;
import io.allasflow.summarize.model.GoldState;
import io.allasflow.summarize.model.PipelineRun;
import io.allasflow.summarize.publish.PostgresAccess;
import io.allasflow.summarize.report.IndexEntry;
import io.allasflow.summarize.report.IndexPage;
import io.allasflow.summarize.report.ModelPage;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jboss.logging.Logger;

/// Writes `reports/index.html` from the statuses that are there, and has the users' models made of the tables that are.
/// Validated after the write, as everything is: if a status changed meanwhile, it is written again, so that the last writer has
/// seen the last status.
///
/// Requests: one read of the cache, two listings of `status/` (one a thousand datasets), one of the models, one read for each
/// status changed since the last time, two writes. What is known of unchanged statuses is kept in `state/index-3.json.gz`, a
/// cache, so that an update of one dataset among a thousand takes seven requests. What models take, [GoldModels] tells.
public final class ReportIndex {
    private static final Logger LOG = Logger.getLogger(ReportIndex.class);
    private static final String CACHE = "state/index-3.json.gz";
    private static final int MAX_ROUNDS = 3;

    private final ObjectStore store;
    private final BucketLayout layout;
    private final StatusStore statuses;
    private final GoldModels models;
    private final int concurrency;

    /// @param programVersion by which models are made again
    /// @param concurrency statuses read at a time
    /// @param postgres databases that models' results may be published to
    public ReportIndex(ObjectStore store, BucketLayout layout, String programVersion, int concurrency,
            PostgresAccess postgres) {
        this.store = store;
        this.layout = layout;
        this.statuses = new StatusStore(store, layout);
        this.models = new GoldModels(store, layout, programVersion, concurrency, ModelPage::write, postgres);
        this.concurrency = concurrency;
    }

    /// Publishes nothing.
    public ReportIndex(ObjectStore store, BucketLayout layout, String programVersion, int concurrency) {
        this(store, layout, programVersion, concurrency, PostgresAccess.NONE);
    }

    /// @param etag of the status the entries were read from
    record Line(String etag, List<IndexEntry> entries, List<PipelineRun> runs) {}

    /// What is known from before.
    ///
    /// @param lines by dataset
    /// @param models null where that is lost
    private record Cache(TreeMap<String, Line> lines, GoldState models) {}

    /// One at a time. The page is written first and models are made then, as they may take long; until they are, the page does
    /// not say what it was made of, so that the next scan has it made again if this run ends halfway.
    ///
    /// @throws PipelineException transient
    public void write() {
        var start = System.nanoTime();
        var listed = list();
        var known = readCache();
        for (int round = 0; round < MAX_ROUNDS; round++) {
            var lines = read(listed.objects(), known.lines());
            var gold = models.update(known.models(), datasets(lines), before -> writePage(lines, before, Map.of()));
            known = new Cache(lines, gold);
            writePage(lines, gold, fingerprints(listed.fingerprint(), gold));
            writeCache(known);
            var now = list();
            if (now.fingerprint().equals(listed.fingerprint())) {
                break;
            }
            // Still changing after the last round: each change brings an event, and each event a refresh.
            listed = now;
        }
        LOG.infof("index refreshed: %s datasets, %s ms", known.lines().size(),
                (System.nanoTime() - start) / 1_000_000);
    }

    private static Datasets datasets(TreeMap<String, Line> lines) {
        var runs = new TreeMap<String, List<PipelineRun>>();
        lines.forEach((dataset, line) -> runs.put(dataset, line.runs()));
        return new Datasets(runs);
    }

    /// A result that is still to be published is not told as done, so that the next scan has it tried again.
    private static Map<String, String> fingerprints(String statuses, GoldState gold) {
        return gold.fingerprint() == null || gold.isUnpublished()
                ? Map.of(StatusListing.FINGERPRINT, statuses)
                : Map.of(StatusListing.FINGERPRINT, statuses, ModelFiles.FINGERPRINT, gold.fingerprint());
    }

    /// Statuses by dataset, and the fingerprint of all.
    private record Listing(TreeMap<String, StoredObject> objects, String fingerprint) {}

    private Listing list() {
        var objects = new TreeMap<String, StoredObject>();
        return new Listing(objects, new StatusListing(store, layout).forEach(objects::put));
    }

    private TreeMap<String, Line> read(TreeMap<String, StoredObject> listed, Map<String, Line> before) {
        var lines = new TreeMap<String, Line>();
        var reads = new ArrayList<Callable<Map.Entry<String, Line>>>();
        listed.forEach((dataset, object) -> {
            var line = before.get(dataset);
            if (line != null && line.etag().equals(object.etag())) {
                lines.put(dataset, line);
            } else {
                reads.add(() -> Map.entry(dataset, line(object)));
            }
        });
        Parallel.inOrder(concurrency, reads).forEach(read -> lines.put(read.getKey(), read.getValue()));
        return lines;
    }

    private Line line(StoredObject object) {
        var status = statuses.read(object.ref());
        return new Line(object.etag(), status.map(IndexEntries::of).orElse(List.of()),
                status.map(PipelineRun::of).orElse(List.of()));
    }

    private void writePage(TreeMap<String, Line> lines, GoldState gold, Map<String, String> madeOf) {
        try (var writer = store.create(layout.indexPage(), Output.REPORT.contentType(), madeOf)) {
            var page = new OutputStreamWriter(writer, StandardCharsets.UTF_8);
            IndexPage.write(lines.values().stream().flatMap(line -> line.entries().stream()).toList(),
                    IndexEntries.of(gold), page);
            page.flush();
            writer.commit();
        } catch (IOException e) {
            throw new PipelineException(ErrorCode.STORE_UNAVAILABLE, "cannot write " + layout.indexPage(), e);
        }
    }

    private Cache readCache() {
        try (var in = new GZIPInputStream(store.open(layout.own(CACHE), null))) {
            var cache = Json.MAPPER.readValue(in, Cache.class);
            return cache.lines() == null ? new Cache(new TreeMap<>(), cache.models()) : cache;
        } catch (ObjectMissingException e) {
            return new Cache(new TreeMap<>(), null);
        } catch (IOException | RuntimeException e) {
            LOG.warnf("the index cache cannot be read and is made anew: %s", e.getMessage());
            return new Cache(new TreeMap<>(), null);
        }
    }

    private void writeCache(Cache known) {
        try (var writer = store.create(layout.own(CACHE), "application/gzip", Map.of())) {
            // Finished rather than closed: closing would discard the object.
            var out = new GZIPOutputStream(writer);
            Json.STREAMED.writeValue(out, known);
            out.finish();
            writer.commit();
        } catch (IOException e) {
            throw new PipelineException(ErrorCode.STORE_UNAVAILABLE, "cannot write " + layout.own(CACHE), e);
        }
    }
}
