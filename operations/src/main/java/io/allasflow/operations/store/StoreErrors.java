package io.allasflow.operations.store;

import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.allasflow.operations.OperationException;
import io.allasflow.operations.Reason;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/// What an S3 server's refusal means to a person. Only its error codes are passed on: its own words may repeat what was
/// sent to it.
public final class StoreErrors {
    private static final String MAKE_BUCKET = "Make it (s3cmd mb s3://NAME, or in Allas' web interface), or correct"
            + " DATA_BUCKET.";

    private StoreErrors() {}

    /// What a function tries again by itself, a person has to mend.
    public static OperationException explain(PipelineException e) {
        // It may name the class of what went wrong, which is for those who mend the program.
        return new OperationException(e.getMessage().replaceFirst("\\b[A-Za-z]+Exception: ", ""),
                e.code() != ErrorCode.STORE_UNAVAILABLE
                        ? e.code().advice()
                        : e.getMessage().contains("NoSuchBucket")
                                ? MAKE_BUCKET
                                : "Check ALLAS_ENDPOINT and the network, or try again in a minute; scripts/doctor.sh looks further.");
    }

    /// @param where such as the bucket's name, or empty
    public static OperationException explain(SdkException e, String where) {
        var at = where.isEmpty() ? "" : " (" + where + ")";
        if (!(e instanceof AwsServiceException service)) {
            return new OperationException("The object store does not answer" + at + ": " + Reason.of(e),
                    "Check ALLAS_ENDPOINT and the network; that of Allas is https://a3s.fi.");
        }
        var code = code(service);
        return switch (code) {
            case "InvalidAccessKeyId" -> new OperationException("The store does not know the access key" + at,
                    "It is mistyped, deleted, or of another store: make new keys (scripts/credentials.sh update).");
            case "SignatureDoesNotMatch" -> new OperationException(
                    "The secret key does not belong to the access key" + at,
                    "Give both again (scripts/credentials.sh update).");
            case "RequestTimeTooSkewed" ->
                new OperationException("The clocks of this machine and the store differ" + at,
                        "Set this machine's clock.");
            case "NoSuchBucket" -> new OperationException("There is no such bucket" + at,
                    MAKE_BUCKET);
            case "QuotaExceeded" -> new OperationException("The store's quota is used up" + at,
                    "Delete what is not needed, or ask for more: in MyCSC for Allas.");
            case "TooManyBuckets" -> new OperationException("The project has no room for another bucket" + at,
                    "Delete a bucket; Allas allows 1,000.");
            case "SlowDown", "ServiceUnavailable", "InternalError" -> new OperationException(
                    "The store has a bad moment" + at + ": " + code, "Try again in a minute.");
            default -> other(service, code, at);
        };
    }

    /// The error code of S3, or empty where the answer has none, as that to a HEAD.
    public static String code(AwsServiceException e) {
        var details = e.awsErrorDetails();
        return details == null || details.errorCode() == null ? "" : details.errorCode();
    }

    private static OperationException other(AwsServiceException e, String code, String at) {
        if (e.statusCode() == 401 || e.statusCode() == 403) {
            return new OperationException("The store refuses these keys" + at + ": " + e.statusCode() + " " + code,
                    "The bucket may belong to another project: use that project's keys, or have its owner share it.");
        }
        return new OperationException("The store answers" + at + ": " + e.statusCode() + " " + code,
                "Run scripts/doctor.sh, which looks into what this store can do.");
    }
}
