package io.allasflow.operations.store;

import io.allasflow.core.layout.BucketLayout;
import io.allasflow.local.s3.S3Clients;
import io.allasflow.local.s3.S3Credentials;
import io.allasflow.operations.OperationException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;

/// Whether keys do what the functions need: list the sources, and write, read and delete among the outputs.
public final class KeyTest {
    private final URI endpoint;
    private final S3Credentials keys;

    public KeyTest(URI endpoint, S3Credentials keys) {
        this.endpoint = endpoint;
        this.keys = keys;
    }

    /// Whether the store takes the keys at all.
    public void onStore() {
        try (var client = S3Clients.of(endpoint, keys)) {
            client.listBuckets();
        } catch (SdkException e) {
            throw StoreErrors.explain(e, endpoint.toString());
        }
    }

    /// @param write whether to write too, which leaves nothing behind
    /// @return false if there is no such bucket
    /// @throws OperationException if the keys will not do
    public boolean onBuckets(BucketLayout layout, boolean write) {
        try (var client = S3Clients.of(endpoint, keys)) {
            step("list " + layout.dataBucket(), () -> client.listObjectsV2(
                    list -> list.bucket(layout.dataBucket()).prefix(layout.sourcePrefix()).maxKeys(1)));
            if (write) {
                writeReadDelete(client, layout);
            }
            return true;
        } catch (NoSuchBucketException e) {
            return false;
        }
    }

    private static void writeReadDelete(S3Client client, BucketLayout layout) {
        // In the folder of what may be deleted at any time.
        var probe = layout.own("state/credentials-test-" + UUID.randomUUID());
        var text = RequestBody.fromString("credentials.sh test");
        step("write to " + probe.bucket(),
                () -> client.putObject(put -> put.bucket(probe.bucket()).key(probe.key()), text));
        try {
            step("read from " + probe.bucket(), () -> {
                var read = client.getObjectAsBytes(get -> get.bucket(probe.bucket()).key(probe.key())).asByteArray();
                if (!Arrays.equals(read, "credentials.sh test".getBytes(StandardCharsets.UTF_8))) {
                    throw new OperationException("The store gives back other bytes than were written",
                            "Run scripts/doctor.sh, which looks into what this store can do.");
                }
            });
        } finally {
            step("delete from " + probe.bucket(),
                    () -> client.deleteObject(delete -> delete.bucket(probe.bucket()).key(probe.key())));
        }
    }

    private static void step(String what, Runnable request) {
        try {
            request.run();
        } catch (NoSuchBucketException e) {
            throw e;
        } catch (SdkException e) {
            throw StoreErrors.explain(e, what);
        }
    }
}
