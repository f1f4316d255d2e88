package io.allasflow.clean.engine.table;

import io.allasflow.clean.engine.CleanSettings;
import io.allasflow.clean.engine.RawTable;
import io.allasflow.clean.engine.Resources;
import io.allasflow.clean.engine.UncleanableTableException;
import io.allasflow.clean.engine.UncleanableTableException.Reason;
import io.allasflow.clean.engine.cell.MissingValues;
import io.allasflow.clean.engine.column.ColumnNames;
import io.allasflow.clean.engine.column.ColumnProfile;
import io.allasflow.clean.engine.column.Identifiers;
import io.allasflow.clean.engine.duplicate.ChunkRows;
import io.allasflow.clean.engine.duplicate.DuplicateRule;
import io.allasflow.clean.engine.duplicate.DuplicateSearch;
import io.allasflow.clean.engine.duplicate.NoRoomException;
import io.allasflow.clean.engine.duplicate.RowHashes;
import io.allasflow.clean.engine.duplicate.RowKey;
import io.allasflow.clean.engine.scan.Chunk;
import io.allasflow.clean.engine.scan.HeaderRow;
import io.allasflow.clean.engine.scan.Pass;
import io.allasflow.clean.engine.scan.Rows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// What the first pass learns: the header, which records repeat others, and a profile of each column over the rows
/// kept.
public final class TableProfile {
    private final List<String> header;
    private final List<String> names;
    private final List<ColumnProfile> columns;
    private final List<ChunkRows> chunks = new ArrayList<>();
    private final List<String> unknownKeys = new ArrayList<>();
    private final int[] keys;
    private int rows;
    private long kept;
    private final int quantileValues;
    private boolean isSketched;

    private TableProfile(List<String> header, CleanSettings settings) {
        this.header = header;
        this.quantileValues = settings.limits().quantileValues();
        var capacity = quantileValues / header.size();
        this.names = new ColumnNames().clean(header);
        var sentinels = settings.missing().sentinels();
        var missing = new MissingValues(sentinels, List.of());
        this.columns = IntStream.range(0, header.size()).mapToObj(i -> {
            var column = settings.column(header.get(i), names.get(i));
            var isLeftAlone = Identifiers.isId(names.get(i)) && column.impute() == null
                    && column.outliers() == null;
            return new ColumnProfile(isLeftAlone, capacity, column,
                    column.missing().isEmpty() && column.sentinels() == null
                            ? missing
                            : new MissingValues(column.sentinels() == null ? sentinels : column.sentinels(),
                                    column.missing()));
        }).toList();
        var indexes = new ArrayList<Integer>();
        for (var key : settings.duplicates().keys()) {
            var index = names.contains(key) ? names.indexOf(key) : header.indexOf(key);
            if (index < 0) {
                unknownKeys.add(key);
            } else {
                indexes.add(index);
            }
        }
        keys = unknownKeys.isEmpty() ? indexes.stream().mapToInt(Integer::intValue).toArray() : new int[0];
    }

    /// Whether duplicates are equal in key columns alone.
    boolean hasKeys() {
        return keys.length > 0;
    }

    public static TableProfile of(RawTable raw, CleanSettings settings, Resources resources)
            throws IOException, UncleanableTableException {
        var rule = settings.duplicates();
        var search = new DuplicateSearch(raw, resources, rule.keep(), key(raw, settings, resources),
                settings.limits().rows());
        while (true) {
            try {
                return of(raw, settings, resources, search);
            } catch (NoRoomException e) {
                // The search goes about it in another way next time.
            }
        }
    }

    private static TableProfile of(RawTable raw, CleanSettings settings, Resources resources, DuplicateSearch search)
            throws IOException, UncleanableTableException {
        var duplicates = search.next();
        try (var pass = Pass.over(raw, resources)) {
            var header = pass.header();
            requireColumns(header, settings.limits());
            var profile = new TableProfile(List.of(header), settings);
            var headerRow = new HeaderRow(profile.header);
            var decisions = pass.turns();
            var merges = pass.turns();
            pass.run(() -> {
                var rows = new Rows();
                var hashes = new RowHashes(search.key());
                var profiler = new ChunkProfiler(profile.columns);
                return chunk -> {
                    rows.read(chunk);
                    hashes.of(rows, headerRow);
                    decisions.take(chunk, () -> {
                        if (chunk.number() == 0) {
                            search.expect(raw.size() / chunk.length() * rows.count());
                        }
                        DuplicateSearch.require((long) profile.rows + rows.count(), settings.limits().rows());
                        profile.add(duplicates.next(hashes));
                    });
                    profiler.profile(rows, hashes, profile.chunk(chunk).firsts());
                    merges.take(chunk, () -> profile.add(profiler));
                };
            });
            profile.judgePoints(settings);
            return profile;
        }
    }

    /// @return null if nothing is a duplicate
    private static RowKey key(RawTable raw, CleanSettings settings, Resources resources)
            throws IOException, UncleanableTableException {
        var rule = settings.duplicates();
        if (rule.keep() == null) {
            return null;
        }
        if (rule.keep() == DuplicateRule.Keep.FIRST && rule.keys().isEmpty()) {
            return RowKey.WHOLE;
        }
        try (var pass = Pass.over(raw, resources)) {
            requireColumns(pass.header(), settings.limits());
            var table = new TableProfile(List.of(pass.header()), settings);
            return new RowKey(table.keys, table.columns.stream().map(ColumnProfile::missingValues).toList());
        }
    }

    /// What the settings name as keys of duplicates, but is no column: if there is any, rows are compared in all cells.
    public List<String> unknownKeys() {
        return unknownKeys;
    }

    /// Data records in the raw table.
    public int rows() {
        return rows;
    }

    /// Rows neither rejected, empty nor duplicates.
    public long kept() {
        return kept;
    }

    public List<String> header() {
        return header;
    }

    /// The clean name of each column.
    public List<String> names() {
        return names;
    }

    public List<ColumnProfile> columns() {
        return columns;
    }

    /// @throws IllegalStateException if the pass had no such chunk
    ChunkRows chunk(Chunk chunk) {
        synchronized (chunks) {
            if (chunk.number() >= chunks.size()) {
                throw new IllegalStateException("the raw table has more rows in the second pass than in the first");
            }
            return chunks.get(chunk.number());
        }
    }

    private static void requireColumns(String[] header, CleanSettings.Limits limits) throws UncleanableTableException {
        if (header == null) {
            throw new UncleanableTableException(Reason.EMPTY_TABLE, "The table is empty: it has no header row.");
        }
        if (header.length > limits.columns()) {
            throw new UncleanableTableException(Reason.TOO_MANY_COLUMNS, "The table has " + header.length
                    + " columns; at most " + limits.columns() + " are cleaned. Split it or raise limits.columns.");
        }
    }

    private void add(ChunkRows chunk) {
        synchronized (chunks) {
            chunks.add(chunk);
        }
        rows += chunk.count();
    }

    private void judgePoints(CleanSettings settings) {
        columns.forEach(column -> column.judgePoints(settings.types().threshold(),
                settings.missing().hasUsualSentinels()));
    }

    private void add(ChunkProfiler some) {
        kept += some.kept();
        for (var i = 0; i < columns.size(); i++) {
            columns.get(i).addAll(some.columns().get(i));
        }
        if (!isSketched && columns.stream().mapToLong(ColumnProfile::numberCount).sum() > quantileValues) {
            isSketched = true;
            columns.forEach(ColumnProfile::sketch);
        }
    }
}
