package io.allasflow.clean.engine.duplicate;

/// The table has more rows than can be told apart in one pass.
public final class NoRoomException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoRoomException() {
        super("more rows than there is room for", null, false, false);
    }
}
