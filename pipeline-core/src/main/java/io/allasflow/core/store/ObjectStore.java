package io.allasflow.core.store;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An S3 bucket as the pipeline uses it. Failures of the store are [io.allasflow.core.error.PipelineException] with a
/// transient code.
public interface ObjectStore {
    /// The object's attributes, or empty if there is no such object.
    Optional<StoredObject> head(ObjectRef ref);

    /// Opens the object for streaming. A broken connection is resumed at the byte it broke at, on the same version.
    ///
    /// @param etag the version to read; null for whichever is current
    /// @throws ObjectMissingException if there is no such object
    /// @throws ObjectChangedException if its ETag is another one; also thrown by a later read
    default ObjectReader open(ObjectRef ref, String etag) throws IOException {
        return open(ref, etag, 0);
    }

    /// Opens the object as above, from a byte on.
    ///
    /// @param from less than the object's size, or 0
    ObjectReader open(ObjectRef ref, String etag, long from) throws IOException;

    /// Starts a new object, visible only after [ObjectWriter#commit]. Memory is bounded by one part.
    ObjectWriter create(ObjectRef ref, String contentType, Map<String, String> metadata);

    /// Copies within the store, without moving the bytes here.
    ///
    /// @param etag the version to copy
    /// @throws ObjectMissingException if there is no such object
    /// @throws ObjectChangedException if its ETag is another one. If it changed at that very moment, `to` may then hold
    ///         a later version
    StoredObject copy(ObjectRef from, String etag, ObjectRef to, String contentType, Map<String, String> metadata)
            throws IOException;

    void delete(ObjectRef ref);

    /// One page, in the order of the keys' UTF-8 bytes. Only the last one may be empty.
    ///
    /// @param startAfter the last key already seen; null from the start
    Page list(String bucket, String prefix, String startAfter);

    /// Aborts multipart uploads begun before `olderThan`: what a killed process left behind.
    ///
    /// @return how many
    int abortUploads(String bucket, String prefix, Instant olderThan);

    /// @param last whether no more pages follow
    record Page(List<StoredObject> objects, boolean last) {}
}
