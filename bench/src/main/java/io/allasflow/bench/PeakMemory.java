package io.allasflow.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What this process held at most.
final class PeakMemory {
    private PeakMemory() {}

    /// @return resident bytes
    static long bytes() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024).findFirst().orElse(0);
        }
    }
}
