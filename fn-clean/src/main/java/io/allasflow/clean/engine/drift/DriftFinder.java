package io.allasflow.clean.engine.drift;

import io.allasflow.clean.engine.column.ColumnPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Compares the columns of a table with those of the version accepted before.
public final class DriftFinder {
    private DriftFinder() {}

    /// @param before null if there is none
    /// @param key the source's, as `etag` is
    /// @return null if there is nothing to compare with, or no difference
    public static Drift find(Predecessor before, String key, String etag, List<ColumnPlan> columns) {
        return before == null || !before.isWhole() || before.isOf(key, etag)
                ? null
                : compare(before.source().etag(), before.tableColumns(),
                        columns.stream().map(TableColumn::of).toList());
    }

    private static Drift compare(String since, List<TableColumn> before, List<TableColumn> now) {
        var old = byName(before);
        var young = byName(now);
        var renamed = new ArrayList<Drift.Renamed>();
        for (var i = 0; i < Math.min(before.size(), now.size()); i++) {
            var from = before.get(i);
            var to = now.get(i);
            if (!young.containsKey(from.name()) && !old.containsKey(to.name()) && from.hasTypeOf(to)) {
                renamed.add(new Drift.Renamed(from.name(), to.name()));
            }
        }
        var oldNames = renamed.stream().map(Drift.Renamed::from).collect(Collectors.toSet());
        var newNames = renamed.stream().map(Drift.Renamed::to).collect(Collectors.toSet());
        var kept = before.stream().map(TableColumn::name).filter(young::containsKey).toList();
        var retyped = kept.stream().filter(name -> old.get(name).isRetyped(young.get(name)))
                .map(name -> new Drift.Retyped(name, old.get(name).type(), young.get(name).type())).toList();
        var added = names(now).filter(name -> !old.containsKey(name))
                .filter(name -> !newNames.contains(name)).toList();
        var removed = names(before).filter(name -> !young.containsKey(name))
                .filter(name -> !oldNames.contains(name)).toList();
        var reordered = !kept.equals(names(now).filter(old::containsKey).toList());
        var drift = new Drift(since, added, removed, List.copyOf(renamed), retyped, reordered);
        return drift.isNone() ? null : drift;
    }

    private static Stream<String> names(List<TableColumn> columns) {
        return columns.stream().map(TableColumn::name);
    }

    private static Map<String, TableColumn> byName(List<TableColumn> columns) {
        var named = new LinkedHashMap<String, TableColumn>();
        columns.forEach(column -> named.put(column.name(), column));
        return named;
    }
}
