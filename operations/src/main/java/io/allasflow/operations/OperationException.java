package io.allasflow.operations;

/// Something did not work that a person can mend: what happened, and what to do. Holds no secrets.
public final class OperationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String advice;

    public OperationException(String message, String advice) {
        super(message);
        this.advice = advice;
    }

    /// One sentence or two.
    public String advice() {
        return advice;
    }
}
