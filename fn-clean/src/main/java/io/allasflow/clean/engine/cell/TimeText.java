package io.allasflow.clean.engine.cell;

/// Reads a time of day: hours and minutes, perhaps seconds and a fraction, perhaps AM or PM; then, if asked, a zone:
/// `Z`, `UTC`, `GMT` or an offset. Holds the last one read.
final class TimeText {
    private static final int LOCAL = Integer.MIN_VALUE;
    /// The largest that java.time and PostgreSQL take, or nearly.
    private static final int MOST_OFFSET_MINUTES = 18 * 60;

    private int hour;
    private int minute;
    private int second;
    private String fraction = "";
    private int offset = LOCAL;
    private boolean isTwelveHour;

    void clear() {
        hour = 0;
        minute = 0;
        second = 0;
        fraction = "";
        offset = LOCAL;
        isTwelveHour = false;
    }

    boolean isTwelveHour() {
        return isTwelveHour;
    }

    boolean isZoned() {
        return offset != LOCAL;
    }

    /// @param isDotted whether `10.15` is a time too
    boolean read(Cursor cursor, boolean isDotted) {
        clear();
        if (cursor.digits(2) == 0) {
            return false;
        }
        hour = cursor.number();
        var mark = isDotted && cursor.peek(0) == '.' ? '.' : ':';
        if (!cursor.skip(mark) || cursor.digits(2) != 2) {
            return false;
        }
        minute = cursor.number();
        if (cursor.skip(mark)) {
            if (cursor.digits(2) != 2) {
                return false;
            }
            second = cursor.number();
            if (!fraction(cursor)) {
                return false;
            }
        }
        return half(cursor) && hour < 24 && minute < 60 && second < 60;
    }

    /// `101500`, `1015`
    boolean readBasic(Cursor cursor) {
        clear();
        if (cursor.digits(2) != 2) {
            return false;
        }
        hour = cursor.number();
        if (cursor.digits(2) != 2) {
            return false;
        }
        minute = cursor.number();
        var digits = cursor.digits(2);
        second = cursor.number();
        return digits != 1 && (digits == 0 || fraction(cursor)) && hour < 24 && minute < 60 && second < 60;
    }

    /// The rest of the text must be a zone, or there must be no rest.
    boolean readZone(Cursor cursor) {
        if (cursor.atEnd()) {
            return true;
        }
        cursor.skip(' ');
        if (cursor.skip("Z") || cursor.skip("UTC") || cursor.skip("GMT")) {
            offset = 0;
            return cursor.atEnd();
        }
        var sign = cursor.skip('+') ? 1 : cursor.skip('-') || cursor.skip('\u2212') ? -1 : 0;
        if (sign == 0 || cursor.digits(2) != 2) {
            return false;
        }
        var minutes = cursor.number() * 60;
        if (!cursor.atEnd()) {
            cursor.skip(':');
            if (cursor.digits(2) != 2 || cursor.number() > 59) {
                return false;
            }
            minutes += cursor.number();
        }
        offset = sign * minutes;
        return cursor.atEnd() && minutes <= MOST_OFFSET_MINUTES;
    }

    /// `HH:mm:ss`, the fraction as it was, the zone as `Z` or `+02:00`.
    StringBuilder write(StringBuilder iso) {
        pad(iso, hour, 2).append(':');
        pad(iso, minute, 2).append(':');
        pad(iso, second, 2).append(fraction);
        if (offset == 0) {
            iso.append('Z');
        } else if (offset != LOCAL) {
            pad(iso.append(offset < 0 ? '-' : '+'), Math.abs(offset) / 60, 2).append(':');
            pad(iso, Math.abs(offset) % 60, 2);
        }
        return iso;
    }

    static StringBuilder pad(StringBuilder text, int number, int width) {
        for (var limit = width == 4 ? 1000 : 10; limit > number && limit > 1; limit /= 10) {
            text.append('0');
        }
        return text.append(number);
    }

    private boolean fraction(Cursor cursor) {
        if (cursor.skip('.') || cursor.skip(',')) {
            var start = cursor.at();
            if (cursor.digits(9) == 0) {
                return false;
            }
            fraction = "." + cursor.since(start);
        }
        return true;
    }

    /// AM or PM, if there.
    private boolean half(Cursor cursor) {
        var start = cursor.at();
        cursor.skip(' ');
        var isAfternoon = cursor.skip("PM") || cursor.skip("p.m.");
        if (!isAfternoon && !cursor.skip("AM") && !cursor.skip("a.m.")) {
            cursor.backTo(start);
            return true;
        }
        isTwelveHour = true;
        var isHour = hour >= 1 && hour <= 12;
        hour = hour % 12 + (isAfternoon ? 12 : 0);
        return isHour;
    }
}
