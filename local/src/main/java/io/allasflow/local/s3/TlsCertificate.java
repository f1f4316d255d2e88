package io.allasflow.local.s3;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;

/// A certificate for `127.0.0.1` by an authority of its own, made anew by the JVM's `keytool`: for a server here whose clients
/// are to verify it as they do any other.
///
/// @param keyStore the server's key and certificate
/// @param trustStore the authorities that the JVM trusts, and this one
public record TlsCertificate(Path keyStore, Path trustStore) implements AutoCloseable {
    /// Of no use to anyone: nobody else trusts the key, and closing deletes it.
    static final String PASSWORD = "changeit";
    private static final String AUTHORITY = "authority";

    /// @throws IOException if `keytool` fails
    public static TlsCertificate make(Path directory) throws IOException, InterruptedException {
        var certificate = new TlsCertificate(directory.resolve("keys"), directory.resolve("trusted"));
        certificate.keytool("-alias", AUTHORITY, "-dname", "CN=Local authority", "-ext", "bc:critical");
        certificate.keytool("-alias", "server", "-signer", AUTHORITY, "-dname", "CN=127.0.0.1", "-ext",
                "san=ip:127.0.0.1");
        try {
            var keys = KeyStore.getInstance(certificate.keyStore.toFile(), PASSWORD.toCharArray());
            var trusted = KeyStore.getInstance(
                    Path.of(System.getProperty("java.home"), "lib", "security", "cacerts").toFile(),
                    PASSWORD.toCharArray());
            trusted.setCertificateEntry(AUTHORITY, keys.getCertificate(AUTHORITY));
            write(trusted, certificate.trustStore);
            // Else it might be shown for the server's.
            keys.deleteEntry(AUTHORITY);
            write(keys, certificate.keyStore);
        } catch (GeneralSecurityException e) {
            throw new IOException("No certificate can be made: " + e.getMessage(), e);
        }
        return certificate;
    }

    /// With them a JVM verifies by the trust store.
    public List<String> clientOptions() {
        return List.of("-Djavax.net.ssl.trustStore=" + trustStore, "-Djavax.net.ssl.trustStorePassword=" + PASSWORD);
    }

    /// Deletes the files; the directory stays.
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(keyStore);
        Files.deleteIfExists(trustStore);
    }

    private void keytool(String... options) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-keyalg", "RSA", "-keysize", "2048", "-validity", "7", "-storetype", "PKCS12",
                "-keystore", keyStore.toString(), "-storepass", PASSWORD));
        command.addAll(List.of(options));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("keytool: " + said.strip());
        }
    }

    private static void write(KeyStore store, Path file) throws IOException, GeneralSecurityException {
        try (var out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        }
    }
}
