package io.allasflow.core.store;

import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import java.io.IOException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/// Turns the SDK's exceptions into ours. Only statuses and error codes are passed on: a service's own message may
/// repeat what was sent to it.
final class S3Errors {
    private S3Errors() {}

    static PipelineException translate(String request, SdkException e) {
        if (e instanceof AwsServiceException service) {
            var code = service.statusCode() == 401 || service.statusCode() == 403
                    ? ErrorCode.STORE_DENIED
                    : ErrorCode.STORE_UNAVAILABLE;
            var name = errorCode(service);
            return new PipelineException(code,
                    request + " was answered " + service.statusCode() + (name.isEmpty() ? "" : " " + name));
        }
        return new PipelineException(ErrorCode.STORE_UNAVAILABLE, request + " was not answered: " + reason(e));
    }

    /// For requests that may say that the object is gone or another one.
    static IOException translateRead(String request, ObjectRef ref, AwsServiceException e) {
        // A missing bucket is a wrong setting, not a missing object.
        if (e.statusCode() == 404 && !errorCode(e).equals("NoSuchBucket")) {
            return new ObjectMissingException(ref);
        }
        if (e.statusCode() == 412) {
            return new ObjectChangedException(ref);
        }
        throw translate(request, e);
    }

    /// Empty where the answer has none, as that to a HEAD.
    private static String errorCode(AwsServiceException e) {
        var details = e.awsErrorDetails();
        return details == null || details.errorCode() == null ? "" : details.errorCode();
    }

    private static String reason(Throwable e) {
        var cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getClass().getSimpleName() + (cause.getMessage() == null ? "" : ": " + cause.getMessage());
    }
}
