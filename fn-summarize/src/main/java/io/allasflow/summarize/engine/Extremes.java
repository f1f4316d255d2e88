package io.allasflow.summarize.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;

/// The least and the greatest cell of a column, as exact as the cell itself.
final class Extremes {
    /// Longer digits may be beyond 64 bits.
    private static final int LONG_DIGITS = 18;

    private final ColumnType type;
    private String least;
    private String greatest;
    private double leastPoint;
    private double greatestPoint;

    Extremes(ColumnType type) {
        this.type = type;
    }

    void add(String cell, double point) {
        if (least == null || compare(cell, point, least, leastPoint) < 0) {
            least = cell;
            leastPoint = point;
        }
        if (greatest == null || compare(cell, point, greatest, greatestPoint) > 0) {
            greatest = cell;
            greatestPoint = point;
        }
    }

    JsonNode min() {
        return node(least, leastPoint);
    }

    JsonNode max() {
        return node(greatest, greatestPoint);
    }

    /// Integers beyond 2^53 may share a double: their digits decide.
    private int compare(String cell, double point, String other, double otherPoint) {
        if (point != otherPoint || type != ColumnType.INTEGER || cell.length() < LONG_DIGITS - 2) {
            return point < otherPoint ? -1 : point > otherPoint ? 1 : 0;
        }
        var magnitude = cell.length() != other.length() ? cell.length() - other.length() : cell.compareTo(other);
        return cell.charAt(0) == '-' ? -magnitude : magnitude;
    }

    private JsonNode node(String cell, double point) {
        if (cell == null) {
            return null;
        }
        return switch (type) {
            case INTEGER -> integer(cell);
            case DECIMAL -> Double.isFinite(point) ? DoubleNode.valueOf(point) : TextNode.valueOf(cell);
            case DATE, DATETIME, TIME, BOOLEAN, TEXT -> TextNode.valueOf(cell);
        };
    }

    private static JsonNode integer(String cell) {
        if (cell.length() <= LONG_DIGITS + 2) {
            try {
                return LongNode.valueOf(Long.parseLong(cell));
            } catch (NumberFormatException beyond64Bits) {
                return TextNode.valueOf(cell);
            }
        }
        return TextNode.valueOf(cell);
    }
}
