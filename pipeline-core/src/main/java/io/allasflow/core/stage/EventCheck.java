package io.allasflow.core.stage;

import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.event.PipelineEvent;
import io.allasflow.core.layout.BucketLayout;
import io.allasflow.core.store.ObjectRef;
import io.quarkus.funqy.knative.events.CloudEvent;
import java.util.Objects;

/// Refuses an event that names anything but what its stage reads: an event is a request from outside, and must not make
/// a function read or write elsewhere.
final class EventCheck {
    private EventCheck() {}

    /// @param part of the source; null for the whole
    /// @param etag the version the event is about
    /// @param configHash of the configuration that its sender had; null if it tells none
    record Input(ObjectRef ref, String part, String etag, String configHash) {}

    static PipelineEvent data(CloudEvent<PipelineEvent> event) {
        PipelineEvent data;
        try {
            data = event.data();
        } catch (RuntimeException e) {
            throw new PipelineException(ErrorCode.BAD_EVENT, "the event's data is not JSON of the expected form", e);
        }
        if (data == null) {
            throw bad("the event has no data");
        }
        return data;
    }

    static Input input(Stage stage, PipelineEvent data, BucketLayout layout) {
        var source = data.source();
        if (source == null || isBlank(source.bucket()) || isBlank(source.key()) || isBlank(source.etag())) {
            throw bad("data.source must have bucket, key and etag");
        }
        if (!source.bucket().equals(layout.dataBucket()) || !layout.isSource(source.key())) {
            throw bad("data.source " + source.bucket() + "/" + source.key() + " is not under the configured bucket "
                    + layout.dataBucket() + " and prefix '" + layout.sourcePrefix() + "'");
        }
        if (source.part() != null && (source.part().isEmpty() || source.part().contains("/"))) {
            throw bad("data.source.part must name a part, without a slash, or be left out");
        }
        if (!Objects.equals(data.dataset(), layout.dataset(source))) {
            throw bad("data.dataset must be '" + layout.dataset(source) + "' for this source");
        }
        if (stage.input() == null) {
            return new Input(layout.source(source.key()), source.part(), unquoted(source.etag()),
                    data.configHash());
        }
        var object = data.object();
        var expected = layout.output(stage.input(), data.dataset());
        if (object == null || isBlank(object.etag())
                || !expected.equals(new ObjectRef(object.bucket(), object.key()))) {
            throw bad("data.object must be " + expected + " with its etag");
        }
        return new Input(expected, source.part(), unquoted(object.etag()), data.configHash());
    }

    private static String unquoted(String etag) {
        return etag.replace("\"", "");
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }

    private static PipelineException bad(String message) {
        return new PipelineException(ErrorCode.BAD_EVENT, message);
    }
}
