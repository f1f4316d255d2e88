package io.allasflow.local.demo;

import io.allasflow.core.concurrent.Parallel;
import io.allasflow.local.s3.S3Clients;
import io.allasflow.local.s3.S3Server;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/// Puts source files into the bucket, those that are not there already with the same content.
public final class Uploads {
    private static final int CONCURRENCY = 4;

    private Uploads() {}

    /// @param etags of all sources by key, without quotes
    /// @param count how many were put
    public record Result(Map<String, String> etags, int count) {}

    public static Result put(S3Server store, String bucket, Map<String, Path> sources) throws IOException {
        try (var client = S3Clients.of(store)) {
            var tasks = new ArrayList<Callable<Upload>>();
            sources.forEach((key, file) -> tasks.add(() -> put(client, bucket, key, file)));
            var uploads = Parallel.inOrder(CONCURRENCY, tasks);
            var etags = new TreeMap<String, String>();
            uploads.forEach(upload -> etags.put(upload.key(), upload.etag()));
            return new Result(etags, (int) uploads.stream().filter(Upload::isNew).count());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private record Upload(String key, String etag, boolean isNew) {}

    /// Asks for each object by itself: the local server lists a large bucket very slowly.
    private static Upload put(S3Client client, String bucket, String key, Path file) {
        try {
            var etag = md5(file);
            if (etag.equals(present(client, bucket, key))) {
                return new Upload(key, etag, false);
            }
            var put = client.putObject(object -> object.bucket(bucket).key(key), RequestBody.fromFile(file));
            return new Upload(key, unquoted(put.eTag()), true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String present(S3Client client, String bucket, String key) {
        try {
            return unquoted(client.headObject(head -> head.bucket(bucket).key(key)).eTag());
        } catch (NoSuchKeyException e) {
            return "";
        }
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
