package io.allasflow.local.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The files a person wants processed, by the key each gets in the bucket: a file its name, a file below a directory its
/// path from there. Below a directory, what is hidden, links to directories and what is no file are left out.
public final class SourceFiles {
    /// What the local S3 server can hold as a file name, less what the longest suffix of an output adds.
    private static final int MAX_NAME_BYTES = 200;
    /// What S3 allows.
    private static final int MAX_KEY_BYTES = 1024;

    private final SortedMap<String, Path> byKey = new TreeMap<>();
    private final SortedMap<String, String> refused = new TreeMap<>();
    private int leftOut;

    private SourceFiles() {}

    /// @throws IOException with a message for the person if an argument is not there or two files would get one key
    public static SourceFiles collect(List<Path> arguments) throws IOException {
        var sources = new SourceFiles();
        for (var argument : arguments) {
            if (Files.isDirectory(argument)) {
                sources.addDirectory(argument);
            } else if (Files.isRegularFile(argument)) {
                sources.add(argument.getFileName().toString(), argument);
            } else {
                throw new IOException(argument + " is neither a file nor a directory");
            }
        }
        if (sources.byKey.isEmpty() && sources.refused.isEmpty()) {
            throw new IOException("There is no file in " + arguments);
        }
        sources.requireThatNoKeyIsADirectory();
        return sources;
    }

    public Map<String, Path> byKey() {
        return byKey;
    }

    /// Why the local S3 server cannot hold a file, by the key it would get.
    public Map<String, String> refused() {
        return refused;
    }

    /// Files and directories below the arguments that are not taken.
    public int leftOut() {
        return leftOut;
    }

    private void addDirectory(Path directory) throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
                if (!path.equals(directory) && isHidden(path)) {
                    leftOut++;
                    return FileVisitResult.SKIP_SUBTREE;
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) throws IOException {
                if (isHidden(path) || !Files.isRegularFile(path)) {
                    leftOut++;
                } else {
                    var separator = path.getFileSystem().getSeparator();
                    add(directory.relativize(path).toString().replace(separator, "/"), path);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static boolean isHidden(Path path) {
        return path.getFileName().toString().startsWith(".");
    }

    private void add(String key, Path file) throws IOException {
        if (bytes(file.getFileName().toString()) > MAX_NAME_BYTES || bytes(key) > MAX_KEY_BYTES) {
            refused.put(key, "Too long for the local S3 server, which takes names of " + MAX_NAME_BYTES
                    + " bytes and paths of " + MAX_KEY_BYTES + ": rename it.");
            return;
        }
        if (key.startsWith("pipeline/")) {
            throw new IOException(
                    file + " would lie under pipeline/, where the outputs go: give the directory above it");
        }
        var other = byKey.putIfAbsent(key, file);
        if (other != null && !Files.isSameFile(other, file)) {
            throw new IOException(other + " and " + file + " would both get the key " + key
                    + ": give the directory above them, or one at a time");
        }
    }

    private static int bytes(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length;
    }

    private void requireThatNoKeyIsADirectory() throws IOException {
        for (var key : byKey.keySet()) {
            var below = byKey.tailMap(key + "/");
            if (!below.isEmpty() && below.firstKey().startsWith(key + "/")) {
                throw new IOException(byKey.get(key) + " and " + below.get(below.firstKey()) + " cannot lie beside each"
                        + " other in the local S3 server: " + key + " would be a file and a directory");
            }
        }
    }
}
