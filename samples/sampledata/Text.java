package sampledata;

import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Numbers and times as text.
final class Text {
    static final Charset UTF_8 = StandardCharsets.UTF_8;
    static final DateTimeFormatter ISO_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    static final DateTimeFormatter FINNISH_TIME = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm", Locale.ROOT);
    static final DateTimeFormatter FINNISH_DATE = DateTimeFormatter.ofPattern("d.M.yyyy", Locale.ROOT);

    private Text() {}

    static String padded(long value, int digits) {
        String text = Long.toString(value);
        return "0".repeat(digits - text.length()) + text;
    }

    static String decimal(long hundredths, char point) {
        return decimal(hundredths, point, 2);
    }

    static String decimal(long unscaled, char point, int decimals) {
        return BigDecimal.valueOf(unscaled, decimals).toPlainString().replace('.', point);
    }
}
