package io.allasflow.operations;

/// Why a request got no answer, in words.
public final class Reason {
    private Reason() {}

    /// What the first cause says, or else what it is called.
    public static String of(Throwable e) {
        var cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null
                ? cause.getClass().getSimpleName().replaceFirst("Exception$", "").replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                : cause.getMessage();
    }
}
