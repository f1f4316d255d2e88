package io.allasflow.summarize.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What is known of all models: kept between refreshes as a cache.
///
/// @param programVersion that parsed the SQL
/// @param models by name
/// @param misnamed files that name no model
/// @param fingerprint of the listings that it was made of; null without any model
public record GoldState(String programVersion, Map<String, Known> models, List<String> misnamed, String fingerprint) {
    public static final GoldState NONE = new GoldState(null, Map.of(), List.of(), null);

    public GoldState {
        models = models == null ? Map.of() : models;
        misnamed = misnamed == null ? List.of() : misnamed;
    }

    /// @param sqlEtag of the SQL that `sql` was parsed from
    /// @param factsEtag of `gold/<model>.json`, from which `gold` was read; null without one
    record Known(String sqlEtag, ModelSql sql, String factsEtag, GoldModel gold) {}

    /// What is told of each model; null of one that is told of nowhere yet.
    @JsonIgnore
    public Map<String, GoldModel> results() {
        var results = new TreeMap<String, GoldModel>();
        models.forEach((model, known) -> results.put(model, known.gold()));
        return results;
    }

    /// Whether a result is still to be published.
    @JsonIgnore
    public boolean isUnpublished() {
        return models.values().stream().anyMatch(known -> known.gold() != null && known.gold().isUnpublished());
    }

    @JsonIgnore
    public boolean isEmpty() {
        return models.isEmpty() && misnamed.isEmpty();
    }
}
