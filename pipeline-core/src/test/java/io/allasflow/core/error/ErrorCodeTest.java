package io.allasflow.core.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ErrorCodeTest {
    @Test
    void the_documentation_lists_every_code() throws IOException {
        var rows = Files.readAllLines(Path.of("../docs/errors.md")).stream().filter(line -> line.startsWith("| `"));
        assertThat(rows).containsExactlyElementsOf(Arrays.stream(ErrorCode.values()).map(ErrorCodeTest::row).toList());
    }

    private static String row(ErrorCode code) {
        var kind = code.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return "| `%s` | %s | %s |".formatted(code, kind, code.advice());
    }
}
