package io.allasflow.summarize.publish;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// A database as `jdbc:postgresql://host:port/database?sslmode=…` names it. Whoever may write to the bucket writes this, and
/// the driver's other parameters name classes to load and files to write, so there is `sslmode` alone; the driver
/// gets a URL made of these parts, so that it cannot read another host out of the text.
///
/// @param host in lower case; an IPv6 address in brackets
/// @param sslMode `verify-full` unless the URL says otherwise
public record PostgresAddress(String host, int port, String database, String sslMode) {
    static final String VERIFY_FULL = "verify-full";
    private static final String FORM = "url must be jdbc:postgresql://host:port/database, perhaps with ?sslmode=…";
    private static final String SCHEME = "jdbc:postgresql://";
    private static final int DEFAULT_PORT = 5432;
    private static final int MOST_PORT = 65_535;
    private static final Pattern HOST = Pattern.compile("[a-z0-9._-]+|\\[[0-9a-f:.]+]");
    private static final Pattern DATABASE = Pattern.compile("/[A-Za-z0-9_.-]{1,63}");
    /// Not `allow` and `prefer`, which leave it to the network whether there is TLS.
    private static final List<String> SSL_MODES = List.of("disable", "require", "verify-ca", VERIFY_FULL);
    private static final String SSL_MODE = "sslmode=";

    /// @throws IllegalArgumentException without the text, which may hold a password
    static PostgresAddress parse(String url) {
        if (url == null || !url.startsWith(SCHEME)) {
            throw new IllegalArgumentException(FORM);
        }
        URI uri;
        try {
            uri = new URI(url.substring("jdbc:".length()));
        } catch (URISyntaxException e) {
            // Its message would repeat the text.
            throw new IllegalArgumentException(FORM);
        }
        var query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        if (uri.getRawUserInfo() != null || query.toLowerCase(Locale.ROOT).contains("password")
                || query.toLowerCase(Locale.ROOT).contains("user")) {
            throw new IllegalArgumentException(
                    "url must not hold a user or password: there is the setting user, and PUBLISH_POSTGRESQL_PASSWORD in fn-summarize's environment");
        }
        var host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
        var port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
        if (!HOST.matcher(host).matches() || port < 1 || port > MOST_PORT
                || !DATABASE.matcher(uri.getRawPath()).matches() || uri.getRawFragment() != null) {
            throw new IllegalArgumentException(FORM);
        }
        return new PostgresAddress(host, port, uri.getRawPath().substring(1), sslMode(query));
    }

    private static String sslMode(String query) {
        if (query.isEmpty()) {
            return VERIFY_FULL;
        }
        var mode = query.startsWith(SSL_MODE) ? query.substring(SSL_MODE.length()) : "";
        if (!SSL_MODES.contains(mode)) {
            throw new IllegalArgumentException(
                    "url may have one parameter: sslmode, one of " + String.join(", ", SSL_MODES));
        }
        return mode;
    }

    /// Whether a list of `host` (its port 5432) and `host:port` names it.
    boolean isIn(List<String> hosts) {
        return hosts.contains(place()) || port == DEFAULT_PORT && hosts.contains(host);
    }

    String place() {
        return host + ":" + port;
    }

    String driverUrl() {
        return SCHEME + place() + "/" + database;
    }

    /// Whether the line is encrypted and its other end known.
    boolean isVerified() {
        return sslMode.equals(VERIFY_FULL);
    }

    /// Whether a certificate is looked at.
    boolean isChecked() {
        return sslMode.startsWith("verify-");
    }
}
