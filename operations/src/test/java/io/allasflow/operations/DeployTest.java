package io.allasflow.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.knative.client.KnativeClient;
import io.fabric8.knative.serving.v1.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// With a kubectl that writes down what it is told to do.
@EnableKubernetesMockClient(crud = true, https = false)
class DeployTest {
    /// As kustomize prints it: lists are not indented.
    private static final String MANIFESTS = """
            apiVersion: serving.knative.dev/v1
            kind: Service
            metadata:
              name: fn-clean
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: allasflow-settings
            data:
              DATA_BUCKET: tables
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: another
            data:
              DATA_BUCKET: anothers
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata:
              name: viewers
            subjects:
            - kind: ServiceAccount
              name: default
              namespace: elsewhere
            """;
    private static final String APPLIES = """
            #!/bin/sh
            echo "$@" >>"$(dirname "$0")/told"
            case $1 in
              kustomize) cat "$(dirname "$0")/manifests" ;;
              *) echo "service.serving.knative.dev/fn-clean done" ;;
            esac
            """;

    @TempDir
    private Path directory;
    private KubernetesMockServer api;
    private KubernetesClient client;

    @BeforeEach
    void prepare() throws IOException {
        kubectl(APPLIES);
        manifests(MANIFESTS);
        client.secrets().inNamespace("test").resource(new SecretBuilder().withNewMetadata()
                .withName("allas-credentials").endMetadata().addToData("ALLAS_ACCESS_KEY", "YQ==")
                .addToData("ALLAS_SECRET_KEY", "YQ==").build()).create();
    }

    @Test
    void an_overlay_is_applied_and_waited_for() throws IOException {
        client.configMaps().inNamespace("test").resource(new ConfigMapBuilder().withNewMetadata()
                .withName("allasflow-settings").endMetadata().withData(Map.of("DATA_BUCKET", "tables")).build())
                .create();
        function("True");
        deploy("knative", "-n", "test").done().says("fn-clean done", "Ready. Put a table into tables",
                "scripts/doctor.sh -n test looks whether all is well");
        assertThat(told().getLast()).startsWith("apply -k ").endsWith("/knative/overlays/knative --namespace test");
    }

    @Test
    void a_dry_run_changes_nothing() throws IOException {
        deploy("knative", "--dry-run").done().says("Nothing is changed");
        assertThat(told().getLast()).contains("--dry-run=server");
    }

    @Test
    void functions_that_do_not_start_are_told() {
        function("False");
        deploy("knative", "--wait=0").failed().says("Not ready after 0 s: fn-clean (RevisionMissing)",
                "kubectl get events");
    }

    @Test
    void what_is_missing_is_told_before_anything_is_changed() throws IOException {
        assertThat(deploy("nowh\u001b[31mere").says("There is no overlay nowh?[31mere", "Name one of base").code())
                .isEqualTo(Tool.WRONG);
        assertThat(deploy().says("Missing required parameter: 'OVERLAY'").code()).isEqualTo(Tool.WRONG);
        api.expect().get().withPath("/apis/serving.knative.dev")
                .andReturn(404, new StatusBuilder().withCode(404).build()).once();
        deploy("knative").failed().says("The cluster has no Knative (serving.knative.dev)",
                "scripts/deploy.sh plain-kubernetes");
        client.secrets().inNamespace("test").withName("allas-credentials").delete();
        deploy("knative").failed().says("test has no keys for the bucket", "scripts/credentials.sh create -n test");
        assertThat(told()).allMatch(line -> line.startsWith("kustomize"));
        Ran.of(Map.of("PATH", "/nowhere"), terminal -> new Deploy(terminal, client), "knative").failed()
                .says("kubectl is missing", "Install it");
    }

    @Test
    void a_refusal_is_told() throws IOException {
        kubectl("#!/bin/sh\n[ $1 = kustomize ] || { echo 'forbidden: exceeded quota: compute' >&2; exit 1; }\n");
        deploy("knative").failed().says("The namespace's quota does not allow it: forbidden: exceeded quota: compute",
                "servicedesk@csc.fi");
        kubectl("#!/bin/sh\n[ $1 = kustomize ] || { echo 'no matches for kind \"Broker\"' >&2; exit 1; }\n");
        deploy("knative").failed().says("no matches for kind \"Broker\"", "scripts/doctor.sh");
    }

