package io.allasflow.local.demo;

import io.allasflow.local.s3.S3Clients;
import io.allasflow.local.s3.S3Server;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/// Puts source files into the bucket, those that are not there already with the same content.
public final class Uploads {
    private Uploads() {}

    /// @param etags of all sources by key, without quotes
    /// @param count how many were put
    public record Result(Map<String, String> etags, int count) {}

    public static Result put(S3Server store, String bucket, Map<String, Path> sources) throws IOException {
        var etags = new TreeMap<String, String>();
        var count = 0;
        try (var client = S3Clients.of(store)) {
            var present = present(client, bucket);
            for (var source : sources.entrySet()) {
                var etag = md5(source.getValue());
                if (!etag.equals(present.get(source.getKey()))) {
                    etag = unquoted(client.putObject(put -> put.bucket(bucket).key(source.getKey()),
                            RequestBody.fromFile(source.getValue())).eTag());
                    count++;
                }
                etags.put(source.getKey(), etag);
            }
        }
        return new Result(etags, count);
    }

    private static Map<String, String> present(S3Client client, String bucket) {
        var present = new HashMap<String, String>();
        client.listObjectsV2Paginator(list -> list.bucket(bucket)).contents()
                .forEach(object -> present.put(object.key(), unquoted(object.eTag())));
        return present;
    }

    static String unquoted(String etag) {
        return etag == null ? "" : etag.replace("\"", "");
    }

    /// The ETag S3 gives an object put in one request.
    private static String md5(Path file) throws IOException {
        try (var in = new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("MD5"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
