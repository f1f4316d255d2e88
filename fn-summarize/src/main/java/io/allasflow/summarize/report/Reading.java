package io.allasflow.summarize.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.allasflow.core.status.ReadingNotes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// How the source was read, in plain words: what fn-ingest decided, and what may deserve a look.
///
/// @param summary the gist, in a line
/// @param doubtful whether something was ambiguous, damaged or assumed
/// @param notes what must be seen without opening anything
public record Reading(String summary, boolean doubtful, List<String> notes, List<Fact> facts) {
    /// @param details lines of the source, or reasons
    public record Fact(String label, String text, List<String> details) {}

    private static final int MOST_DETAILS = 5;
    private static final int LONGEST_WORD = 60;
    private static final int LONGEST_DETAIL = 200;
    private static final int LONGEST_NOTE = 800;

    /// Null where nothing is told.
    static Reading of(JsonNode told) {
        var format = format(told);
        if (format == null) {
            return null;
        }
        var facts = new ArrayList<Fact>();
        add(facts, "Format", format + packed(told));
        add(facts, "Sheet", sheet(told));
        add(facts, "Encoding", word(told, "encoding"));
        add(facts, "Delimiter", delimiter(told));
        add(facts, "Quotes", quotes(told));
        add(facts, "Header", header(told));
        facts.add(new Fact("Before the table", lines(told.path("skippedLines").asLong(), "left out of it"),
                texts(told.path("preamble"))));
        facts.add(new Fact("After the table", count(told, "footerRows", "row that is no data", "rows that are no data"),
                texts(told.path("footer"))));
        facts.add(new Fact("Further tables",
                count(told.path("stackedTables").size(), "below the first one; its rows follow"
                        + " among the rows"),
                told.path("stackedTables").valueStream().limit(MOST_DETAILS)
                        .map(table -> "line " + Display.count(table.path("line").asLong())).toList()));
        facts.add(new Fact("Damaged rows", count(told, "damagedRows", "row, read by itself with all its text",
                "rows, each read by itself with all its text"), damaged(told)));
        add(facts, "Other delimiter", count(told, "otherDelimiterRows", "row that another delimiter would divide",
                "rows that another delimiter would divide"));
        add(facts, "Odd characters", count(told, "nulCharacters", "NUL character, kept", "NUL characters, kept"));
        add(facts, "Formulas", count(told, "formulasWithoutValue", "cell is empty as no program has calculated it",
                "cells are empty as no program has calculated them"));
        add(facts, "Names used twice", count(told, "duplicateNames", "time; each value has a column of its own",
                "times; each value has a column of its own"));
        facts.add(new Fact("Could be otherwise", told.path("ambiguous").isEmpty() ? null : "",
                texts(told.path("ambiguous"))));
        add(facts, "Confidence", confidence(told));
        facts.removeIf(fact -> fact.text() == null);
        var notes = ReadingNotes.of(told).stream().map(note -> Display.text(note, LONGEST_NOTE)).toList();
        return new Reading(gist(told, format), !notes.isEmpty() || isDoubtful(told), notes, List.copyOf(facts));
    }

    private static String format(JsonNode told) {
        return switch (told.path("format").asText("")) {
            case "delimited" -> "delimited text";
            case "lines" -> "plain text, each line a row";
            case "json" -> "JSON" + switch (told.path("layout").asText("")) {
                case "object" -> ", one object";
                case "lines" -> ", objects one after another";
                case "array" -> ", an array of objects";
                case "wrapper" -> ", an array at " + Display.text(told.path("records").asText(), LONGEST_WORD);
                default -> "";
            };
            case "xlsx" -> "Excel workbook (.xlsx)";
            case "xls" -> "Excel workbook (.xls)";
            default -> null;
        };
    }

    private static String packed(JsonNode told) {
        return told.hasNonNull("compression") ? ", packed as " + word(told, "compression") : "";
    }

