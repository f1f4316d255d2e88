package io.allasflow.ingest.engine.dialect;

import io.allasflow.ingest.engine.record.Row;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// A row under the names that tells what the columns are measured in.
final class Units {
    private static final Set<String> KNOWN = Set.of("€", "$", "£", "¥", "eur", "usd", "gbp", "sek", "nok", "dkk", "chf",
            "%",
            "‰", "ppm", "ppb", "kg", "g", "mg", "µg", "μg", "ug", "t", "m", "cm", "mm", "µm", "μm", "nm", "km", "ha",
            "l", "dl",
            "cl", "ml", "s", "sec", "ms", "min", "h", "hr", "yr", "°", "°c", "ºc", "degc", "c", "°f", "k",
            "pa", "hpa",
            "kpa", "mpa", "bar", "mbar", "v", "mv", "kv", "ma", "w", "kw", "mw", "gw", "wh", "kwh", "mwh", "gwh", "twh",
            "j",
            "kj", "mj", "kcal", "hz", "khz", "mhz", "kn", "mol", "mmol", "lx", "lm", "db", "rad", "deg", "pcs",
            "kpl",
            "ph", "ntu", "psu", "kb", "mb", "gb");
    private static final Pattern BRACKETS = Pattern.compile("[\\[(](.*)[\\])]");
    /// Between the units of a product or quotient, and powers.
    private static final Pattern JOINTS = Pattern.compile("[/·*. ]|[\\^]?[-−]?[0-9]|[⁻¹²³]");

    private Units() {}

    /// Whether the second record is such a row: only units, over values, and over at least half of the columns with values.
    static boolean areSecond(List<Row> records, int width) {
        return maybeSecond(records, width) && records.get(1).cells().stream()
                .filter(cell -> !cell.isBlank()).allMatch(Units::isUnit);
    }

    /// Whether it could be one: it holds texts, all of them over values, and over at least half of the columns with values.
    static boolean maybeSecond(List<Row> records, int width) {
        if (records.size() < 3 || !isFull(records.getFirst(), width) || records.get(1).size() != width) {
            return false;
        }
        var units = records.get(1).cells();
        var below = records.subList(2, records.size());
        var over = IntStream.range(0, width).filter(column -> Header.usual(below, column).isValue()).boxed().toList();
        var told = IntStream.range(0, width).filter(column -> !units.get(column).isBlank()).boxed().toList();
        return !told.isEmpty() && over.containsAll(told) && told.size() * 2 >= over.size()
                && told.stream().allMatch(column -> CellKind.of(units.get(column)) == CellKind.TEXT);
    }

    private static boolean isFull(Row names, int width) {
        return names.size() == width && CellKind.areNames(names.cells());
    }

    private static boolean isUnit(String cell) {
        var text = cell.strip().toLowerCase(Locale.ROOT);
        var bracketed = BRACKETS.matcher(text);
        if (bracketed.matches()) {
            return bracketed.group(1).length() <= 12;
        }
        var parts = JOINTS.splitAsStream(text).filter(part -> !part.isEmpty()).toList();
        return !parts.isEmpty() && KNOWN.containsAll(parts);
    }
}
