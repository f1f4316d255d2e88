package io.allasflow.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.allasflow.local.Demo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import picocli.CommandLine;

/// What `scripts/demo.sh` prints.
@DisabledIfEnvironmentVariable(named = "ALLASFLOW_TEST_ENDPOINT", matches = ".+", disabledReason = "it has a store of its own")
class DemoTest {
    private static final Path OUT = Path.of("target/endtoend/DemoTest").toAbsolutePath();
    private static final Path SAMPLES = Pipeline.HOME.resolve("samples/data");

    @Test
    void showsEverySampleAndASecondRunHasNothingToDo() throws IOException {
        Files.createDirectories(OUT.getParent());
        // What Excel keeps beside an open workbook; the settings leave it out.
        var lockFile = Files.writeString(OUT.resolveSibling("~$prices.xlsx"), "Aino");
        var shown = run("--out", OUT.toString(), SAMPLES.toString(), lockFile.toString());
        for (var sample : SamplesTest.expected().properties()) {
            var rows = sample.getValue().path("rows");
            var key = sample.getKey();
            var end = Pattern.quote(key.substring(Math.max(0, key.length() - 20)));
            var figures = rows.isMissingNode()
                    ? "- +- +- +- +[0-9.]+s rejected\n +"
                            + (sample.getValue().path("because").asText().equals("empty")
                                    ? "EMPTY_OBJECT"
                                    : "NOT_A_TABLE")
                    : rows.path("read") + " +" + rows.path("written") + " +" + rows.path("duplicates") + "/"
                            + rows.path("empty") + "/" + rows.path("rejected")
                            + " +[0-9.]+ +[0-9.]+s done(?:, warn)?\n";
            assertThat(shown).containsPattern("(?m)^\\S?.*" + end + " +" + figures);
        }
        assertThat(shown).contains("datasets: 9, 6 summarized, 2 rejected, 1 excluded")
                .contains("rows:     38604 in, 38428 out");
        assertThat(OUT.resolve("demo/pipeline/reports/index.html")).exists();
        assertThat(shown.lines().filter(line -> !line.contains(OUT.toString()))).allMatch(line -> line.length() <= 80);

        assertThat(run("--keep", "--out", OUT.toString(), SAMPLES.toString(), lockFile.toString()))
                .contains("Nothing to do: all objects (8) are up to date, excluded: 1.");
    }

    private static String run(String... arguments) {
        var console = System.out;
        var captured = new ByteArrayOutputStream();
        System.setOut(new PrintStream(captured, true, StandardCharsets.UTF_8));
        try {
            System.setProperty("allasflow.home", Pipeline.HOME.toString());
            assertThat(new CommandLine(new Demo()).execute(arguments)).isZero();
        } finally {
            System.setOut(console);
        }
        return captured.toString(StandardCharsets.UTF_8);
    }
}