    private static String sheet(JsonNode told) {
        return told.hasNonNull("sheet")
                ? word(told, "sheet") + (told.path("hidden").asBoolean() ? ", hidden in its workbook" : "")
                : null;
    }

    private static String delimiter(JsonNode told) {
        var delimiter = word(told, "delimiter");
        return delimiter == null ? null : switch (delimiter) {
            case "," -> "comma";
            case ";" -> "semicolon";
            case "\t" -> "tab";
            case "|" -> "vertical bar";
            case ":" -> "colon";
            case " " -> "a space";
            case "spaces" -> "any number of spaces";
            default -> "“" + delimiter + "”";
        };
    }

    private static String quotes(JsonNode told) {
        var escape = told.hasNonNull("escape") ? "a backslash before a character makes text of it" : "";
        if (!told.hasNonNull("quote")) {
            return escape.isEmpty() ? null : escape;
        }
        var quote = word(told, "quote");
        return (quote.equals("none") ? "none: quotes are text" : quote) + (escape.isEmpty() ? "" : "; " + escape);
    }

    private static String header(JsonNode told) {
        if (!told.path("header").isBoolean()) {
            return null;
        }
        var rows = told.path("headerRows").asInt(1);
        var header = !told.path("header").booleanValue()
                ? "none; the columns are called column_1, column_2 and so on"
                : rows > 1 ? rows + " rows name the columns together" : "one row names the columns";
        return header + (told.path("headerAssumed").asBoolean() ? ", assumed: nothing in the source tells" : "");
    }

    private static List<String> damaged(JsonNode told) {
        var lines = told.path("damagedLines");
        return lines.isEmpty()
                ? List.of()
                : List.of("line " + lines.valueStream().limit(10).map(line -> Display.count(line.asLong()))
                        .collect(Collectors.joining(", ")));
    }

    private static String confidence(JsonNode told) {
        var confidence = told.path("confidence");
        return confidence.isNumber()
                ? Display.rounded(100 * confidence.doubleValue(), 1)
                        + " %, by how many of the rows looked at fit, and whether another delimiter fits as well"
                : null;
    }

    /// What a reader wants to know without opening the rest.
    private static String gist(JsonNode told, String format) {
        var parts = new ArrayList<String>();
        parts.add(format);
        if (told.hasNonNull("sheet")) {
            parts.add("sheet " + word(told, "sheet"));
        }
        if (told.hasNonNull("encoding")) {
            parts.add(word(told, "encoding"));
        }
        if (told.hasNonNull("delimiter")) {
            parts.add("by " + delimiter(told));
        }
        var gist = String.join(", ", parts);
        return gist.substring(0, 1).toUpperCase(Locale.ROOT) + gist.substring(1);
    }

    private static boolean isDoubtful(JsonNode told) {
        return told.path("headerAssumed").asBoolean() || !told.path("ambiguous").isEmpty()
                || told.path("damagedRows").asLong() > 0 || !told.path("stackedTables").isEmpty()
                || told.path("otherDelimiterRows").asLong() > 0
                || told.path("confidence").isNumber() && told.path("confidence").doubleValue() < 0.9;
    }

    private static String lines(long lines, String what) {
        return lines == 0 ? null : Display.count(lines) + (lines == 1 ? " line, " : " lines, ") + what;
    }

    private static String count(JsonNode told, String field, String one, String many) {
        var count = told.path(field).asLong();
        return count == 0 ? null : Display.count(count) + " " + (count == 1 ? one : many);
    }

    private static String count(long count, String what) {
        return count == 0 ? null : Display.count(count) + " " + what;
    }

    private static List<String> texts(JsonNode texts) {
        return texts.valueStream().limit(MOST_DETAILS).map(text -> Display.text(text.asText(), LONGEST_DETAIL))
                .toList();
    }

    private static String word(JsonNode told, String field) {
        return told.hasNonNull(field) ? Display.text(told.path(field).asText(), LONGEST_WORD) : null;
    }

    private static void add(List<Fact> facts, String label, String text) {
        facts.add(new Fact(label, text, List.of()));
    }
}
