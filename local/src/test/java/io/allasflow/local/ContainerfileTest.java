package io.allasflow.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.allasflow.local.demo.FunctionProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ContainerfileTest {
    @Test
    void imagesRunTheJvmThatTheirCachesWereTrainedWith() throws IOException {
        assertThat(Files.readString(Path.of("../Containerfile")))
                .contains("ENV JAVA_TOOL_OPTIONS=\"" + String.join(" ", FunctionProcess.JVM_OPTIONS) + "\"");
    }
}
