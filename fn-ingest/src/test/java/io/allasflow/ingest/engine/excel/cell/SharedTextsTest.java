package io.allasflow.ingest.engine.excel.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.allasflow.core.error.ErrorCode;
import io.allasflow.ingest.engine.RefusedSourceException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharedTextsTest {
    @Test
    void gives_back_each_text_also_over_the_edges_of_blocks() throws Exception {
        var texts = new SharedTexts();
        var expected = List.of("", "a", "ä".repeat(700_000), "", "b".repeat((1 << 20) - 1 - 400_000), "", "cd",
                "\ud83d\ude00".repeat(600_000), "");
        for (var text : expected) {
            texts.add(text);
        }
        for (int i = 0; i < expected.size(); i++) {
            assertThat(texts.get(i)).isEqualTo(expected.get(i));
        }
        assertThatThrownBy(() -> texts.get(expected.size())).isInstanceOf(RefusedSourceException.class);
        assertThatThrownBy(() -> texts.get(-1)).isInstanceOf(RefusedSourceException.class);
    }

    @Test
    void is_bounded() {
        assertThatThrownBy(() -> {
            var texts = new SharedTexts();
            for (int i = 0; i < 65; i++) {
                texts.add("a".repeat(1 << 20));
            }
        }).isInstanceOfSatisfying(RefusedSourceException.class,
                e -> assertThat(e.code()).isEqualTo(ErrorCode.TOO_COMPLEX));
        assertThatThrownBy(() -> {
            var texts = new SharedTexts();
            for (int i = 0; i < 1 << 25; i++) {
                texts.add("");
            }
        }).isInstanceOf(RefusedSourceException.class);
    }
}
