package io.allasflow.summarize.report;

import static io.allasflow.summarize.engine.Tables.summary;
import static io.allasflow.summarize.engine.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.allasflow.core.json.Json;
import io.allasflow.summarize.engine.ColumnType;
import io.allasflow.summarize.engine.SummarySource;
import io.allasflow.summarize.engine.Summarizer;
import io.allasflow.summarize.engine.Sample;
import io.allasflow.summarize.engine.SummaryReport;
import io.allasflow.summarize.engine.TypedColumn;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PagesTest {
    private static final JsonNode QUALITY = quality("");

    @Test
    void shows_what_became_of_the_rows_and_the_columns() {
        assertThat(text(report(small(), QUALITY))).contains("Rows 3 Columns 2 Quality 97.33 % Verdict ✓ pass",
                "Every row that was read is accounted for.", "Read 23 040 Written 22 931 99.53 % Duplicates 83 0.36 %",
                "Consistency cells in their column’s usual format 92.30 %", "Imputed median IMPUTED_MEDIAN 1 702",
                "ask the supplier",
                "price decimal was Price (EUR) 33.3 % filled 2 missing, 1 of them filled by cleaning",
                "min 1.5 25 % 2.125 median 2.75 75 % 3.375 max 4 mean 2.75 std. dev. 1.76777 distinct 2",
                "area text 100 % filled 0 missing Most frequent values of area FI 2 66.7 % SE 1 33.3 % distinct 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onload='alert(1)",
        "{view.dataset}{#include report.html /}", "</title></style><style>*{background:url(//evil)}",
        "javascript:alert(1)", "]]><!--", "&lt;b&gt;", "=1+1"})
    void injects_nothing_whatever_names_and_cells_hold(String hostile) throws IOException {
        var csv = "\"%s\",t\n1,\"%s\"\n2,\"%s\"\n3,x\n".replace("%s", hostile.replace("\"", "\"\""));
        var summary = new Summarizer().profile(new SummarySource(hostile, hostile, hostile, hostile, 1),
                table(csv, new TypedColumn(hostile, ColumnType.INTEGER), new TypedColumn("t", ColumnType.TEXT)))
                .report();
        var report = report(summary, quality(hostile));
        var index = index(List.of(hostileEntry(hostile, hostile + "2")));

        assertThat(tags(report)).isEqualTo(tags(report(small(), quality("plain"))));
        assertThat(tags(index)).isEqualTo(tags(index(List.of(hostileEntry("a", "b")))));
        assertThat(tags(model(hostile, false))).isEqualTo(tags(model("a", false)));
        assertThat(tags(model(hostile, true))).isEqualTo(tags(model("a", true)));
        assertThat(text(report)).contains("From " + hostile + "/" + hostile);
        assertThat(text(index)).contains(hostile);
        assertThat(index).contains("href=\"./");
    }

    @Test
    void asks_nothing_of_anyone_and_runs_only_what_is_ours() {
        var charts = report(ReportExamples.summary("price"), QUALITY);
        var plain = report(summary(table("n\n1\n2\n", new TypedColumn("n", ColumnType.INTEGER))), QUALITY);
        assertThat(charts.contains(Script.ECHARTS.text())).isTrue();
        assertThat(plain.contains(Script.ECHARTS.text())).isFalse();
        for (var page : List.of(charts, plain, index(entries(3)))) {
            var policy = new StringBuilder("content=\"default-src &#39;none&#39;; style-src &#39;sha256-"
                    + hash(page, "<style>", "</style>").getFirst() + "&#39;; script-src");
            hash(page, "<script>", "</script>").forEach(hash -> policy.append(" &#39;sha256-" + hash + "&#39;"));
            assertThat(withoutScripts(page))
                    .contains(policy + "; base-uri &#39;none&#39;; form-action &#39;none&#39;\"");
            assertThat(withoutScripts(page)).doesNotContain("http://", "https://", "url(", "@import", " src=",
                    " style=")
                    .doesNotContainPattern(" on[a-z]+=");
        }
    }

    private static List<String> hash(String page, String begin, String end) {
        return Pattern.compile(Pattern.quote(begin) + "(.*?)" + Pattern.quote(end), Pattern.DOTALL).matcher(page)
                .results().map(part -> {
                    try {
                        return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256")
                                .digest(part.group(1).getBytes(StandardCharsets.UTF_8)));
                    } catch (NoSuchAlgorithmException impossible) {
                        throw new IllegalStateException(impossible);
                    }
                }).toList();
    }

    @Test
    void shows_rules_trends_relations_and_rows_also_without_scripts() {
        var page = text(report(ReportExamples.summary("price"), ReportExamples.quality("price"),
                ReportExamples.sample("price", 400)));
        assertThat(page).contains("low completeness 66.7 %", "decimal · EUR",
                "price is known required · price; first in rows 3, 17 of the raw table ✕ broken 2 rows",
                "gone range · gone; There is no column gone. – not judged 0 rows",
                "- column: price", "below 80 %", "price 2024-01-01 to 2025-04-13 rises 0.05 0.04 to 0.06 2",
                "price 2024-04-10 401 250 9.3", "price and area 1 000 rows 0.92 0.88",
                "area from price 2 × − 3", "400 of 23 000 rows");
    }

    @Test
    void a_report_is_never_too_big() {
        for (var text : List.of("<&\"'", "\u2028", "語語語", "😀", "x")) {
            var page = report(ReportExamples.widest(text), ReportExamples.quality(text.repeat(100)),
                    ReportExamples.widestSample(text));
            assertThat(page.getBytes(StandardCharsets.UTF_8).length).isBetween(1_100_000, ReportPage.MOST_BYTES);
            assertThat(page.contains("\"rows\":[[")).isTrue();
            assertThat(page.endsWith("</html>\n")).isTrue();
        }
    }

    @Test
    void leaves_out_what_the_quality_report_does_not_say() {
        for (var quality : new JsonNode[]{null, MissingNode.getInstance(), Json.MAPPER.createObjectNode()}) {
            assertThat(text(report(small(), quality)))
                    .contains(
                            "Rows 3 Columns 2 Cleaned CSV · Parquet · Changes · Rejected rows · Raw CSV · All datasets and models",
                            "What was changed No cell was changed.")
                    .doesNotContain("Quality", "Verdict", "Where the rows went", "Recommendations");
        }
        assertThat(text(index(List.of(
                new IndexEntry("a", null, null, null, null, null, null, null, null, null, null, null, null, null, null,
                        null, null, null, null, null, null)))))
                .contains("1 dataset", "a unknown");
    }

    @Test
    void says_so_when_the_rows_do_not_add_up() throws IOException {
        var quality = Json.MAPPER.readTree("{\"rows\":{\"read\":5,\"written\":3,\"duplicates\":1}}");
        assertThat(text(report(small(), quality))).contains("do not add up");
    }

    @Test
    void a_report_stays_small_however_wide_the_table() {
        var columns = IntStream.range(0, 3_000).mapToObj(i -> new TypedColumn("\"<&".repeat(100) + i,
                i % 2 == 0 ? ColumnType.DECIMAL : ColumnType.TEXT)).toArray(TypedColumn[]::new);
        var csv = new StringBuilder(Stream.of(columns).map(column -> '"' + column.name().replace("\"", "\"\"") + '"')
                .collect(Collectors.joining(",")) + "\n");
        for (var row = 0; row < 60; row++) {
            var value = row % 30;
            csv.append(IntStream.range(0, 3_000).mapToObj(i -> i % 2 == 0 ? value + ".5" : "<&>".repeat(80) + value % 9)
                    .collect(Collectors.joining(","))).append('\n');
        }
        var page = report(summary(table(csv.toString(), columns)), QUALITY);
        assertThat(page.length()).isLessThan(2_000_000);
        assertThat(text(page)).containsPattern("And 2 \\d+ more columns");
    }

    @Test
    void an_index_of_ten_thousand_datasets_stays_small() {
        var page = index(entries(10_000));
        assertThat(page.length()).isLessThan(10_000_000);
        assertThat(text(page)).contains("10 000 datasets", "Rows read 10 000 000 Written 9 900 000");
    }

    @Test
    void an_index_is_sorted_and_explains_what_failed() {
        var shuffled = new ArrayList<>(entries(3));
        Collections.reverse(shuffled);
        shuffled.add(new IndexEntry("broken", "rejected", "2026-01-02T03:04:05Z", "broken.csv", 68L, null, null, null,
                null,
                null, null, null, null, null, null, null, "NOT_A_TABLE", "A PNG image.", "Remove it.", null, null));
        assertThat(text(index(shuffled))).contains("4 datasets", "3 summarized", "1 rejected",
                "broken 68 bytes rejected 2026-01-02 03:04 UTC NOT_A_TABLE A PNG image. Remove it. "
                        + "team/00000/data 12.3 kB summarized 2026-01-01 10:00 UTC 1 000 990 5 2 3 pass 91.25 , before 90.00, 80.50 team/00001/data");
    }

    @ParameterizedTest
    @CsvSource({"61,0,60,,'Most rows were rejected, 60 of 61: the score is of the others.'",
        "60,1,30,0,'Most rows were rejected, 30 of 59: the score is of the others.'", "60,0,30,,", "0,0,0,,",
        "60,1,40,39,", "60,1,40,20,'Most rows were rejected, 20 of 39: the score is of the others.'"})
    void an_index_tells_that_most_rows_were_rejected(long read, long empty, long rejected, Long headers, String told) {
        var page = text(index(List.of(new IndexEntry("a", "summarized", null, "a.csv", 1L, read,
                read - empty - rejected, 0L, empty, rejected, headers, 100.0, List.of(), "fail", null, null, null, null,
                null,
                "a.html", List.of()))));
        assertThat(page.contains("Most rows were rejected")).isEqualTo(told != null);
        assertThat(page).contains(told == null ? "fail 100.00" : told);
    }

    @Test
    void what_would_mislead_is_shown_without_opening_anything() throws IOException {
        var out = new StringWriter();
        ReportPage.write(small(), QUALITY, Json.MAPPER.readTree("""
                {"format": "xlsx", "sheet": "May", "formulasWithoutValue": 3, "firstFormulaWithoutValue": "<b>B2"}"""),
                null, out);
        assertThat(text(out.toString()))
                .contains(
                        "How it was read Cells with a formula that no program has calculated, and so without a value: "
                                + "3, first <b>B2. Open the workbook in a spreadsheet program, save it and upload it again. "
                                + "! worth a look · Excel workbook (.xlsx), sheet May");
        assertThat(out.toString()).containsPattern("(?s)<li><bdi>Cells with a formula.*<details>\\s*<summary><span");
        assertThat(text(
                index(List.of(new IndexEntry("a", "summarized", null, "a.json", 1L, 1L, 1L, 0L, 0L, 0L, null, 100.0,
                        null, "pass", null, null, null, null, null, "a.html", List.of("Lines that are no JSON: 2."))))))
                .contains("pass 100.00 Lines that are no JSON: 2.");
    }

    @Test
    void an_index_stops_at_twenty_thousand_lines_and_counts_all() {
        var page = index(entries(20_001));
        assertThat(text(page)).contains("20 001 datasets", "Rows read 20 001 000", "And 1 more; see status/ .");
        assertThat(page).contains("team/19999/data").doesNotContain("team/20000/data");
        assertThat(text(index(entries(20_000)))).doesNotContain("more; see");
    }

    @Test
    void an_index_of_many_lines_tells_their_first_notes_shortly() {
        var note = "x".repeat(700);
        var entries = IntStream.range(0, 20_000).mapToObj(i -> new IndexEntry(dataset(i), "summarized", null,
                dataset(i) + ".csv", 1L, 1L, 1L, 0L, 0L, 0L, null, 100.0, null, "pass", null, null, null, null, null,
                dataset(i) + ".html", List.of(note, note, note))).toList();

        assertThat(index(entries).length()).isLessThan(25_000_000);
    }

    @Test
    void speaks_the_same_in_every_locale() {
        var before = Locale.getDefault();
        var report = report(small(), QUALITY);
        var index = index(entries(3));
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG"));
            assertThat("%d".formatted(1)).isEqualTo("١");
            assertThat(report(small(), QUALITY)).isEqualTo(report).contains("Histogram of price");
            assertThat(index(entries(3))).isEqualTo(index);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void the_same_inputs_give_the_same_page() {
        assertThat(report(small(), QUALITY)).isEqualTo(report(small(), QUALITY));
        assertThat(index(entries(5))).isEqualTo(index(entries(5)));
    }

    private static SummaryReport small() {
        return summary(table("price,area\n1.5,FI\n4,SE\n,FI\n",
                new TypedColumn("price", ColumnType.DECIMAL), new TypedColumn("area", ColumnType.TEXT)));
    }

    private static JsonNode quality(String extra) {
        try {
            var quality = (ObjectNode) Json.MAPPER.readTree("""
                    {"rows": {"read": 23040, "written": 22931, "duplicates": 83, "empty": 2, "rejected": 24, "outliers": 0},
                     "scores": {"completeness": 97.91, "uniqueness": 99.64, "validity": 99.46, "consistency": 92.3, "overall": 97.33},
                     "verdict": "pass", "columns": [{"name": "price", "sourceName": "Price (EUR)", "imputed": 1}],
                     "changes": {"IMPUTED_MEDIAN": 1702, "TRIMMED": 44},
                     "recommendations": ["Column price: ask the supplier."]}""");
            if (!extra.isEmpty()) {
                quality.put("verdict", extra);
                quality.withObject("/changes").put(extra, 5);
                quality.withArray("/recommendations").add(extra);
                ((ObjectNode) quality.withArray("/columns").get(0)).put(
                        "sourceName",
                        extra);
            }
            return quality;
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static List<IndexEntry> entries(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new IndexEntry(dataset(i), "summarized", "2026-01-01T10:00:00Z", dataset(i) + ".csv",
                        12_345L,
                        1_000L, 990L, 5L, 2L, 3L, null, 91.25, List.of(80.5, 90.0), "pass", null, null, null, null,
                        null,
                        dataset(i) + ".html", List.of()))
                .toList();
    }

    private static IndexEntry hostileEntry(String text, String key) {
        return new IndexEntry(text, text, text, key, 1L, 1L, 1L, 0L, 0L, 0L, null, 1.0, List.of(2.0), text,
                new IndexEntry.Drift(1, 0, 0, 0, true), new ChangeText(text, List.of(text)), text, text, text, text,
                List.of(text));
    }

    private static String dataset(int i) {
        return String.format(Locale.ROOT, "team/%05d/data", i);
    }

    private static String report(SummaryReport summary, JsonNode quality) {
        var out = new StringWriter();
        ReportPage.write(summary, quality, out);
        return out.toString();
    }

    private static String index(List<IndexEntry> entries) {
        var out = new StringWriter();
        IndexPage.write(entries, entries.isEmpty() ? List.of() : ReportExamples.models(entries.getFirst().dataset()),
                out);
        return out.toString();
    }

    private static String report(SummaryReport summary, JsonNode quality, Sample sample) {
        var out = new StringWriter();
        ReportPage.write(summary, quality, null, sample, out);
        return out.toString();
    }

    private static String withoutScripts(String page) {
        return page.replaceAll("(?s)(<script[^>]*>).*?</script>", "$1");
    }

    /// The distinct tags with the names of their attributes: what a browser would act on.
    private static List<String> tags(String page) {
        return Pattern.compile("<[^>]*>").matcher(withoutScripts(page)).results()
                .map(tag -> tag.group().replaceAll("\"[^\"]*\"", "\"\"")).distinct().sorted().toList();
    }

    private static String text(String page) {
        return withoutScripts(page.substring(page.indexOf("<body>"))).replaceAll("(?s)<nav.*?</nav>", "")
                .replaceAll("<[^>]*>", " ").replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&").replace('\u202f', ' ')
                .replaceAll("\\s+", " ");
    }

    private static String model(String name, boolean failed) {
        var out = new StringWriter();
        ModelPage.write(ReportExamples.model(name, failed), name, failed ? null : ReportExamples.modelRows(name), out);
        return out.toString();
    }
}
