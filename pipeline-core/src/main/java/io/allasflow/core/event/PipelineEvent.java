package io.allasflow.core.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.allasflow.core.store.StoredObject;
import java.time.Instant;
import java.util.List;

/// The data of every event after the ping: references to objects, never rows.
///
/// @param object the stage's main output; null where there is none
/// @param rows data rows of `object`; null where unknown
/// @param parts the datasets of a divided source, by their parts' names; in `divided` alone
/// @param error why, in `rejected`; else null
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PipelineEvent(String dataset, Source source, ObjectVersion object, Long rows, String configHash,
        List<String> parts, Error error) {

    /// A version of a source object, or of a part of it that is a dataset of its own.
    ///
    /// @param part the name of a workbook's sheet; null for the whole
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Source(String bucket, String key, String part, String etag, long size, Instant lastModified) {
        /// The whole object.
        public Source(String bucket, String key, String etag, long size, Instant lastModified) {
            this(bucket, key, null, etag, size, lastModified);
        }

        public static Source of(StoredObject object) {
            return new Source(object.ref().bucket(), object.ref().key(), object.etag(), object.size(),
                    object.lastModified());
        }

        public Source withPart(String name) {
            return new Source(bucket, key, name, etag, size, lastModified);
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
