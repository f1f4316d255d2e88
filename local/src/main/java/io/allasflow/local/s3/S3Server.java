package io.allasflow.local.s3;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;

/// An S3 server inside this process that stands in for Allas, reachable from this machine only: S3Proxy over a
/// directory, where each object is the plain file `DIR/<bucket>/<key>`, or over memory.
///
/// ```java
/// try (var server = S3Server.inMemory(S3Credentials.LOCAL)) {
///     server.createBucket("data");
///     System.out.println(server.endpoint());
/// }
/// ```
///
/// Where it differs from Ceph, the software of Allas (`S3ServerTest` holds each as a case):
/// - keys with `//`, a leading `/` or `..` are refused; `./` is folded away; object `a` cannot lie beside `a/b`;
/// - listings are in the order of UTF-16, not of UTF-8: a key with an emoji comes before one with U+E000 to U+FFFF;
/// - over a directory a name between slashes holds at most 218 bytes, and the ETag and metadata are extended attributes
///   of the file. ext4 has 4 KB for all of them and S3Proxy drops those beyond in silence; a file that a person puts
///   there has no ETag, and one that a person edits keeps its old one: go through S3.
public final class S3Server implements AutoCloseable {
    /// Outside Quarkus its log manager lets everything through, and formatting debug messages nobody sees takes most of the
    /// server's time. Kept, because levels go with a logger that nobody holds.
    private static final List<Logger> QUIET = Stream.of("org.gaul", "org.apache.hc", "software.amazon.awssdk")
            .map(Logger::getLogger).peek(logger -> logger.setLevel(Level.WARNING)).toList();

    private final BlobStore store;
    private final S3Proxy server;
    private final S3Credentials credentials;

    private S3Server(BlobStore store, S3Credentials credentials, int port, TlsCertificate certificate)
            throws IOException {
        this.store = store;
        this.credentials = credentials;
        var builder = S3Proxy.builder()
                .endpoint(URI.create("http://127.0.0.1:" + port))
                .blobStore(store)
                .awsAuthentication(AuthenticationType.AWS_V4, credentials.accessKey(), credentials.secretKey());
        if (certificate != null) {
            builder.secureEndpoint(URI.create("https://127.0.0.1:0"))
                    .keyStore(certificate.keyStore().toString(), TlsCertificate.PASSWORD);
        }
        server = builder.build();
        try {
            server.start();
        } catch (Exception e) {
            throw new IOException("The S3 server cannot start on 127.0.0.1:" + port + ": " + e.getMessage(), e);
        }
    }

    /// A server whose objects go when it is closed, on a free port.
    public static S3Server inMemory(S3Credentials credentials) throws IOException {
        return new S3Server(new TransientNio2BlobStore(), credentials, 0, null);
    }

    /// As [#inMemory(S3Credentials)], and it has a [#secureEndpoint()], too.
    public static S3Server inMemory(S3Credentials credentials, TlsCertificate certificate) throws IOException {
        return new S3Server(new TransientNio2BlobStore(), credentials, 0, certificate);
    }

    /// A server over the plain files of `directory`, which is made if absent; those there already are served again.
    ///
    /// @param port 0 for a free one
    /// @throws IOException also when the file system has no extended attributes, because without them S3Proxy ignores
    ///         `If-Match` and loses metadata without a word
    public static S3Server onDirectory(Path directory, S3Credentials credentials, int port) throws IOException {
        Files.createDirectories(directory);
        requireExtendedAttributes(directory);
        return new S3Server(new FilesystemNio2BlobStore(directory.toString()), credentials, port, null);
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getPort());
    }

    /// For clients that trust the server's certificate.
    public URI secureEndpoint() {
        return URI.create("https://127.0.0.1:" + server.getSecurePort());
    }

    public S3Credentials credentials() {
        return credentials;
    }

    /// Makes the bucket if it is not there.
    public void createBucket(String bucket) {
        if (store.list().buckets().stream().noneMatch(existing -> existing.name().equals(bucket))) {
            store.createContainer(CreateBucketRequest.builder().bucket(bucket).build());
        }
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The S3 server does not stop: " + e.getMessage(), e);
        }
    }

    private static void requireExtendedAttributes(Path directory) throws IOException {
        var probe = Files.createTempFile(directory, ".attributes", null);
        try {
            var attributes = Files.getFileAttributeView(probe, UserDefinedFileAttributeView.class);
            if (attributes == null) {
                throw new IOException("no extended attributes");
            }
            attributes.write("allasflow", ByteBuffer.wrap(new byte[]{1}));
        } catch (IOException | UnsupportedOperationException e) {
            throw new IOException(directory + " is on a file system without extended attributes, which the S3 server"
                    + " needs for ETags and metadata: choose a directory on a local disk", e);
        } finally {
            Files.delete(probe);
        }
    }
}
