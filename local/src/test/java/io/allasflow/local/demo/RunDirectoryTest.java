package io.allasflow.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {
    @TempDir
    private Path home;

    @Test
    void wipesOnlyItsOwnAndOnlyUnlessKept() throws IOException {
        var path = home.resolve("out");
        RunDirectory.open(path, false).close();
        var object = Files.createDirectories(path.resolve("demo/a")).resolve("b.csv");
        Files.writeString(object, "x");
        RunDirectory.open(path, true).close();
        assertThat(object).exists();
        RunDirectory.open(path, false).close();
        assertThat(path.resolve("demo")).doesNotExist();
        assertThat(path.resolve("logs")).isEmptyDirectory();
    }

    @Test
    void leavesADirectoryOfSomeoneElse() throws IOException {
        Files.writeString(home.resolve("thesis.txt"), "years of work");
        assertThatThrownBy(() -> RunDirectory.open(home, false)).isInstanceOf(IOException.class)
                .hasMessageContaining("was not made by this demo");
        assertThatThrownBy(() -> RunDirectory.open(home, true)).isInstanceOf(IOException.class);
        assertThat(home).isDirectoryContaining(file -> file.endsWith("thesis.txt"));
    }

    @Test
    void wipesALinkRatherThanWhatItLeadsTo() throws IOException {
        var other = Files.writeString(Files.createDirectories(home.resolve("other")).resolve("file"), "x");
        var path = home.resolve("out");
        RunDirectory.open(path, false).close();
        Files.createSymbolicLink(path.resolve("link"), other.getParent());
        RunDirectory.open(path, false).close();
        assertThat(path.resolve("link")).doesNotExist();
        assertThat(other).exists();
    }

    @Test
    void isForOneRunAtATime() throws IOException {
        var path = home.resolve("out");
        try (var _ = RunDirectory.open(path, false)) {
            assertThatThrownBy(() -> RunDirectory.open(path, true)).isInstanceOf(IOException.class)
                    .hasMessageContaining("Another run is using");
        }
    }
}
