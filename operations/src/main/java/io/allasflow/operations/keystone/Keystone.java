package io.allasflow.operations.keystone;

import com.fasterxml.jackson.databind.JsonNode;
import io.allasflow.core.json.Json;
import io.allasflow.operations.OperationException;
import io.allasflow.operations.Reason;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/// A user's S3 keys in a project of OpenStack, which Allas takes as its own.
///
/// See [OS-EC2](https://docs.openstack.org/api-ref/identity/v3-ext/#os-ec2).
public final class Keystone implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10)).build();
    private final URI address;
    private final Login login;
    private final String token;
    private final String user;
    private final String project;
    private final String projectName;

    private Keystone(URI address, Login login) throws InterruptedException {
        this.address = address;
        this.login = login;
        var answer = send(request("/auth/tokens").POST(BodyPublishers.ofString(login.request().toString())));
        if (answer.statusCode() == 401) {
            throw new OperationException("Keystone does not accept " + switch (login) {
                case Login.Password it -> "the password of " + it.user() + " for this project";
                case Login.ApplicationCredential _ -> "the application credential";
            }, "Check the OS_ variables: user, domain, project and secret; an application credential may have expired.");
        }
        require(answer, 201, "log in");
        token = answer.headers().firstValue("X-Subject-Token").orElse("");
        var body = json(answer).path("token");
        user = body.path("user").path("id").asText();
        project = body.path("project").path("id").asText();
        projectName = body.path("project").path("name").asText();
        if (token.isEmpty() || user.isEmpty() || project.isEmpty()) {
            throw new OperationException("Keystone logged in to no project", "Set OS_PROJECT_ID or OS_PROJECT_NAME.");
        }
    }

    /// Logs in.
    public static Keystone open(URI address, Login login) throws InterruptedException {
        return new Keystone(address, login);
    }

    public String projectName() {
        return projectName;
    }

    /// A new pair of keys. A user may have several.
    public Ec2Key create() throws InterruptedException {
        var body = Json.MAPPER.createObjectNode().put("tenant_id", project);
        var answer = send(request(keys()).POST(BodyPublishers.ofString(body.toString())));
        forbidDelegates(answer);
        require(answer, 201, "make S3 keys");
        var key = json(answer).path("credential");
        return new Ec2Key(key.path("access").asText(), key.path("secret").asText());
    }

    /// Ends a pair of keys.
    ///
    /// @return whether the user had it
    public boolean delete(String access) throws InterruptedException {
        var all = send(request(keys()).GET());
        forbidDelegates(all);
        require(all, 200, "list the S3 keys");
        for (var key : json(all).path("credentials")) {
            if (key.path("access").asText().equals(access)) {
                require(send(request(keys() + "/" + access).DELETE()), 204, "delete S3 keys");
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {
        client.close();
    }

    private void forbidDelegates(HttpResponse<String> answer) {
        if (answer.statusCode() == 403 && login instanceof Login.ApplicationCredential) {
            throw new OperationException(
                    "The application credential is good, but Keystone lets none make, see or delete"
                            + " S3 keys, an unrestricted one neither",
                    "Log in with a password: unset OS_APPLICATION_CREDENTIAL_ID, set OS_USERNAME, OS_PASSWORD and"
                            + " OS_PROJECT_NAME. Or make keys elsewhere (openstack ec2 credentials create, or allas-conf"
                            + " --mode S3) and give them as ALLAS_ACCESS_KEY and ALLAS_SECRET_KEY.");
        }
    }

    private String keys() {
        return "/users/" + user + "/credentials/OS-EC2";
    }

    private HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(URI.create(address + path)).timeout(PATIENCE)
                .header("Content-Type", "application/json").header("Accept", "application/json");
        return token == null ? request : request.header("X-Auth-Token", token);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws InterruptedException {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new OperationException(
                    "Keystone at " + address + " does not answer (" + Reason.of(e) + ")",
                    "Check OS_AUTH_URL and the network; CSC's is https://pouta.csc.fi:5001/v3.");
        }
    }

    /// Only the status is told: what the answer says may repeat what was sent.
    private static void require(HttpResponse<String> answer, int status, String what) {
        if (answer.statusCode() != status) {
            throw new OperationException("Keystone does not " + what + ": it answers " + answer.statusCode(),
                    Map.of(403, "Ask the project's owner for the role that is needed, or log in as another user.",
                            404, "Check OS_AUTH_URL: it ends in /v3.", 429, "Wait a while, and try again.")
                            .getOrDefault(answer.statusCode(), "Try again later; then ask who runs Keystone."));
        }
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            return Json.MAPPER.readTree(answer.body());
        } catch (IOException e) {
            throw new OperationException("What answers at OS_AUTH_URL is not Keystone",
                    "Check it: CSC's is https://pouta.csc.fi:5001/v3.");
        }
    }
}
