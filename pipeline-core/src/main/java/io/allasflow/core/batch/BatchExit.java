package io.allasflow.core.batch;

/// How a Job's process ends. The Jobs' `podFailurePolicy` names the numbers; from 64 on they are those of BSD's
/// sysexits.h.
public enum BatchExit {
    /// The answer was sent, a `rejected` event among them, or there is none to send.
    DONE(0),
    /// No repeat helps: the Job, or the service, is set up wrongly.
    BAD_SETTINGS(2),
    /// No repeat helps: the event is bad.
    BAD_EVENT(65),
    /// A defect, which may be one of the moment.
    INTERNAL(70),
    /// The moment is bad.
    TRANSIENT(75);

    private final int code;

    BatchExit(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
