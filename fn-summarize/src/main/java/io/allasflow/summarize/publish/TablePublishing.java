package io.allasflow.summarize.publish;

import io.allasflow.core.error.PipelineException;
import io.allasflow.core.stage.StageContext;
import io.allasflow.core.stage.Version;
import io.allasflow.core.store.ObjectChangedException;
import io.allasflow.core.store.StoredObject;
import io.allasflow.summarize.engine.CleanedRecords;
import io.allasflow.summarize.engine.TypedColumn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Copies a cleaned table to where the configuration says, if it says so. Without, no class of the driver is loaded.
public record TablePublishing(PublishSettings settings, PostgresAccess access) {
    /// Reads the table once more, unless the database has this version.
    ///
    /// @param stored the columns' types in the Parquet file
    /// @return what was in the way, with one of the codes `PUBLISH_…`
    /// @throws ObjectChangedException if the input is another one by now; the database stays as it was
    public Optional<PipelineException> publish(StageContext context, List<TypedColumn> columns, List<String> stored)
            throws IOException {
        if (!settings.enabled() || settings.postgresql() == null) {
            return Optional.empty();
        }
        var published = new ArrayList<PublishedColumn>();
        for (var i = 0; i < columns.size(); i++) {
            var column = columns.get(i);
            published.add(new PublishedColumn(column.name(), PostgresType.of(column.type(), stored.get(i))));
        }
        try {
            new PostgresPublisher(settings.postgresql(), access).publish(context.dataset(), facts(context.version()),
                    published, () -> new CleanedRows(context), () -> checkIsCurrent(context));
            return Optional.empty();
        } catch (PipelineException e) {
            return Optional.of(e);
        }
    }

    private static Map<String, String> facts(Version version) {
        var facts = new LinkedHashMap<String, String>();
        facts.put("sourceKey", version.sourceKey());
        if (version.sourcePart() != null) {
            facts.put("sourcePart", version.sourcePart());
        }
        facts.put("sourceEtag", version.sourceEtag());
        facts.put("configHash", version.configHash());
        facts.put("programVersion", version.programVersion());
        return facts;
    }

    private static void checkIsCurrent(StageContext context) throws IOException {
        var input = context.input();
        if (context.store().head(input.ref()).filter(now -> isSame(input, now)).isEmpty()) {
            throw new ObjectChangedException(input.ref());
        }
    }

    private static boolean isSame(StoredObject before, StoredObject now) {
        return before.etag().equals(now.etag()) && Version.carriedBy(before).equals(Version.carriedBy(now));
    }

    /// An empty cell is a missing one.
    private static final class CleanedRows implements PublishedRows {
        private final CleanedRecords records;

        CleanedRows(StageContext context) throws IOException {
            records = new CleanedRecords(context.open());
            // Without columns and rows there is not even a header row.
            if (records.hasNext()) {
                records.next();
            }
        }

        @Override
        public boolean hasNext() {
            return records.hasNext();
        }

        @Override
        public List<String> next() {
            var cells = new ArrayList<>(records.next());
            cells.replaceAll(cell -> cell.isEmpty() ? null : cell);
            return cells;
        }

        @Override
        public void close() throws IOException {
            records.close();
        }
    }
}
