package io.allasflow.ingest.engine.excel;

import java.io.IOException;
import java.io.InputStream;

/// Bytes that can be read from any place on, such as those of an object in a store.
public interface RandomAccess {
    long size();

    /// Opens the bytes from there to the end; the caller closes it, mostly long before. Each call may cost a request.
    InputStream open(long from) throws IOException;
}
