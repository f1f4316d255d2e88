package io.allasflow.operations;

/// Something did not work that a person can mend: what happened, and what to do. Holds no secrets.
public final class OperationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String advice;
    private final int code;

    public OperationException(String message, String advice) {
        this(message, advice, Tool.FAILED);
    }

    private OperationException(String message, String advice, int code) {
        super(message);
        this.advice = advice;
        this.code = code;
    }

    /// What was typed cannot be meant.
    public static OperationException ofArguments(String message, String advice) {
        return new OperationException(message, advice, Tool.WRONG);
    }

    /// One sentence or two.
    public String advice() {
        return advice;
    }

    /// What the program ends with.
    int code() {
        return code;
    }
}
