package io.allasflow.summarize.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The pages as people meet them. With `-Dpictures=DIR` the pictures are kept, to be looked at.
@Tag("slow")
@Timeout(120)
class BrowserTest {
    @TempDir
    static Path folder;
    private static Browser browser;

    @BeforeAll
    static void start() {
        assumeTrue(Browser.isInstalled(), "Skipped: there is no /usr/bin/chromium, or no /usr/bin/chromedriver."
                + " `apt-get install chromium chromium-driver` brings both.");
        browser = new Browser(folder, true);
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"report, 1440, light", "report, 1440, dark", "report, 390, light", "report, 390, dark",
        "index, 1440, light", "index, 1440, dark", "index, 390, light", "index, 390, dark", "model, 1440, light",
        "model, 1440, dark", "model, 390, light", "failed, 1440, light", "failed, 390, dark"})
    void is_quiet_and_fits_and_shuts_nobody_out(String name, int width, String colours) throws IOException {
        browser.look(width, 900, colours);
        browser.open(switch (name) {
            case "report" -> report("price");
            case "index" -> index("shop/prices");
            case "model" -> model("city", false);
            default -> model("city", true);
        });
        assertThat(browser.barriers()).isEmpty();
        assertThat((Long) browser.run("return document.documentElement.scrollWidth")).isLessThanOrEqualTo(width);
        assertThat(browser.run("return document.documentElement.lang")).isEqualTo("en");
        keep(name + "-" + width + "-" + colours);
        assertQuiet();
    }

    @ParameterizedTest
    @ValueSource(strings = {"</script><script>window.hacked=1</script>", "<img src=x onerror=window.hacked=1>",
        "\"><svg onload=window.hacked=1>", "';window.hacked=1;'", "{{constructor.constructor('window.hacked=1')()}}",
        "<style>*{background:url(http://127.0.0.1:9/)}</style>", "__proto__", "\u2028\u202e"})
    void runs_nothing_that_names_and_cells_hold(String hostile) throws IOException {
        browser.look(1440, 900, "light");
        for (var page : List.of(report(hostile), index(hostile), model(hostile, false), model(hostile, true))) {
            browser.open(page);
            assertThat(browser.run("return window.hacked === undefined && document.scripts.length <= 4"))
                    .isEqualTo(true);
            assertThat(browser.run("return document.images.length")).isEqualTo(0L);
            assertQuiet();
        }
    }

    @Test
    void finds_sorts_pages_and_exports_rows() throws IOException {
        browser.look(1440, 900, "light");
        browser.open(report("price"));
        assertThat(browser.find("#shown").getText()).isEqualTo("1 to 25 of 400");
        browser.find("#next").click();
        assertThat(browser.find("#shown").getText()).isEqualTo("26 to 50 of 400");
        browser.find("#grid th:nth-child(1) button").click();
        var ascending = browser.texts("#grid tbody td:first-child").stream().map(Double::valueOf).toList();
        assertThat(ascending).hasSize(25).isSorted();
        assertThat(browser.find("#grid th").getDomAttribute("aria-sort")).isEqualTo("ascending");
        browser.find("#grid th:nth-child(1) button").click();
        assertThat(Double.valueOf(browser.texts("#grid tbody td:first-child").getFirst())).isGreaterThan(60);
        browser.choose("#filter-column", "area");
        browser.choose("#filter-kind", "is less than");
        browser.type("#filter-value", "5");
        assertThat(browser.texts("#grid tbody td:nth-child(2)")).isNotEmpty()
                .allSatisfy(cell -> assertThat(Integer.parseInt(cell)).isLessThan(5));
        browser.type("#search", "hyperlink");
        assertThat(browser.texts("#grid tbody td:nth-child(3)")).isNotEmpty().containsOnly("=HYPERLINK(\"x\")");
        browser.find("#export").click();
        var exported = Files.readString(downloaded("prices-sample.csv"));
        assertThat(exported).startsWith("price,area,city,seen,other\r\n").contains(",\"'=HYPERLINK(\"\"x\"\")\",")
                .doesNotContain(",=", ",\"=");
        browser.type("#search", "nowhere");
        assertThat(browser.find("#shown").getText()).isEqualTo("No row fits.");
        browser.find("#find [type=reset]").click();
        assertThat(browser.run(
                "return new Promise(done => setTimeout(() => done(document.getElementById('shown').textContent), 100))"))
                .isEqualTo("1 to 25 of 400");
        assertQuiet();
    }

    @Test
    void sorts_and_draws_what_a_model_made() throws IOException {
        browser.look(1440, 900, "light");
        browser.open(model("city", false));
        assertThat(browser.find("[data-plot=result] .canvas").getDomAttribute("aria-label"))
                .isEqualTo("customers, spent by city, 40 of its values");
        browser.find("#grid th:nth-child(2) button").click();
        browser.find("#grid th:nth-child(2) button").click();
        assertThat(browser.texts("#grid tbody td:nth-child(2)").getFirst()).isEqualTo("9");
        assertThat(browser.texts("main a")).containsExactly("shop/customers", "customer_profiles");
        assertQuiet();
    }

    @Test
    void draws_what_is_chosen() throws IOException {
        browser.look(1440, 900, "light");
        browser.open(report("price"));
        browser.choose("[data-plot=trend] [data-choice=view]", "by weekday");
        assertThat(browser.find("[data-plot=trend] .canvas").getDomAttribute("aria-label"))
                .isEqualTo("Mean of price by weekday: Mon 100, Tue 103, Wed 106, Thu 109, Fri 112, Sat 115, Sun 118");
        browser.choose("[data-plot=scatter] [data-choice=pair]", "other by area");
        assertThat(browser.find("[data-plot=scatter] .canvas").getDomAttribute("aria-label"))
                .isEqualTo("100 points of other by area");
        browser.choose("[data-plot=category] [data-choice=shape]", "pie");
        browser.look(1440, 900, "dark");
        keep("chosen");
        assertThat(browser.run("return [...document.querySelectorAll('canvas')].length")).isEqualTo(3L);
        assertQuiet();
    }

    @Test
    void shows_its_tables_without_scripts() throws IOException {
        try (var plain = new Browser(folder, false)) {
            plain.look(1440, 900, "light");
            plain.open(report("price"));
            assertThat(plain.texts("#grid tbody tr")).hasSize(10);
            assertThat(plain.find("#find").isDisplayed()).isFalse();
            assertThat(plain.find(".plot").isDisplayed()).isFalse();
            assertThat(plain.texts(".heat td")).contains("0.92", "−0.41");
            assertThat(plain.texts(".chart .bars")).hasSize(4);
            plain.open(index("shop/prices"));
            assertThat(plain.texts("table tbody th a")).contains("shop/prices");
        }
    }

    private static void assertQuiet() {
        assertThat(browser.console()).isEmpty();
        assertThat(browser.requests()).isEmpty();
    }

    private static Path downloaded(String name) {
        var file = folder.resolve(name);
        var end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!Files.exists(file) && System.nanoTime() < end) {
            browser.run("return new Promise(done => setTimeout(done, 50))");
        }
        return file;
    }

    private static void keep(String name) throws IOException {
        var kept = System.getProperty("pictures");
        if (kept != null) {
            Files.write(Files.createDirectories(Path.of(kept)).resolve(name + ".png"), browser.picture());
        }
    }

    private static Path report(String name) throws IOException {
        return page("report.html", out -> ReportPage.write(ReportExamples.summary(name), ReportExamples.quality(name),
                ReportExamples.reading(name), ReportExamples.sample(name, 400), out));
    }

    private static Path index(String name) throws IOException {
        return page("index.html", out -> IndexPage.write(ReportExamples.entries(name), ReportExamples.models(name),
                out));
    }

    private static Path model(String name, boolean failed) throws IOException {
        return page(failed ? "failed.html" : "model.html", out -> ModelPage.write(ReportExamples.model(name, failed),
                "-- " + name
                        + "\nSELECT city, count(*) AS customers, sum(spent) AS spent\nFROM \"shop/customers\"\nGROUP BY city\nORDER BY city",
                failed ? null : ReportExamples.modelRows(name), out));
    }

    private static Path page(String name, Consumer<Writer> content) throws IOException {
        var file = folder.resolve(name);
        try (var out = Files.newBufferedWriter(file)) {
            content.accept(out);
        }
        return file;
    }
}
