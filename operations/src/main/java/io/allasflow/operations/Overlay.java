package io.allasflow.operations;

import io.allasflow.operations.cluster.Kubectl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A kustomization: one of ours by its name, or a directory of one's own.
record Overlay(Path directory) {
    /// @param name `base`, the name of a folder of `knative/overlays`, or a path
    static Overlay of(String name) {
        var manifests = Path.of(System.getProperty("allasflow.home"), "knative");
        var found = Stream.of(manifests.resolve("overlays").resolve(name), manifests.resolve(name), Path.of(name))
                .filter(directory -> Files.isRegularFile(directory.resolve("kustomization.yaml"))).findFirst();
        return new Overlay(found.orElseThrow(() -> OperationException.ofArguments("There is no overlay " + name,
                "Name one of " + names(manifests) + ", or a directory with a kustomization.yaml.")));
    }

    /// What it is made of, as kubectl builds it without asking a cluster.
    ///
    /// @throws OperationException if it names another namespace, which kubectl would refuse only half-way
    Manifests build(Kubectl kubectl, String namespace) throws InterruptedException {
        var manifests = Manifests.read(Kubectl.done(kubectl.local("kustomize", toString())).out());
        var other = manifests.namespaces().filter(name -> !name.equals(namespace)).findFirst();
        if (other.isPresent()) {
            throw OperationException.ofArguments(
                    "The overlay is for the namespace " + other.get() + ", not for " + namespace,
                    "Say -n " + other.get() + ", or make an overlay of your own, which names your namespace, images and"
                            + " bucket: docs/operations.md shows one.");
        }
        return manifests;
    }

    @Override
    public String toString() {
        return directory.toString();
    }

    private static String names(Path manifests) {
        try (var all = Files.isDirectory(manifests.resolve("overlays"))
                ? Files.list(manifests.resolve("overlays"))
                : Stream.<Path>empty()) {
            return Stream.concat(Stream.of("base"), all.map(path -> path.getFileName().toString()).sorted())
                    .collect(Collectors.joining(", "));
        } catch (IOException e) {
            return "base";
        }
    }
}
