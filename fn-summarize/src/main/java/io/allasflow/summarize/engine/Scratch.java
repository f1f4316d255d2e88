package io.allasflow.summarize.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A folder for one run, gone with everything in it when closed.
public final class Scratch implements AutoCloseable {
    private final Path folder;

    private Scratch(Path folder) {
        this.folder = folder;
    }

    /// Under `java.io.tmpdir`.
    public static Scratch create() throws IOException {
        return new Scratch(Files.createTempDirectory("allasflow"));
    }

    Path folder() {
        return folder;
    }

    public Path file(String name) {
        return folder.resolve(name);
    }

    @Override
    public void close() throws IOException {
        try (var paths = Files.walk(folder)) {
            for (var path : paths.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
