package io.allasflow.operations.keystone;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.allasflow.core.json.Json;
import io.allasflow.operations.OperationException;
import io.allasflow.operations.Terminal;
import java.net.URI;
import java.util.List;
import java.util.Map;

/// Who logs in, as the `OS_` variables say that an openrc file of OpenStack sets. `toString` leaves the secrets out.
public sealed interface Login {
    /// The body of a request for a token.
    ///
    /// See [Identity API v3](https://docs.openstack.org/api-ref/identity/v3/#authentication-and-token-management).
    ObjectNode request();

    record Password(String user, String password, Map<String, String> userDomain, Map<String, Object> project)
            implements
                Login {
        @Override
        public ObjectNode request() {
            var identity = Map.of("methods", List.of("password"), "password",
                    Map.of("user", Map.of("name", user, "domain", userDomain, "password", password)));
            return body(Map.of("identity", identity, "scope", Map.of("project", project)));
        }

        @Override
        public String toString() {
            return "Password[" + user + "]";
        }
    }

    /// Bound to a project when it was made.
    record ApplicationCredential(String id, String secret) implements Login {
        @Override
        public ObjectNode request() {
            return body(Map.of("identity", Map.of("methods", List.of("application_credential"),
                    "application_credential", Map.of("id", id, "secret", secret))));
        }

        @Override
        public String toString() {
            return "ApplicationCredential[" + id + "]";
        }
    }

    private static ObjectNode body(Map<String, Object> auth) {
        return Json.MAPPER.createObjectNode().set("auth", Json.MAPPER.valueToTree(auth));
    }

    /// @throws OperationException if a variable is missing
    static Login from(Terminal terminal) {
        var id = terminal.variable("OS_APPLICATION_CREDENTIAL_ID");
        if (!id.isEmpty()) {
            return new ApplicationCredential(id,
                    terminal.secret("OS_APPLICATION_CREDENTIAL_SECRET", "Secret of the application credential"));
        }
        var user = terminal.variable("OS_USERNAME");
        var project = project(terminal);
        if (user.isEmpty() || project.isEmpty()) {
            throw new OperationException(
                    (user.isEmpty() ? "OS_USERNAME is" : "OS_PROJECT_ID and OS_PROJECT_NAME are") + " not set",
                    "Source the openrc file of the project, as OpenStack's web interface offers it.");
        }
        var domain = domain(terminal, "OS_USER_DOMAIN");
        return new Password(user, terminal.secret("OS_PASSWORD", "Password of " + user), domain, project);
    }

    /// Where Keystone is, such as `https://pouta.csc.fi:5001/v3`.
    static URI address(Terminal terminal) {
        var text = terminal.variable("OS_AUTH_URL");
        if (text.isEmpty()) {
            throw new OperationException("OS_AUTH_URL is not set",
                    "Source the openrc file of the project; CSC's is https://pouta.csc.fi:5001/v3.");
        }
        try {
            var url = URI.create(text.replaceFirst("/*$", "").replaceFirst("(/v3)?$", "/v3"));
            boolean here = List.of("127.0.0.1", "localhost", "[::1]").contains(String.valueOf(url.getHost()));
            if (url.getUserInfo() == null && url.getQuery() == null
                    && ("https".equals(url.getScheme()) && url.getHost() != null
                            || here && "http".equals(url.getScheme()))) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            // Told below, without the value.
        }
        throw new OperationException("OS_AUTH_URL is not an https URL",
                "Passwords are sent there, so http will do for this machine only.");
    }

    private static Map<String, Object> project(Terminal terminal) {
        var id = terminal.variable("OS_PROJECT_ID");
        var name = terminal.variable("OS_PROJECT_NAME");
        if (!id.isEmpty()) {
            return Map.of("id", id);
        }
        return name.isEmpty() ? Map.of() : Map.of("name", name, "domain", domain(terminal, "OS_PROJECT_DOMAIN"));
    }

    private static Map<String, String> domain(Terminal terminal, String variable) {
        var id = terminal.variable(variable + "_ID");
        var name = terminal.variable(variable + "_NAME");
        return id.isEmpty() ? Map.of("name", name.isEmpty() ? "Default" : name) : Map.of("id", id);
    }
}
