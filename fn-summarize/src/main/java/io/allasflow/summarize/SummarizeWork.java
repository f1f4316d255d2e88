package io.allasflow.summarize;

import com.fasterxml.jackson.databind.JsonNode;
import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.json.Json;
import io.allasflow.core.layout.Output;
import io.allasflow.core.stage.StageContext;
import io.allasflow.core.stage.StageWork;
import io.allasflow.core.status.QualityFacts;
import io.allasflow.summarize.engine.DuckDb;
import io.allasflow.summarize.engine.Scratch;
import io.allasflow.summarize.engine.StoredTable;
import io.allasflow.summarize.engine.Summarizer;
import io.allasflow.summarize.engine.SummarySource;
import io.allasflow.summarize.engine.TypedColumn;
import io.allasflow.summarize.engine.TypedTable;
import io.allasflow.summarize.publish.PostgresAccess;
import io.allasflow.summarize.publish.PublishSettings;
import io.allasflow.summarize.publish.TablePublishing;
import io.allasflow.summarize.report.ReportPage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;

/// Summarises a cleaned table and writes what came of it; copies the table to a database if the configuration says so.
public final class SummarizeWork implements StageWork {
    private final PostgresAccess postgres;

    public SummarizeWork(PostgresAccess postgres) {
        this.postgres = postgres;
    }

    @Override
    public Result run(StageContext context) throws IOException {
        var publishing = context.settings("publish", PublishSettings.defaults());
        var quality = read(context, Output.QUALITY);
        var reading = read(context, Output.READING);
        var source = context.source();
        var table = new CleanedTable(context, TypedColumn.listed(quality));
        var profile = new Summarizer().profile(
                new SummarySource(context.dataset(), source.bucket(), source.key(), source.etag(), source.size()),
                table);
        try (var scratch = Scratch.create();
                var duckdb = DuckDb.open(scratch);
                var parquet = context.create(Output.PARQUET);
                var report = context.create(Output.REPORT);
                var json = context.create(Output.SUMMARY)) {
            var stored = StoredTable.write(duckdb, scratch, profile, table);
            var summary = profile.report().related(stored);
            Files.copy(stored.file(), parquet);
            parquet.commit();
            var page = new OutputStreamWriter(report, StandardCharsets.UTF_8);
            ReportPage.write(summary, quality, reading, profile.sample(), page);
            page.flush();
            report.commit();
            // Before the last output, so that a death in between is found by the repeat as any other is.
            var unpublished = new TablePublishing(publishing, postgres).publish(context, table.columns(),
                    profile.sqlTypes());
            Json.STREAMED.writeValue(json, summary);
            var comparison = EarlierRun.compare(context, summary);
            var main = json.commit();
            unpublished.filter(problem -> problem.code().kind() != ErrorCode.Kind.PERMANENT).ifPresent(problem -> {
                throw problem;
            });
            return new Made(main, summary.rows(), quality.path("verdict").asText(null), QualityFacts.of(quality),
                    summary.metrics(), comparison, unpublished.orElse(null));
        }
    }

    private static JsonNode read(StageContext context, Output output) throws IOException {
        try (var in = context.open(output)) {
            return Json.MAPPER.readTree(in);
        }
    }

    private record CleanedTable(StageContext context, List<TypedColumn> columns) implements TypedTable {
        @Override
        public InputStream open() throws IOException {
            return context.open();
        }
    }
}
