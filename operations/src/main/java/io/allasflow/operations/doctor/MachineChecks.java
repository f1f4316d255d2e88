package io.allasflow.operations.doctor;

import io.allasflow.operations.Terminal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The programs that the scripts start.
final class MachineChecks {
    private final Findings findings;
    private final List<Path> folders;

    MachineChecks(Findings findings, Terminal terminal) {
        this.findings = findings;
        folders = Stream.of(terminal.variable("PATH").split(":")).filter(folder -> !folder.isEmpty()).map(Path::of)
                .toList();
    }

    void check(boolean cluster) {
        findings.ok("Java " + Runtime.version());
        if (isThere("curl")) {
            findings.ok("curl");
        } else {
            findings.note("curl is missing, which scripts/send-event.sh needs.", "Install it: apt-get install curl.");
        }
        if (!cluster) {
            return;
        }
        if (isThere("kubectl")) {
            findings.ok("kubectl");
        } else if (isThere("oc")) {
            findings.note("kubectl is missing, which the scripts deploy with.",
                    "Link it to oc, which does the same: ln -s $(command -v oc) ~/.local/bin/kubectl.");
        } else {
            findings.fail("kubectl is missing, which the scripts deploy with.",
                    "Install it: https://kubernetes.io/docs/tasks/tools/.");
        }
    }

    private boolean isThere(String program) {
        return folders.stream().anyMatch(folder -> Files.isExecutable(folder.resolve(program)));
    }
}
