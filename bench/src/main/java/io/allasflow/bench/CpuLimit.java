package io.allasflow.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Half a core for the processes whose command it is put before, by a control group of Linux.
final class CpuLimit implements AutoCloseable {
    private static final Path GROUPS = Path.of("/sys/fs/cgroup");
    private static final int PERIOD = 100_000;
    private static final int QUOTA = 50_000;

    private final Path group;

    private CpuLimit(Path group) {
        this.group = group;
    }

    /// @return empty if this machine has no control groups, or they are not ours to make
    static Optional<CpuLimit> halfACore() {
        var unified = Files.exists(GROUPS.resolve("cgroup.controllers"));
        var group = GROUPS.resolve(unified ? "" : "cpu").resolve("allasflow-bench-" + ProcessHandle.current().pid());
        try {
            Files.createDirectory(group);
            if (unified) {
                Files.writeString(group.resolve("cpu.max"), QUOTA + " " + PERIOD);
            } else {
                Files.writeString(group.resolve("cpu.cfs_period_us"), Integer.toString(PERIOD));
                Files.writeString(group.resolve("cpu.cfs_quota_us"), Integer.toString(QUOTA));
            }
            return Optional.of(new CpuLimit(group));
        } catch (IOException e) {
            System.out.println("No limit of the processor, as no control group can be made: " + e);
            return Optional.empty();
        }
    }

    List<String> of(List<String> command) {
        var enter = List.of("sh", "-c", "echo $$ >\"$0\" && exec \"$@\"", group.resolve("cgroup.procs").toString());
        return Stream.concat(enter.stream(), command.stream()).toList();
    }

    @Override
    public void close() throws IOException {
        Files.delete(group);
    }
}
