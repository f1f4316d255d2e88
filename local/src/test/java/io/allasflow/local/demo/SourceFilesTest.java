package io.allasflow.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceFilesTest {
    @TempDir
    private Path home;

    @Test
    void takesFilesByNameAndDirectoriesByRelativePath() throws IOException {
        write("one/x.csv", "dir/a.csv", "dir/sub dir/ä #1.csv", "dir/.hidden", "dir/.git/config");
        var files = SourceFiles.collect(paths("one/x.csv", "dir", "dir/a.csv"));
        assertThat(files.byKey()).containsOnlyKeys("a.csv", "sub dir/ä #1.csv", "x.csv");
        assertThat(files.leftOut()).isEqualTo(2);
    }

    @Test
    void refusesTwoFilesForOneKey() throws IOException {
        write("one/x.csv", "two/x.csv");
        assertThatThrownBy(() -> SourceFiles.collect(paths("one", "two/x.csv"))).isInstanceOf(IOException.class)
                .hasMessageContaining("would both get the key x.csv");
    }

    @Test
    void refusesAKeyThatWouldBeAFileAndADirectory() throws IOException {
        write("one/x", "two/x/y.csv");
        assertThatThrownBy(() -> SourceFiles.collect(paths("one", "two"))).isInstanceOf(IOException.class)
                .hasMessageContaining("would be a file and a directory");
    }

    @Test
    void tellsWhatTheStoreCannotHoldAndTakesTheRest() throws IOException {
        var longName = "k".repeat(197) + ".csv";
        var longPath = ("d".repeat(200) + "/").repeat(5) + "k".repeat(30);
        write("dir/a.csv", "dir/" + longName, "dir/" + longPath, "dir/" + "k".repeat(196) + ".csv");
        var files = SourceFiles.collect(paths("dir"));
        assertThat(files.byKey()).containsOnlyKeys("a.csv", "k".repeat(196) + ".csv");
        assertThat(files.refused()).containsOnlyKeys(longName, longPath)
                .allSatisfy((_, reason) -> assertThat(reason).contains("Too long for the local S3 server"));
    }

    @Test
    void refusesWhatIsNotThereOrEmptyOrOurs() throws IOException {
        write("out/pipeline/raw.csv");
        Files.createDirectories(home.resolve("empty"));
        for (var argument : List.of("none", "empty", "out")) {
            assertThatThrownBy(() -> SourceFiles.collect(paths(argument))).as(argument)
                    .isInstanceOf(IOException.class).hasMessageContaining(home.resolve(argument).toString());
        }
    }

    private List<Path> paths(String... names) {
        return Stream.of(names).map(home::resolve).toList();
    }

    private void write(String... names) throws IOException {
        for (var file : paths(names)) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, "x");
        }
    }
}
