package io.allasflow.core.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.allasflow.core.store.StoredObject;
import java.time.Instant;

/// The data of every event after the ping: references to objects, never rows.
///
/// @param object the stage's main output; null in `discovered`
/// @param rows data rows of `object`; null where unknown
/// @param error why, in `rejected`; else null
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PipelineEvent(String dataset, Source source, ObjectVersion object, Long rows, String configHash,
        Error error) {

    /// A version of a source object.
    public record Source(String bucket, String key, String etag, long size, Instant lastModified) {
        public static Source of(StoredObject object) {
            return new Source(object.ref().bucket(), object.ref().key(), object.etag(), object.size(),
                    object.lastModified());
        }
    }

    /// A version of an object of ours.
    public record ObjectVersion(String bucket, String key, String etag, long size) {
        public static ObjectVersion of(StoredObject object) {
            return new ObjectVersion(object.ref().bucket(), object.ref().key(), object.etag(), object.size());
        }
    }

    /// @param code an [io.allasflow.core.error.ErrorCode]
    public record Error(String code, String message, String advice) {}
}
