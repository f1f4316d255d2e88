package io.allasflow.summarize.publish;

import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Rows in the text format of PostgreSQL's COPY, checked for what the database would refuse or alter. Holds what was not
/// [#taken] yet. No message repeats a cell.
final class CopyText {
    /// Shorter ones cannot be beyond the limits of `numeric`, unless they have an exponent.
    private static final int ORDINARY_DIGITS = 1_000;
    private static final int MOST_WHOLE_DIGITS = 131_072;
    private static final int MOST_FRACTION_DIGITS = 16_383;

    private final List<PublishedColumn> columns;
    private final StringBuilder text = new StringBuilder();
    private long rows;

    CopyText(List<PublishedColumn> columns) {
        this.columns = columns;
    }

    /// Rows so far.
    long rows() {
        return rows;
    }

    /// Characters held.
    int length() {
        return text.length();
    }

    void add(List<String> cells) {
        rows++;
        for (var i = 0; i < columns.size(); i++) {
            if (i > 0) {
                text.append('\t');
            }
            add(columns.get(i), cells.get(i));
        }
        text.append('\n');
    }

    /// What is held, which is held no longer.
    ByteBuffer taken() {
        try {
            // Reports half of a surrogate pair instead of writing a question mark.
            var bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            text.setLength(0);
            return bytes;
        } catch (CharacterCodingException e) {
            throw new PipelineException(ErrorCode.PUBLISH_UNSUITABLE,
                    "a cell of the rows up to " + rows + " is no Unicode text", e);
        }
    }

    private void add(PublishedColumn column, String cell) {
        if (cell == null) {
            text.append("\\N");
            return;
        }
        switch (column.type()) {
            case BIGINT, BOOLEAN, DOUBLE, TIME, TEXT -> escape(column, cell);
            case NUMERIC -> {
                checkNumeric(column, cell);
                text.append(cell);
            }
            case DATE, TIMESTAMP -> escape(column, PostgresTime.local(cell));
            case TIMESTAMP_WITH_TIME_ZONE -> escape(column, PostgresTime.zoned(cell));
        }
    }

    private void escape(PublishedColumn column, String cell) {
        for (var i = 0; i < cell.length(); i++) {
            var c = cell.charAt(i);
            switch (c) {
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                case '\0' -> throw unsuitable(column, "holds a NUL character");
                default -> text.append(c);
            }
        }
    }

    private void checkNumeric(PublishedColumn column, String cell) {
        if (cell.length() < ORDINARY_DIGITS && cell.indexOf('e') < 0 && cell.indexOf('E') < 0) {
            return;
        }
        try {
            var number = new BigDecimal(cell);
            if (number.scale() <= MOST_FRACTION_DIGITS
                    && (long) number.precision() - number.scale() <= MOST_WHOLE_DIGITS) {
                return;
            }
        } catch (NumberFormatException beyondInteger) {
            // Its exponent has more digits than a whole number of Java.
        }
        throw unsuitable(column, "holds a number beyond those of PostgreSQL");
    }

    private PipelineException unsuitable(PublishedColumn column, String problem) {
        return new PipelineException(ErrorCode.PUBLISH_UNSUITABLE,
                "row " + rows + ", column '" + column.name() + "' " + problem);
    }
}
