package io.allasflow.summarize.publish;

import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import java.util.List;
import java.util.Properties;
import java.util.function.UnaryOperator;

/// What the operator grants, and no configuration can: which databases there are, the password, and whose certificates
/// are trusted.
///
/// @param allowedHosts in lower case: `host`, which stands for its port 5432, or `host:port`
/// @param environment the value of a variable, or null; asked when it is needed, so that no field holds the password
public record PostgresAccess(List<String> allowedHosts, UnaryOperator<String> environment) {
    static final String PASSWORD = "PUBLISH_POSTGRESQL_PASSWORD";
    static final String ROOT_CERTIFICATE = "PUBLISH_POSTGRESQL_ROOT_CERT";

    /// Nothing is granted.
    public static final PostgresAccess NONE = new PostgresAccess(List.of(), _ -> null);

    /// What the driver is told besides the address.
    ///
    /// @throws PipelineException `PUBLISH_DENIED`
    Properties grant(PostgresSettings settings) {
        var address = settings.address();
        if (!address.isIn(allowedHosts)) {
            throw denied("PUBLISH_ALLOWED_HOSTS of fn-summarize does not name " + address.place());
        }
        var properties = new Properties();
        properties.setProperty("user", settings.user());
        properties.setProperty("password", password());
        properties.setProperty("sslmode", address.sslMode());
        if (!address.isVerified()) {
            // Whoever else answers learns no password from SCRAM.
            properties.setProperty("requireAuth", "scram-sha-256");
        }
        if (address.isChecked()) {
            var certificate = environment.apply(ROOT_CERTIFICATE);
            if (certificate == null || certificate.isBlank()) {
                // Those that Java trusts.
                properties.setProperty("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
            } else {
                properties.setProperty("sslrootcert", certificate.strip());
            }
        }
        return properties;
    }

    private String password() {
        var password = environment.apply(PASSWORD);
        // Files that secrets are made from mostly end in a line break.
        if (password == null || password.isBlank()) {
            throw denied(PASSWORD + " of fn-summarize is not set");
        }
        return password.strip();
    }

    @Override
    public String toString() {
        return "PostgresAccess" + allowedHosts;
    }

    private static PipelineException denied(String message) {
        return new PipelineException(ErrorCode.PUBLISH_DENIED, message);
    }
}
