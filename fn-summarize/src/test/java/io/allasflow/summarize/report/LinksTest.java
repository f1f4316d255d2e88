package io.allasflow.summarize.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinksTest {
    private static final String OUTPUTS = "https://a3s.fi/bucket/pipeline/";

    @ParameterizedTest
    @CsvSource({"orders, cleaned/orders.csv", "shop/2024/a b.txt, cleaned/shop/2024/a%20b.txt.csv",
        "javascript:alert(1), cleaned/javascript%3Aalert%281%29.csv",
        "ä#1?, cleaned/%C3%A4%231%3F.csv"})
    void leadToTheFilesOfADataset(String dataset, String expected) {
        var page = URI.create(OUTPUTS + "reports/" + Links.report(dataset));
        var hrefs = Links.ofReport(dataset).stream().map(link -> page.resolve(link.href()).toString()).toList();
        assertThat(hrefs.getFirst()).isEqualTo(OUTPUTS + expected);
        assertThat(hrefs.getLast()).isEqualTo(OUTPUTS + "reports/index.html");
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".", "a/../b", "../a", "a/.."})
    void areNotThereForWhatAUrlCannotName(String dataset) {
        assertThat(Links.ofReport(dataset)).isEmpty();
    }

    /// Browsers count empty steps.
    @Test
    void leadOutOfEmptyFolders() {
        assertThat(Links.ofReport("//host/x").getFirst().href()).isEqualTo("../../../../cleaned///host/x.csv");
    }

    @Test
    void areThereForDotsWithinNames() {
        assertThat(Links.ofReport("a..b/.c")).hasSize(6);
    }
}
