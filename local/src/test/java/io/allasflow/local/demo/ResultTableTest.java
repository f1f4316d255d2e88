package io.allasflow.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.allasflow.local.demo.Outcome.Rows;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ResultTableTest {
    @Test
    void hasALineForEachObjectAndFitsATerminal() {
        var done = new Outcome("shop/orders.csv", "summarized", Optional.empty(),
                Optional.of(new Rows(8931042, 8900000, 31000, 2, 40, 0, 0)), Optional.of(98.76), Optional.of("pass"),
                OptionalLong.of(12345), List.of());
        var kept = new Outcome("a/very/long/key/of/a/source/object.csv", "summarized", Optional.empty(),
                Optional.of(new Rows(2, 1, 0, 0, 0, 0, 0)), Optional.of(100.0), Optional.of("fail"),
                OptionalLong.of(123456), List.of());
        var rejected = new Outcome("evil\u001b[2J\u202e.csv", "rejected",
                Optional.of("NOT_A_TABLE: " + "long ".repeat(30)), Optional.empty(), Optional.empty(),
                Optional.empty(), OptionalLong.of(0), List.of());
        var hollow = new Outcome("wide.csv", "summarized", Optional.empty(),
                Optional.of(new Rows(61, 1, 0, 0, 60, 0, 0)), Optional.of(100.0), Optional.of("fail"),
                OptionalLong.of(1000), List.of());
        var doubtful = new Outcome("half.csv", "summarized", Optional.empty(),
                Optional.of(new Rows(61, 30, 0, 1, 30, 0, 0)), Optional.of(100.0), Optional.of("warn"),
                OptionalLong.of(1000), List.of("Lines that are no JSON: 30."));
        var unfinished = new Outcome("new.csv", "unfinished", Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), OptionalLong.empty(), List.of());
        var out = new ByteArrayOutputStream();
        ResultTable.print(new PrintStream(out, true, StandardCharsets.UTF_8), List.of(kept),
                List.of(done, kept, rejected, unfinished, hollow, doubtful));
        var text = out.toString(StandardCharsets.UTF_8);
        assertThat(text.lines()).allMatch(line -> line.length() <= 80).anyMatch(line -> line.matches(
                "shop/orders\\.csv +8931042 +8900000 +31000/2/40 +98\\.8 +12\\.3s done"))
                .anyMatch(line -> line.matches("….*source/object\\.csv +2 +1 +0/0/0 +100\\.0 +123s kept, fail"))
                .anyMatch(line -> line.matches("wide\\.csv +61 +1 +0/0/60 +100\\.0 +1\\.0s done, fail"))
                .anyMatch(line -> line.matches("half\\.csv +61 +30 +0/1/30 +100\\.0 +1\\.0s done, warn"))
                .anyMatch(line -> line.contains("ROWS ARE MISSING"))
                .filteredOn(line -> line.contains("most rows were rejected")).hasSize(1);
        assertThat(text).contains("done, warn\n    Lines that are no JSON: 30.\n");
        assertThat(text.lines()).anyMatch(line -> line.startsWith("evil?[2J?.csv "))
                .anyMatch(line -> line.startsWith("    NOT_A_TABLE: long"));
        assertThat(text).endsWith("""
                datasets: 6, 1 unfinished, 4 summarized, 1 rejected
                rows:     8931166 in, 8900032 out
                """);
    }
}
