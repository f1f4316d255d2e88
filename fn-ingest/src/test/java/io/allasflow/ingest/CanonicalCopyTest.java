package io.allasflow.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.layout.Output;
import io.allasflow.core.stage.StageWork;
import io.allasflow.core.store.MemoryObjectStore;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A large object that is canonical CSV to its last byte is copied, and nothing else is.
@Tag("slow")
class CanonicalCopyTest {
    private static final String ROW = "1,\"a, ä\",2.5\n";
    private static final int LARGE = (8 << 20) / ROW.length() + 1;

    private String failing;
    private final List<String> calls = new ArrayList<>();
    private final MemoryObjectStore store = new MemoryObjectStore() {
        @Override
        protected void beforeCall(String call) {
            calls.add(call);
            if (failing != null && call.startsWith(failing)) {
                throw new PipelineException(ErrorCode.STORE_UNAVAILABLE, "down");
            }
        }
    };

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            id,name,value | '3,x,1\\n'       | true
            id,name,value | '3,,\\n'         | true
            id,name,value | '"3",x,1\\n'     | false
            id,name,value | '3,x,1\\r\\n'    | false
            id,name,value | '3,x,1'          | false
            id,name,value | '3,x,1\\n\\n'    | false
            id,name,value | '3,x\\n'         | true
            id,name,value | '3,"x"x,1\\n'    | false
            id,"name",value | '3,x,1\\n'     | false
            """)
    void is_copied_only_if_it_is_the_same(String header, String end, boolean copied) throws IOException {
        var text = header + "\n" + ROW.repeat(LARGE) + end.replace("\\n", "\n").replace("\\r", "\r");
        var raw = ingest(text, StandardCharsets.UTF_8);

        assertThat(calls.stream().anyMatch(call -> call.startsWith("COPY "))).isEqualTo(copied);
        if (copied) {
            assertThat(raw).isEqualTo(text);
        } else {
            assertThat(raw).startsWith("id,name,value\n" + ROW).isNotEqualTo(text);
        }
        assertThat(store.head(Ingested.LAYOUT.output(Output.RAW, "shop/events")).orElseThrow().metadata())
                .containsEntry("source-key", "shop/events.csv");
    }

    @ParameterizedTest
    @CsvSource({"id;name;value, UTF-8, 700000", "'id,name,value', windows-1252, 700000", "'id,name,value', UTF-8, 10"})
    void is_written_where_it_need_not_be_proved(String header, Charset charset, int rows) throws IOException {
        var row = header.contains(";") ? ROW.replace(',', ';') : ROW;
        var raw = ingest(header + "\n" + row.repeat(rows), charset);

        assertThat(calls).noneMatch(call -> call.startsWith("COPY "));
        assertThat(raw).hasLineCount(rows + 1);
    }

    @Test
    void is_written_if_the_store_cannot_copy_it() throws IOException {
        failing = "COPY ";
        var text = "id,name,value\n" + ROW.repeat(LARGE);

        assertThat(ingest(text, StandardCharsets.UTF_8)).isEqualTo(text);
        assertThat(calls).anyMatch(call -> call.startsWith("COPY ")).anyMatch(call -> call.startsWith("PUT "));
    }

    private String ingest(String text, Charset charset) throws IOException {
        store.put(Ingested.LAYOUT.source(Ingested.KEY), text.getBytes(charset));
        var made = (StageWork.Made) Ingested.run(store, null);
        var raw = store.text(made.main().ref());
        assertThat(made.rows()).isEqualTo(raw.lines().count() - 1);
        assertThat(made.facts().path("columns").asInt()).isEqualTo(3);
        return raw;
    }
}
