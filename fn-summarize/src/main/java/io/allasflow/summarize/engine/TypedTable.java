package io.allasflow.summarize.engine;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/// A cleaned table: canonical CSV ([io.allasflow.core.csv.CanonicalCsv]) whose cells are either empty (missing) or in the
/// canonical form of their column's type.
public interface TypedTable {
    /// A new pass over the same bytes; the caller closes it.
    InputStream open() throws IOException;

    /// Name and type of every column, in the order of the header row.
    List<TypedColumn> columns();
}
