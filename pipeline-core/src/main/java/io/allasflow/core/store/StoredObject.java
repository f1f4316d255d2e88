package io.allasflow.core.store;

import java.time.Instant;
import java.util.Map;

/// What the store says of an object.
///
/// @param etag without quotes
/// @param size in bytes
/// @param lastModified null of an object just written
/// @param metadata user metadata, names in lower case; empty in a listing
public record StoredObject(ObjectRef ref, String etag, long size, Instant lastModified, Map<String, String> metadata) {}
