package io.allasflow.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.allasflow.core.json.Json;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.QuoteMode;

/// Any table comes out with the same cells, however it was written.
///
/// Where a table leaves open how it was written, that is left out: names are words, distinct, at least two (under one
/// column, or over blank cells alone, nothing tells a delimiter), and start a file that has a number in each row (so that
/// it is no list of words); bytes of one encoding that happen to be UTF-8, or to start as UTF-8.
class AnyTablePropertyTest {
    private static final String WESTERN = "ab Z,;|\t\"\n\r'=#-.10äÖß½\u00a0";
    private static final String ANY = WESTERN + "€Šž–日\ud83d\ude00\u200b\u2028\u0301";

    enum Writing {
        UTF_8(StandardCharsets.UTF_8, ""),
        UTF_8_MARKED(StandardCharsets.UTF_8, "\ufeff"),
        UTF_16LE_MARKED(StandardCharsets.UTF_16LE, "\ufeff"),
        UTF_16BE_MARKED(StandardCharsets.UTF_16BE, "\ufeff"),
        UTF_16LE(StandardCharsets.UTF_16LE, ""),
        UTF_16BE(StandardCharsets.UTF_16BE, ""),
        WINDOWS_1252(Charset.forName("windows-1252"), ""),
        ISO_8859_1(StandardCharsets.ISO_8859_1, "");

        private final Charset charset;
        private final String mark;

        Writing(Charset charset, String mark) {
            this.charset = charset;
            this.mark = mark;
        }

        byte[] bytes(String text) {
            return (mark + text).getBytes(charset);
        }

        /// The characters that this can write, and that can be told from another encoding's without a mark.
        String alphabet() {
            return switch (this) {
                case UTF_8, UTF_8_MARKED, UTF_16LE_MARKED, UTF_16BE_MARKED -> ANY;
                case UTF_16LE, UTF_16BE, ISO_8859_1 -> WESTERN;
                case WINDOWS_1252 -> WESTERN + "€Šž–";
            };
        }
    }

    /// A table and how it is written.
    record Case(Writing writing, char delimiter, String lineEnd, QuoteMode quotes, List<List<String>> table) {
        byte[] bytes() throws IOException {
            var text = new StringBuilder();
            var format = CSVFormat.RFC4180.builder().setDelimiter(delimiter).setRecordSeparator(lineEnd)
                    .setQuoteMode(quotes).get();
            try (var printer = format.print(text)) {
                for (var row : table) {
                    printer.printRecord(row);
                }
            }
            return writing.bytes(text.toString());
        }

        /// All of it, or its start with a character beyond ASCII in it.
        boolean isUtf8ByAccident() throws IOException {
            var bytes = bytes();
            return switch (writing) {
                case WINDOWS_1252, ISO_8859_1 -> {
                    var text = new String(bytes, StandardCharsets.UTF_8);
                    int end = text.indexOf('\ufffd');
                    yield text.substring(0, end < 0 ? text.length() : end).chars().anyMatch(c -> c > 0x7f);
                }
                case UTF_8, UTF_8_MARKED, UTF_16LE_MARKED, UTF_16BE_MARKED, UTF_16LE, UTF_16BE -> false;
            };
        }
    }

    @Property(tries = 500)
    void any_table_comes_out_with_the_same_cells(@ForAll("cases") Case written) throws Exception {
        Assume.that(!written.isUtf8ByAccident());

        var ingested = Ingested.of(written.bytes(), null);

        assertThat(Cells.of(ingested.raw())).isEqualTo(written.table());
        assertThat(ingested.result().rows()).isEqualTo(written.table().size() - 1);
    }

    /// Nothing is left open if the user says all of it.
    @Property(tries = 500)
    void any_table_comes_out_as_the_user_says_it_is_written(@ForAll("said") Said said) throws Exception {
        var ingested = Ingested.of(said.bytes(), said.settings());

        assertThat(Cells.of(ingested.raw())).isEqualTo(said.table());
        assertThat(ingested.result().facts().get("encoding").asText()).isEqualTo(said.charset());
    }

    /// A table, how it is written, and settings that say so.
    record Said(String charset, String delimiter, Character quote, Character escape, String lineEnd,
            List<List<String>> table) {
        byte[] bytes() throws IOException {
            var text = new StringBuilder();
            var format = CSVFormat.RFC4180.builder().setDelimiter(delimiter).setRecordSeparator(lineEnd)
                    .setQuote(quote).setEscape(escape).get();
            try (var printer = format.print(text)) {
                for (var row : table) {
                    printer.printRecord(row);
                }
            }
            return text.toString().getBytes(Charset.forName(charset));
        }

        String settings() {
            var settings = Json.MAPPER.createObjectNode().put("header", "yes").put("skipLines", 0)
                    .put("encoding", charset).put("delimiter", delimiter)
                    .put("quote", quote == null ? "none" : quote.toString())
                    .put("escape", escape == null ? "none" : "backslash");
            return Json.MAPPER.createObjectNode().set("ingest", settings).toString();
        }
    }

