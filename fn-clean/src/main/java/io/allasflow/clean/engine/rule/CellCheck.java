package io.allasflow.clean.engine.rule;

/// What must hold of a cell. Serves many threads.
@FunctionalInterface
public interface CellCheck {
    /// @param cell as it is cleaned: not missing, canonical where its column has a type
    boolean accepts(String cell);
}
