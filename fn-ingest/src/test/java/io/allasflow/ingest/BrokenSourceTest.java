package io.allasflow.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.allasflow.ingest.engine.dialect.TextSettings;
import io.allasflow.ingest.engine.text.TextEncoding;
import io.allasflow.ingest.engine.text.TextTable;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The store's failure is nothing that is wrong with the text: it is tried again.
class BrokenSourceTest {
    @ParameterizedTest
    @ValueSource(strings = {"id,name\n1,Aino\n", "id,name\n1,\"Aino\n", "id,name\n1,\"Ai\"no\n",
        "Dear Sir, we thank you for the letter.\nIt has come.\n"})
    void is_passed_on(String text) throws Exception {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        var encoding = TextEncoding.candidates(bytes, null).getFirst();
        var table = TextTable.detect(bytes, false, encoding, TextSettings.AUTO);
        var broken = new EOFException("connection");
        for (int length = 0; length <= bytes.length; length++) {
            var in = new SequenceInputStream(new ByteArrayInputStream(bytes, 0, length), failing(broken));

            assertThatThrownBy(() -> table.copy(in, OutputStream.nullOutputStream())).isSameAs(broken);
        }
        assertThat(table.copy(new ByteArrayInputStream(bytes), OutputStream.nullOutputStream()).rows()).isPositive();
    }

    private static InputStream failing(IOException failure) {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                throw failure;
            }
        };
    }
}
