package io.allasflow.clean.engine.ledger;

import java.io.IOException;

/// The outputs of a cleaning do not fit together: one is of another version, or not whole.
public final class LedgerException extends IOException {
    private static final long serialVersionUID = 1L;

    public LedgerException(String message) {
        super(message);
    }
}