    @Test
    void undeploying_needs_a_yes_and_leaves_the_keys() throws IOException {
        assertThat(undeploy("knative").says("--yes").code()).isEqualTo(Tool.WRONG);
        undeploy("knative", "--yes").done().says("the bucket and the Secrets are as they were",
                "scripts/notifications.sh delete");
        assertThat(told().getLast()).startsWith("delete -k ").contains("--ignore-not-found");
        manifests(MANIFESTS + "---\nkind: Namespace\nmetadata:\n  name: test\n");
        undeploy("knative", "--yes").failed().says("The overlay holds the namespace itself");
    }

    /// As `openshift-serverless` does; kubectl would apply nothing, or only what is in no namespace.
    @Test
    void an_overlay_for_another_namespace_or_bucket_is_told_before_anything_is_changed() throws IOException {
        manifests(MANIFESTS.replace("  name: fn-clean", "  name: fn-clean\n  namespace: other"));
        assertThat(deploy("knative").says("The overlay is for the namespace other, not for test", "Say -n other")
                .code()).isEqualTo(Tool.WRONG);
        assertThat(undeploy("knative", "--yes").says("The overlay is for the namespace other").code())
                .isEqualTo(Tool.WRONG);
        manifests(MANIFESTS);
        assertThat(deploy(Map.of("DATA_BUCKET", "mine"), "knative")
                .says("The overlay is for the bucket tables, but DATA_BUCKET is mine", "docs/operations.md").code())
                .isEqualTo(Tool.WRONG);
        assertThat(told()).allMatch(line -> line.startsWith("kustomize"));
        deploy(Map.of("DATA_BUCKET", "tables"), "knative").done();
    }

    @Test
    void what_is_no_yaml_is_told() throws IOException {
        manifests("a: [");
        deploy("knative").failed().says("is no YAML", "kubectl kustomize shows it");
    }

    /// kubectl complains of each resource, and as a log does.
    @Test
    void what_kubectl_says_again_and_again_is_told_once() throws IOException {
        kubectl("""
                #!/bin/sh
                [ $1 = kustomize ] && exit
                for i in 1 2 3; do
                  echo 'E1122 04:55:21.614234   22098 memcache.go:265] "Unhandled Error"' >&2
                  echo 'dial tcp 127.0.0.1:1: connect: connection refused' >&2
                done
                exit 1
                """);
        assertThat(undeploy("knative", "--yes").failed().err()).isEqualTo("""
                kubectl says: dial tcp 127.0.0.1:1: connect: connection refused.
                Mend that, and do it again: what is there already stays.
                """);
    }

    private Ran deploy(String... arguments) {
        return deploy(Map.of(), arguments);
    }

    private Ran deploy(Map<String, String> more, String... arguments) {
        var environment = new HashMap<>(Map.of("PATH", directory + ":/usr/bin:/bin"));
        environment.putAll(more);
        return Ran.of(environment, terminal -> new Deploy(terminal, client), arguments);
    }

    private Ran undeploy(String... arguments) {
        return Ran.of(Map.of("PATH", directory + ":/usr/bin:/bin"), terminal -> new Undeploy(terminal, client),
                arguments);
    }

    private void function(String ready) {
        client.adapt(KnativeClient.class).services().inNamespace("test").resource(new ServiceBuilder().withNewMetadata()
                .withName("fn-clean").addToLabels("app.kubernetes.io/part-of", "allasflow").endMetadata()
                .withNewStatus().addNewCondition().withType("Ready").withStatus(ready).withReason("RevisionMissing")
                .endCondition().endStatus().build()).create();
    }

    private void kubectl(String script) throws IOException {
        var file = Files.writeString(directory.resolve("kubectl"), script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void manifests(String yaml) throws IOException {
        Files.writeString(directory.resolve("manifests"), yaml);
    }

    private List<String> told() throws IOException {
        return Files.readAllLines(directory.resolve("told"));
    }
}