    @Provide
    Arbitrary<Said> said() {
        var alphabets = Arbitraries.of(List.of("UTF-8", ANY), List.of("UTF-16LE", ANY), List.of("UTF-16BE", ANY),
                List.of("windows-1252", WESTERN + "€Šž–"), List.of("ISO-8859-15", "ab Z,;|\t\"\n\r'=#-.10äÖß€Šž"));
        var delimiters = Arbitraries.of(",", ";", "\t", "|", ":", " ", "<>", ", ", "~");
        var lineEnds = Arbitraries.of("\n", "\r\n", "\r");
        return Combinators.combine(alphabets, delimiters, lineEnds, Arbitraries.of('"', '\'', '\0'), Arbitraries
                .of(true, false)).flatAs((alphabet, delimiter, lineEnd, quote, escaped) -> {
                    boolean quoted = quote != 0;
                    var escape = escaped || !quoted ? '\\' : null;
                    // Without quotes, the printer has letters stand for line breaks.
                    var characters = quoted ? alphabet.get(1) : alphabet.get(1).replaceAll("[\r\n]", "");
                    return tables(characters + "\\N:~<>").map(table -> new Said(alphabet.getFirst(), delimiter,
                            quoted ? quote : null, escape, lineEnd, table));
                });
    }

    /// Delimiters that text is full of: each row has a larger number, and no cell another delimiter.
    @Property(tries = 500)
    void any_table_of_loose_delimiters_comes_out_with_the_same_cells(@ForAll("loose") Case written) throws Exception {
        Assume.that(!written.isUtf8ByAccident());

        var ingested = Ingested.of(written.bytes(), null);

        assertThat(Cells.of(ingested.raw())).isEqualTo(written.table());
    }

    @Provide
    Arbitrary<Case> loose() {
        return Combinators.combine(Arbitraries.of(Writing.values()), Arbitraries.of(':', ' '),
                Arbitraries.of("\n", "\r\n", "\r"), Arbitraries.of(QuoteMode.MINIMAL, QuoteMode.ALL_NON_NULL))
                .flatAs((writing, delimiter, lineEnd, quotes) -> tables(writing.alphabet().replaceAll("[,;|\t']", ""))
                        .filter(table -> table.size() > 1).map(AnyTablePropertyTest::withoutOtherDelimiters)
                        .map(table -> new Case(writing, delimiter, lineEnd, quotes, table)));
    }

    private static List<List<String>> withoutOtherDelimiters(List<List<String>> table) {
        var changed = new ArrayList<List<String>>();
        changed.add(table.getFirst());
        for (var row : table.subList(1, table.size())) {
            var cells = new ArrayList<>(List.of("1" + "0".repeat(5 - row.getFirst().length()) + row.getFirst()));
            row.subList(1, row.size()).forEach(cell -> cells.add(cell.replace(',', '.').stripLeading()));
            changed.add(cells);
        }
        return changed;
    }

    @Provide
    Arbitrary<Case> cases() {
        var delimiters = Arbitraries.of(',', ';', '\t', '|');
        var lineEnds = Arbitraries.of("\n", "\r\n", "\r");
        var quotes = Arbitraries.of(QuoteMode.MINIMAL, QuoteMode.ALL, QuoteMode.NON_NUMERIC);
        return Combinators.combine(Arbitraries.of(Writing.values()), delimiters, lineEnds, quotes)
                .flatAs((writing, delimiter, lineEnd, quoteMode) -> tables(writing.alphabet())
                        .map(table -> new Case(writing, delimiter, lineEnd, quoteMode, table)));
    }

    private static Arbitrary<List<List<String>>> tables(String alphabet) {
        return Arbitraries.integers().between(1, 5).flatMap(width -> {
            var names = Arbitraries.strings().alpha().ofMinLength(2).ofMaxLength(8).list().ofSize(width)
                    .uniqueElements();
            var cells = Arbitraries.frequencyOf(
                    Tuple.of(3, text(alphabet)),
                    Tuple.of(2, Arbitraries.of("", "", "NA", "21,5", "1.2.2021", "a, b", "\"\"", " x ", "0")));
            var row = Combinators.combine(Arbitraries.integers().between(0, 9999), cells.list().ofSize(width))
                    .as((number, texts) -> Stream.concat(Stream.of(number.toString()), texts.stream()).toList());
            return Combinators.combine(names, row.list().ofMaxSize(12)).as((header, rows) -> {
                var table = new ArrayList<List<String>>();
                table.add(Stream.concat(Stream.of("number"), header.stream()).toList());
                table.addAll(rows);
                return table;
            });
        });
    }

    private static Arbitrary<String> text(String alphabet) {
        return Arbitraries.of(alphabet.codePoints().mapToObj(Character::toString).toList()).list().ofMaxSize(6)
                .map(characters -> String.join("", characters));
    }
}
