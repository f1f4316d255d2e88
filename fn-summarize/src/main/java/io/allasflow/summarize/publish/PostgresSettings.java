package io.allasflow.summarize.publish;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.regex.Pattern;

/// `publish.postgresql`: a database, a schema in it, and who writes there. The password is no setting: the configuration
/// lies in the bucket.
///
/// @param url see [PostgresAddress]
public record PostgresSettings(String url, String schema, String user) {
    private static final String DEFAULT_SCHEMA = "allasflow";
    /// Names that need no quotes; others are PostgreSQL's own.
    private static final Pattern SCHEMA = Pattern.compile("(?!pg_|information_schema$)[a-z_][a-z0-9_]{0,62}");
    private static final Pattern USER = Pattern.compile("[^\\p{Cntrl}]{1,63}");

    public PostgresSettings {
        schema = schema == null ? DEFAULT_SCHEMA : schema;
        PostgresAddress.parse(url);
        if (!SCHEMA.matcher(schema).matches()) {
            throw new IllegalArgumentException("schema must be up to 63 lower-case letters, digits or '_', not start "
                    + "with a digit or pg_, and not be information_schema");
        }
        if (user == null || !USER.matcher(user).matches()) {
            throw new IllegalArgumentException("user must have 1 to 63 characters");
        }
    }

    /// The database and the schema, which make another target where they are others.
    @JsonIgnore
    public String place() {
        return address().place() + "/" + address().database() + "/" + schema;
    }

    @JsonIgnore
    public PostgresAddress address() {
        return PostgresAddress.parse(url);
    }
}
