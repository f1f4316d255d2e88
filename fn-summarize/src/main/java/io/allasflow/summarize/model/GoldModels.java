package io.allasflow.summarize.model;

import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.gold.ModelFiles;
import io.allasflow.core.layout.BucketLayout;
import io.allasflow.core.store.ObjectChangedException;
import io.allasflow.core.store.ObjectMissingException;
import io.allasflow.core.store.ObjectStore;
import io.allasflow.summarize.publish.PostgresAccess;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;

/// Brings the results of all models up to date, by passes until one finds nothing to do: so what was written is compared with what
/// its inputs are by then, and whoever writes last has seen the last of them.
///
/// Requests: one listing where there are no models. Else a pass takes two listings and a look at each dataset that models read; a
/// model whose SQL is new one read; one that is made a read of its SQL and of each input, and four writes. Where databases are
/// granted, an update reads the configuration, and a result that is copied takes a look at its SQL and each input.
public final class GoldModels {
    private static final int MOST_PASSES = 5;
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final ObjectStore store;
    private final BucketLayout layout;
    private final String programVersion;
    private final int concurrency;
    private final GoldWriter writer;
    private final PostgresAccess postgres;

    /// @param page writes what a person reads of a model
    /// @param postgres databases that results may be published to
    public GoldModels(ObjectStore store, BucketLayout layout, String programVersion, int concurrency,
            GoldWriter.Page page, PostgresAccess postgres) {
        this(store, layout, programVersion, concurrency, page, postgres, TIMEOUT);
    }

    /// @param concurrency objects looked at at a time
    /// @param timeout of one model
    GoldModels(ObjectStore store, BucketLayout layout, String programVersion, int concurrency, GoldWriter.Page page,
            PostgresAccess postgres, Duration timeout) {
        this.store = store;
        this.layout = layout;
        this.programVersion = programVersion;
        this.concurrency = concurrency;
        this.writer = new GoldWriter(store, layout, programVersion, timeout, page);
        this.postgres = postgres;
    }

    /// @param before what was known; null where that is lost
    /// @param beforeRuns told what is known, once, before the first model is made
    /// @throws PipelineException transient
    public GoldState update(GoldState before, Datasets datasets, Consumer<GoldState> beforeRuns) {
        boolean were = before == null || !before.isEmpty();
        var state = before == null || !programVersion.equals(before.programVersion()) ? GoldState.NONE : before;
        boolean[] told = {false};
        GoldPublishing publishing = null;
        for (int i = 0; i < MOST_PASSES; i++) {
            var files = ModelFiles.list(store, layout, were);
            if (files.fingerprint() == null) {
                return GoldState.NONE;
            }
            publishing = publishing == null ? GoldPublishing.load(store, layout, postgres) : publishing;
            var pass = new GoldPass(store, layout, writer, programVersion, concurrency, files, state, datasets,
                    publishing);
            boolean changed = run(pass, known -> {
                if (!told[0]) {
                    told[0] = true;
                    beforeRuns.accept(known);
                }
            });
            state = pass.state();
            if (!changed) {
                return state;
            }
        }
        throw new PipelineException(ErrorCode.INPUT_KEEPS_CHANGING, "the models or their inputs changed " + MOST_PASSES
                + " times");
    }

    private boolean run(GoldPass pass, Consumer<GoldState> beforeRuns) {
        try {
            return pass.run(beforeRuns);
        } catch (ObjectChangedException | ObjectMissingException e) {
            return true;
        } catch (IOException e) {
            throw new PipelineException(ErrorCode.STORE_UNAVAILABLE, "a model could not be made: " + e.getMessage(),
                    e);
        }
    }
}
