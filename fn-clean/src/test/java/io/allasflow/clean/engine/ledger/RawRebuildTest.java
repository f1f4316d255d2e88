package io.allasflow.clean.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RawRebuildTest {
    private static final String QUALITY = """
            {"rows": {"read": 3, "written": 2}, "changes": {"WHITE_SPACE": 1, "X": 1, "D": 1}, "columns": [{"name": "b", "sourceName": " B", "position": 2}],
             "droppedColumns": [{"name": "a", "sourceName": "A", "position": 1}]}""";
    private static final String CLEANED = "b,is_outlier\n1,false\n3,false\n";
    private static final String CHANGES = "row,column,old,new,reason\n3,b, NA ,NA,WHITE_SPACE\n3,b,NA,3,X\n3,a,x,,D\n";
    private static final String REJECTED = "row,reason,detail,raw\n2,EMPTY_ROW,,\"\"\"\"\",\"\n";

    @Test
    void merges_what_cleaning_wrote() throws IOException {
        assertThat(rebuild(QUALITY, CLEANED, CHANGES, REJECTED)).isEqualTo("A,\" B\"\n\"\",1\n\"\",\nx,\" NA \"\n");
    }

    /// Each replaces one text in one of the four.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "read": 3          | "read": 4        | row 4 is neither whole in the cleaned table nor among
            "read": 3          | "read": 2        | lines of the cleaned table are about rows that are not
            "name": "b"        | "name": "c"      | the cleaned table should start with the columns [c]
            "position": 1      | "position": 2    | the quality report does not list every column once
            3,b,NA,3,X         | 3,c,NA,3,X       | the change log has a column that the quality report does not list
            3,b,NA,3,X         | 2,b,NA,3,X       | lines of the change log are about rows
            3,b,NA,3,X         | x,b,NA,3,X       | a line of the change log has no row number
            2,EMPTY_ROW        | 9,EMPTY_ROW      | row 3 is neither whole
            row,reason         | reason,row       | the rejected rows should start
            "written": 2       | "written": 1     | the cleaned table has 2 rows where the quality report has 1
            "X": 1             | "X": 2           | the change log has {D=1, WHITE_SPACE=1, X=1} where the quality report has
            "X": 1             | "Y": 1           | where the quality report has {D=1, WHITE_SPACE=1, Y=1}
            "changes"          | "charges"        | the quality report lists no columns, rows or changes
            {"rows"            | ["rows"          | the quality report is not one
            """)
    void tells_what_does_not_fit(String text, String other, String problem) {
        assertThatThrownBy(() -> rebuild(QUALITY.replace(text, other), CLEANED.replace(text, other),
                CHANGES.replace(text, other), REJECTED.replace(text, other)))
                .isInstanceOf(LedgerException.class).hasMessageContaining(problem);
    }

    /// What is left is whole gzip members, so unpacking it tells nothing.
    @Test
    void tells_a_change_log_that_is_cut_between_members() throws IOException {
        var members = CHANGES.split("(?<=\n)");
        var log = new ByteArrayOutputStream();
        for (var kept = 0; kept < members.length; kept++) {
            log.write(zipped(members[kept]));
            if (kept < members.length - 1) {
                assertThatThrownBy(() -> rebuild(QUALITY, CLEANED, log.toByteArray(), REJECTED))
                        .isInstanceOf(LedgerException.class).hasMessageStartingWith("the change log has {");
            }
        }
        assertThat(rebuild(QUALITY, CLEANED, log.toByteArray(), REJECTED)).startsWith("A,");
    }

    /// Both versions have the same rows and columns.
    @Test
    void tells_the_change_log_of_another_version() {
        assertThatThrownBy(
                () -> rebuild(QUALITY, CLEANED, "row,column,old,new,reason\n1,b, 1,1,WHITE_SPACE\n", REJECTED))
                .isInstanceOf(LedgerException.class).hasMessageStartingWith("the change log has {WHITE_SPACE=1}");
    }

    private static String rebuild(String quality, String cleaned, String changes, String rejected) throws IOException {
        return rebuild(quality, cleaned, zipped(changes), rejected);
    }

    private static byte[] zipped(String text) throws IOException {
        var zipped = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(zipped)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return zipped.toByteArray();
    }

    private static String rebuild(String quality, String cleaned, byte[] changes, String rejected) throws IOException {
        var raw = new ByteArrayOutputStream();
        RawRebuild.rebuild(stream(quality), stream(cleaned), new ByteArrayInputStream(changes),
                stream(rejected), raw);
        return raw.toString(StandardCharsets.UTF_8);
    }

    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
