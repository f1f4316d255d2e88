package io.allasflow.operations.doctor;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.HttpStatusCode;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// What an S3 server may be able to do, each found out by doing it.
enum StoreAbility {
    LIST(true, "list in the order of bytes", "the scan", StoreAbility::listsInOrder),
    METADATA(true, "keep metadata", "which version an output is of", StoreAbility::keepsMetadata),
    RANGE(true, "read from a byte on", "resuming a broken download", StoreAbility::readsRanges),
    ONE_VERSION(true, "read one version (If-Match)", "not mixing versions", StoreAbility::readsOneVersion),
    COPY(true, "copy", "large files that stay as they are", StoreAbility::copies),
    MULTIPART(true, "upload in parts", "outputs of any size", StoreAbility::uploadsInParts),
    ODD_KEYS(true, "keys with spaces, %, +, #, ä", "names as people give them", StoreAbility::keepsOddKeys),
    PATH_KEYS(false, "keys with // and /../", "the same; rare", StoreAbility::keepsPathKeys),
    IF_ABSENT(false, "write if absent (If-None-Match)", "an extra guard, not needed", StoreAbility::writesIfAbsent),
    IF_SAME(false, "overwrite one version (If-Match)", "an extra guard, not needed", StoreAbility::writesIfSame),
    NOTIFICATIONS(false, "bucket notifications", "seconds instead of 15 minutes", StoreAbility::hasNotifications);

    /// The least that a part but the last may have.
    private static final int PART = 5 << 20;

    private final boolean required;
    private final String what;
    private final String use;
    private final Trial trial;

    StoreAbility(boolean required, String what, String use, Trial trial) {
        this.required = required;
        this.what = what;
        this.use = use;
        this.trial = trial;
    }

    /// Whether the functions cannot work without.
    boolean required() {
        return required;
    }

    String what() {
        return what;
    }

    /// What the functions need it for.
    String use() {
        return use;
    }

    /// @param place where nothing else is; what is written there stays
    /// @throws SdkException if the store did not answer, which says nothing of what it can do
    boolean isIn(Place place) {
        try {
            return trial.succeeds(place);
        } catch (AwsServiceException e) {
            if (e.statusCode() == HttpStatusCode.SERVICE_UNAVAILABLE || e.statusCode() == HttpStatusCode.BAD_GATEWAY
                    || e.statusCode() == HttpStatusCode.GATEWAY_TIMEOUT) {
                throw e;
            }
            return false;
        }
    }

    private interface Trial {
        boolean succeeds(Place place);
    }

    /// The keys in a bucket that begin alike.
    record Place(S3Client client, String bucket, String prefix) {
        String put(String name, String text) {
            return client.putObject(put -> put.bucket(bucket).key(prefix + name), RequestBody.fromString(text)).eTag()
                    .replace("\"", "");
        }

        String get(String name) {
            return client.getObjectAsBytes(get -> get.bucket(bucket).key(prefix + name)).asUtf8String();
        }

        List<String> list() {
            return client.listObjectsV2(list -> list.bucket(bucket).prefix(prefix)).contents().stream()
                    .map(object -> object.key().substring(prefix.length())).toList();
        }

        void clear() {
            list().forEach(name -> client.deleteObject(delete -> delete.bucket(bucket).key(prefix + name)));
        }
    }

    private static boolean listsInOrder(Place place) {
        var names = List.of("list-B", "list-a", "list-é");
        names.reversed().forEach(name -> place.put(name, ""));
        return place.list().stream().filter(names::contains).toList().equals(names);
    }

    private static boolean keepsMetadata(Place place) {
        var key = place.prefix() + "metadata";
        place.client().putObject(put -> put.bucket(place.bucket()).key(key).metadata(Map.of("source-key", "a%20b")),
                RequestBody.empty());
        return "a%20b".equals(place.client().headObject(head -> head.bucket(place.bucket()).key(key)).metadata()
                .get("source-key"));
    }

