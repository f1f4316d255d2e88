package io.allasflow.clean.engine.column;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeclaredFormatTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            date     | d.M.yyyy               | 31.12.2020                  | 2020-12-31
            date     | d.M.yyyy               | 31.2.2020                   | -
            date     | d.M.yyyy               | 31.12.2020 x                | -
            date     | d.M.yy                 | 1.2.03                      | 2003-02-01
            date     | yyyyMMdd               | 20200229                    | 2020-02-29
            date     | d MMM yyyy             | 3 MAR 2024                  | 2024-03-03
            date     | yyyy-MM-dd HH:mm       | 2020-01-31 00:00            | 2020-01-31
            date     | yyyy-MM-dd HH:mm       | 2020-01-31 00:01            | -
            date     | HH:mm                  | 10:00                       | -
            datetime | yyyy-MM-dd             | 2020-01-31                  | 2020-01-31T00:00:00
            datetime | yyyy-MM-dd HH:mm XXX   | 2020-01-31 10:00 +02:00     | 2020-01-31T10:00:00+02:00
            datetime | yyyy-MM-dd HH:mm VV    | 2020-07-31 10:00 Europe/Helsinki | 2020-07-31T10:00:00+03:00
            datetime | yyyy-MM-dd h:mm:ss.SSS a | 2020-01-31 9:00:01.250 pm | 2020-01-31T21:00:01.25
            time     | HHmm                   | 0915                        | 09:15:00
            time     | HHmm                   | 2400                        | -
            datetime | epoch_seconds          | 0                           | 1970-01-01T00:00:00Z
            datetime | epoch_seconds          | -0.5                        | 1969-12-31T23:59:59.5Z
            datetime | epoch_seconds          | 253402300799                | 9999-12-31T23:59:59Z
            datetime | epoch_seconds          | 253402300800                | -
            datetime | epoch_seconds          | 1e9                         | -
            datetime | epoch_seconds          | 5 €                         | -
            datetime | epoch_seconds          | 1.0000000001                | -
            datetime | epoch_millis           | 1612137600123               | 2021-02-01T00:00:00.123Z
            datetime | epoch_millis           | 1.5                         | 1970-01-01T00:00:00.0015Z
            """)
    void writes_iso(String type, String format, String text, String iso) {
        var canonical = DeclaredFormat.of(ColumnType.valueOf(type.toUpperCase(Locale.ROOT)), format)
                .canonical(text);

        assertThat(canonical).isEqualTo(iso);
    }
}
