package io.allasflow.clean.engine.column;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class ColumnNamesTest {
    @Test
    void a_taken_name_gets_the_first_free_suffix() {
        assertThat(new ColumnNames().clean(List.of("a", "a_3", "A", "a", "a_2", "a", "", "")))
                .containsExactly("a", "a_3", "a_2", "a_4", "a_2_2", "a_5", "column_7", "column_8");
        assertThat(ColumnNames.unique("a", List.of("a", "a_2", "b"))).isEqualTo("a_3");
    }

    /// Some minutes, if each name tried every suffix.
    @Test
    void many_equal_names_take_linear_time() {
        var names = Assertions.assertTimeout(Duration.ofSeconds(20),
                () -> new ColumnNames().clean(Collections.nCopies(100_000, "a")));

        assertThat(names).doesNotHaveDuplicates().startsWith("a", "a_2", "a_3").endsWith("a_100000");
    }
}
