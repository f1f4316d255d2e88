package io.allasflow.local.notifications;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/// Requests to a Ceph gateway that no SDK has: its topics are like those of AWS SNS, but lie at the S3 endpoint and are
/// signed as S3 requests; and one notification of a bucket can be deleted by its name.
final class SignedRequests {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int LONGEST_BODY = 300;

    private final URI endpoint;
    private final AwsCredentialsIdentity identity;
    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10)).build();

    SignedRequests(URI endpoint, String accessKey, String secretKey) {
        this.endpoint = endpoint;
        this.identity = AwsCredentialsIdentity.create(accessKey, secretKey);
    }

    /// @param query as `name` or `name=value`; null for none
    /// @return the body of the answer
    /// @throws IOException if there is none, or it is an error
    String send(SdkHttpMethod method, String path, String query, String contentType, String body)
            throws IOException, InterruptedException {
        var unsigned = SdkHttpRequest.builder().method(method).uri(endpoint).encodedPath(path)
                .putHeader("Content-Type", contentType);
        if (query != null) {
            var parts = query.split("=", 2);
            unsigned.putRawQueryParameter(parts[0], parts.length == 1 ? "" : parts[1]);
        }
        var signed = signer.sign(sign -> sign.identity(identity).request(unsigned.build())
                .payload(ContentStreamProvider.fromUtf8String(body))
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1")
                .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false));
        var request = HttpRequest.newBuilder(signed.request().getUri()).timeout(PATIENCE).method(method.name(),
                HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
        signed.request().headers().forEach((name, values) -> {
            if (!name.equalsIgnoreCase("Host") && !name.equalsIgnoreCase("Content-Length")) {
                values.forEach(value -> request.header(name, value));
            }
        });
        HttpResponse<String> answer;
        try {
            answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IOException(endpoint + " could not be reached: " + e.getClass().getSimpleName(), e);
        }
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(endpoint + " answered " + answer.statusCode() + ": "
                    + answer.body().substring(0, Math.min(answer.body().length(), LONGEST_BODY)));
        }
        return answer.body();
    }
}
