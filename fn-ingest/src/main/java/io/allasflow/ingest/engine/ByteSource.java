package io.allasflow.ingest.engine;

import java.io.IOException;
import java.io.InputStream;

/// Bytes that can be read several times.
@FunctionalInterface
public interface ByteSource {
    /// Opens the same bytes from their start; the caller closes it.
    InputStream open() throws IOException;
}
