package io.allasflow.local.demo;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/// The directory one run writes to: a directory for each bucket, and `logs`. A marker file tells that it is ours, so that
/// nothing else is ever wiped, and its lock that a run is using it.
public final class RunDirectory implements AutoCloseable {
    private static final String MARKER = ".allasflow-demo";

    private final Path path;
    private final FileChannel lock;

    private RunDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /// @param keep whether what an earlier run left is kept
    /// @throws IOException with a message for the person if the directory is someone else's or in use
    public static RunDirectory open(Path path, boolean keep) throws IOException {
        var marker = path.resolve(MARKER);
        if (Files.exists(path) && !Files.exists(marker) && !isEmptyDirectory(path)) {
            throw new IOException(path + " was not made by this demo, so it is left as it is:"
                    + " give an empty or new directory with --out");
        }
        Files.createDirectories(path.resolve("logs"));
        var lock = FileChannel.open(marker, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (lock.tryLock() == null) {
                throw new OverlappingFileLockException();
            }
        } catch (OverlappingFileLockException e) {
            lock.close();
            throw new IOException("Another run is using " + path + ": stop it, or give another directory with --out",
                    e);
        }
        if (!keep) {
            wipe(path, marker);
            Files.createDirectories(path.resolve("logs"));
        }
        return new RunDirectory(path, lock);
    }

    public Path path() {
        return path;
    }

    public Path log(String name) {
        return path.resolve("logs").resolve(name + ".log");
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    private static boolean isEmptyDirectory(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return false;
        }
        try (var entries = Files.list(path)) {
            return entries.findAny().isEmpty();
        }
    }

    private static void wipe(Path directory, Path marker) throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!file.equals(marker)) {
                    Files.delete(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path path, IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                if (!path.equals(directory)) {
                    Files.delete(path);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
