package io.allasflow.ingest.rest;

import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A source's headers, into which secrets go from the environment: only variables made for that, so that a configuration
/// cannot send off the keys of the bucket. No message repeats a value.
final class SecretHeaders {
    static final String PREFIX = "SOURCE_SECRET_";
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}]*)}");
    private static final Pattern VARIABLE = Pattern.compile(PREFIX + "[A-Z0-9_]+");
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");
    private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e\\t]*");
    /// What a request is framed by, or what is decided here.
    private static final Set<String> OURS = Set.of("host", "content-length", "transfer-encoding", "connection",
            "keep-alive", "upgrade", "te", "trailer", "expect", "accept-encoding", "range", "if-none-match",
            "if-modified-since", "if-match", "if-unmodified-since", "if-range");

    private SecretHeaders() {}

    /// @throws IllegalArgumentException naming the header
    static void check(Map<String, String> templates) {
        templates.forEach((name, template) -> {
            if (!TOKEN.matcher(name).matches()) {
                throw new IllegalArgumentException("headers has a name that no header can have");
            }
            if (OURS.contains(name.toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException("headers must not set " + name);
            }
            if (template == null || !VALUE.matcher(template).matches()) {
                throw new IllegalArgumentException("headers: " + name + " must be one line of ASCII");
            }
            for (var reference : REFERENCE.matcher(template).results().toList()) {
                if (!VARIABLE.matcher(reference.group(1)).matches()) {
                    throw new IllegalArgumentException("headers: " + name + " may refer to variables called " + PREFIX
                            + "… alone (capitals, digits, '_')");
                }
            }
            if (REFERENCE.matcher(template).replaceAll("").contains("${")) {
                throw new IllegalArgumentException("headers: " + name + " has a ${ without its }");
            }
        });
    }

    /// @param environment the value of a variable, or null
    /// @throws PipelineException `CONFIG_INVALID`, naming the variable that is missing
    static Map<String, String> resolve(RestSource source, UnaryOperator<String> environment) {
        var headers = new LinkedHashMap<String, String>();
        source.headers().forEach((name, template) -> headers.put(name, REFERENCE.matcher(template)
                .replaceAll(found -> Matcher.quoteReplacement(secret(source, name, found.group(1), environment)))));
        return headers;
    }

    private static String secret(RestSource source, String header, String variable, UnaryOperator<String> environment) {
        var value = environment.apply(variable);
        // Files that secrets are made from mostly end in a line break.
        var secret = value == null ? "" : value.strip();
        if (secret.isEmpty() || !VALUE.matcher(secret).matches()) {
            throw new PipelineException(ErrorCode.CONFIG_INVALID,
                    "source '" + source.name() + "': its header " + header + " needs the environment variable "
                            + variable + " of fn-ingest, which "
                            + (secret.isEmpty() ? "is not set" : "is not one line of ASCII"));
        }
        return secret;
    }
}