    private static boolean readsRanges(Place place) {
        place.put("range", "0123456789");
        return place.client()
                .getObjectAsBytes(get -> get.bucket(place.bucket()).key(place.prefix() + "range").range("bytes=4-"))
                .asUtf8String().equals("456789");
    }

    private static boolean readsOneVersion(Place place) {
        var first = place.put("version", "first");
        var second = place.put("version", "second");
        return refuses(() -> readVersion(place, first)) && readVersion(place, second).equals("second");
    }

    private static String readVersion(Place place, String etag) {
        return place.client()
                .getObjectAsBytes(get -> get.bucket(place.bucket()).key(place.prefix() + "version").ifMatch(etag))
                .asUtf8String();
    }

    private static boolean copies(Place place) {
        place.put("from", "copied");
        place.client().copyObject(copy -> copy.sourceBucket(place.bucket()).sourceKey(place.prefix() + "from")
                .destinationBucket(place.bucket()).destinationKey(place.prefix() + "to"));
        return place.get("to").equals("copied");
    }

    private static boolean uploadsInParts(Place place) {
        var bucket = place.bucket();
        var key = place.prefix() + "parts";
        var client = place.client();
        var id = client.createMultipartUpload(create -> create.bucket(bucket).key(key)).uploadId();
        var first = new byte[PART];
        Arrays.fill(first, (byte) 'a');
        try {
            var one = client.uploadPart(part -> part.bucket(bucket).key(key).uploadId(id).partNumber(1),
                    RequestBody.fromBytes(first)).eTag();
            var two = client.uploadPart(part -> part.bucket(bucket).key(key).uploadId(id).partNumber(2),
                    RequestBody.fromString("b")).eTag();
            client.completeMultipartUpload(complete -> complete.bucket(bucket).key(key).uploadId(id)
                    .multipartUpload(all -> all.parts(CompletedPart.builder().partNumber(1).eTag(one).build(),
                            CompletedPart.builder().partNumber(2).eTag(two).build())));
        } catch (SdkException e) {
            client.abortMultipartUpload(abort -> abort.bucket(bucket).key(key).uploadId(id));
            throw e;
        }
        return client.headObject(head -> head.bucket(bucket).key(key)).contentLength() == PART + 1;
    }

    private static boolean keepsOddKeys(Place place) {
        return keeps(place, List.of("a b", "100%25", "a+b#c?d&e", "ä€😀"));
    }

    private static boolean keepsPathKeys(Place place) {
        return keeps(place, List.of("a//b", "a/../c"));
    }

    private static boolean keeps(Place place, List<String> names) {
        names.forEach(name -> place.put(name, name));
        return names.stream().allMatch(name -> place.get(name).equals(name)) && place.list().containsAll(names);
    }

    private static boolean writesIfAbsent(Place place) {
        var bytes = "once".getBytes(StandardCharsets.UTF_8);
        Runnable write = () -> place.client().putObject(
                put -> put.bucket(place.bucket()).key(place.prefix() + "absent").ifNoneMatch("*"),
                RequestBody.fromBytes(bytes));
        write.run();
        return refuses(write);
    }

    private static boolean writesIfSame(Place place) {
        var first = place.put("same", "first");
        var second = place.put("same", "second");
        return refuses(() -> overwrite(place, first)) && !refuses(() -> overwrite(place, second));
    }

    private static void overwrite(Place place, String etag) {
        place.client().putObject(put -> put.bucket(place.bucket()).key(place.prefix() + "same").ifMatch(etag),
                RequestBody.fromString("third"));
    }

    private static boolean hasNotifications(Place place) {
        place.client().getBucketNotificationConfiguration(get -> get.bucket(place.bucket()));
        return true;
    }

    /// Whether the answer is that a condition does not hold.
    private static boolean refuses(Runnable request) {
        try {
            request.run();
            return false;
        } catch (S3Exception e) {
            if (e.statusCode() == 412) {
                return true;
            }
            throw e;
        }
    }
}
