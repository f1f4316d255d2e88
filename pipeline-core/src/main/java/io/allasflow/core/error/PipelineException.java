package io.allasflow.core.error;

/// An error with a stable code. The message says what happened to which object; it never holds a secret.
public final class PipelineException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    public PipelineException(ErrorCode code, String message) {
        this(code, message, null);
    }

    public PipelineException(ErrorCode code, String message, Throwable cause) {
        super(Printable.of(message), cause);
        this.code = code;
    }

    public ErrorCode code() {
        return code;
    }
}
