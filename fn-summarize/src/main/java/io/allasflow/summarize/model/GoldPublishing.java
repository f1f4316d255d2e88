package io.allasflow.summarize.model;

import io.allasflow.core.config.PipelineConfig;
import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.event.PipelineEvent;
import io.allasflow.core.layout.BucketLayout;
import io.allasflow.core.store.ObjectStore;
import io.allasflow.summarize.publish.PostgresAccess;
import io.allasflow.summarize.publish.PostgresPublisher;
import io.allasflow.summarize.publish.PostgresSettings;
import io.allasflow.summarize.publish.PublishSettings;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/// Copies results to where the configuration says, during one update of all models. What is in the way is told of the model and
/// hinders nothing else: a database that is not there is asked once, and not once a model.
///
/// Without publishing, no class of the driver is loaded.
final class GoldPublishing {
    private static final Logger LOG = Logger.getLogger(GoldPublishing.class);
    private static final Set<ErrorCode> OF_DATABASE = Set.of(ErrorCode.PUBLISH_UNAVAILABLE, ErrorCode.PUBLISH_DENIED);

    private final PostgresSettings settings;
    private final PostgresAccess access;
    private final PipelineException broken;
    private final Set<String> tried = new HashSet<>();
    /// Why the database lets nobody in, empty if it does; null until it was asked.
    private Optional<PipelineException> closed;

    private GoldPublishing(PostgresSettings settings, PostgresAccess access, PipelineException broken) {
        this.settings = settings;
        this.access = access;
        this.broken = broken;
        this.closed = broken == null ? null : Optional.of(broken);
    }

    /// As the configuration is now. It is not read where no database is granted.
    static GoldPublishing load(ObjectStore store, BucketLayout layout, PostgresAccess access) {
        if (access.allowedHosts().isEmpty()) {
            return new GoldPublishing(null, access, null);
        }
        var config = PipelineConfig.load(store, layout);
        try {
            // What stands under `datasets` is about sources.
            var settings = config.section("publish", PublishSettings.defaults(), List.of());
            return new GoldPublishing(settings.enabled() ? settings.postgresql() : null, access, null);
        } catch (PipelineException e) {
            return new GoldPublishing(null, access, e);
        }
    }

    /// Where the result goes, without anything secret; null for nowhere. While the configuration is broken, where it went before.
    ///
    /// @param before what is told of the model; null if nothing is
    String place(GoldModel before) {
        if (broken != null) {
            return before == null || before.publishing() == null ? null : before.publishing().place();
        }
        return settings == null ? null : settings.place();
    }

    /// Whether a model that is made is to be made again because the database did not take it.
    boolean isDue(GoldModel gold) {
        return settings != null && gold.isUnpublished() && !tried.contains(gold.model()) && closed().isEmpty();
    }

    /// Nothing happens if the database has it already.
    ///
    /// @return why it is not there; null if it is, or is not to be
    /// @throws IOException as `guard` throws it
    PipelineEvent.Error publish(ModelPlan plan, ModelRun run, PostgresPublisher.Guard guard) throws IOException {
        if (plan.place() == null) {
            return null;
        }
        tried.add(plan.model());
        try {
            if (closed().isPresent()) {
                return Errors.of(closed().get());
            }
            new PostgresPublisher(settings, access).publish(plan.model(), Map.of("fingerprint", plan.fingerprint()),
                    run.columns().stream().map(ResultColumn::published).toList(), run::rowsToPublish, guard);
            return null;
        } catch (PipelineException e) {
            if (e.code() == ErrorCode.PUBLISH_UNAVAILABLE) {
                // It may be gone: the next model finds out.
                closed = null;
            } else if (e.code().kind() != ErrorCode.Kind.PERMANENT && !OF_DATABASE.contains(e.code())) {
                throw e;
            }
            return Errors.of(e);
        } catch (IllegalStateException e) {
            // One model must not hinder the others, nor the index.
            LOG.errorf(e, "model %s", plan.model());
            return Errors.of(ErrorCode.INTERNAL, e.getMessage());
        }
    }

    private Optional<PipelineException> closed() {
        if (closed == null) {
            try {
                new PostgresPublisher(settings, access).knock();
                closed = Optional.empty();
            } catch (PipelineException e) {
                closed = Optional.of(e);
            }
        }
        return closed;
    }
}
