package io.allasflow.ingest.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NotificationTest {
    /// Objects as `bucket: key | another key it may have`.
    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            ceph-pacific      ; 1  ; data: a ä/1 + %20 #.csv | a ä/1     #.csv
            ceph-with-prefix  ; 1  ; data: a.csv
            ceph-synced       ; 1  ; data: a.csv
            ceph-removed      ; 1  ; ``
            minio             ; 1  ; data: a ä/1 + %20 #.csv | a+%C3%A4%2F1+%2B+%2520+%23.csv
            aws               ; 1  ; data: a ä/1 + %20 #.csv | a+%C3%A4/1+%2B+%2520+%23.csv
            aws-test          ; 0  ; ``
            several           ; 12 ; data: a.csv, other: a.csv
            structured        ; 1  ; data: a.csv
            structured-record ; 1  ; data: a.csv
            structured-base64 ; 1  ; data: x/a.csv | x%2Fa.csv
            not-encoded       ; 1  ; data: 100%.csv
            """)
    void tells_what_was_written(String name, int records, String objects) throws IOException {
        try (var in = NotificationTest.class.getResourceAsStream("/notifications/" + name + ".json")) {
            var notification = Notification.parse(in.readAllBytes());
            assertThat(notification.records()).isEqualTo(records);
            assertThat(notification.created().stream()
                    .map(written -> written.bucket() + ": " + String.join(" | ", written.keys()))
                    .collect(Collectors.joining(", "))).isEqualTo(objects);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null", "7", "\"x\"", "[]", "{}", "{\"Records\":{}}", "{\"Records\":null}",
        "{\"Records\":[]", "{\"Records\":[]} x", "{\"specversion\":\"1.0\"}", "{\"specversion\":\"1.0\",\"data\":7}",
        "{\"specversion\":\"1.0\",\"data_base64\":\"*\"}", "{\"specversion\":\"1.0\",\"data_base64\":{}}",
        "{\"specversion\":\"1.0\",\"data_base64\":\"\"}", "{\"s3\":[]}", "\u0000"})
    void refuses_what_is_none(String body) {
        assertRefused(body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"Records\":", "{\"Records\":[{\"s3\":"})
    void refuses_what_is_nested_without_end(String start) {
        assertRefused(start.repeat(60_000));
    }

    private static void assertRefused(String body) {
        assertThatThrownBy(() -> Notification.parse(body.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(PipelineException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_EVENT));
    }
}
