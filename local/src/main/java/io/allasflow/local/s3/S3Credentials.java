package io.allasflow.local.s3;

/// The one key pair a local server accepts.
public record S3Credentials(String accessKey, String secretKey) {
    public static final S3Credentials LOCAL = new S3Credentials("local-access-key", "local-secret-key");
}
