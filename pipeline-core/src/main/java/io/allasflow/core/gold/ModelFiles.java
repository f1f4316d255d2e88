package io.allasflow.core.gold;

import io.allasflow.core.layout.BucketLayout;
import io.allasflow.core.store.Listings;
import io.allasflow.core.store.ObjectRef;
import io.allasflow.core.store.ObjectStore;
import io.allasflow.core.store.StoredObject;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// The users' models and what was made of them, as two listings tell. Bounded by what users write: some 500 bytes a model.
///
/// @param models the SQL files by the model's name
/// @param misnamed keys under `config/models/` that name no model
/// @param gold what was made of each model, gone ones too
/// @param fingerprint of both listings; null where both are empty
public record ModelFiles(Map<String, StoredObject> models, List<String> misnamed,
        Map<String, Map<GoldOutput, StoredObject>> gold, String fingerprint) {
    /// The index page says in this metadata which models and results it was made of.
    public static final String FINGERPRINT = "models";
    private static final String MODELS = "config/models/";
    private static final String GOLD = "gold/";
    /// The metadata of each object made of a model.
    public static final String MADE_OF = "model-fingerprint";
    private static final Pattern MODEL = Pattern.compile("[A-Za-z0-9_-]{1,100}");
    private static final String SQL = ".sql";

    /// One listing of `config/models/`. One of `gold/` too, if there is a model or was one, and a look at each object there
    /// that is of none of the models.
    ///
    /// @param were whether there may be results of models that are no more
    public static ModelFiles list(ObjectStore store, BucketLayout layout, boolean were) {
        var models = new TreeMap<String, StoredObject>();
        var misnamed = new ArrayList<String>();
        long fingerprint = Listings.forEach(store, layout.own(MODELS), object -> {
            var file = object.ref().key().substring(layout.own(MODELS).key().length());
            var name = file.endsWith(SQL) ? file.substring(0, file.length() - SQL.length()) : "";
            if (MODEL.matcher(name).matches()) {
                models.put(name, object);
            } else if (!file.isEmpty() && !file.endsWith("/")) {
                misnamed.add(file);
            }
        });
        var gold = new TreeMap<String, Map<GoldOutput, StoredObject>>();
        if (fingerprint != 0 || were) {
            fingerprint += Listings.forEach(store, layout.own(GOLD), object -> {
                var file = object.ref().key().substring(layout.own(GOLD).key().length());
                GoldOutput.of(file).ifPresent(output -> {
                    var name = file.substring(0, file.length() - output.ending().length());
                    if (MODEL.matcher(name).matches()) {
                        gold.computeIfAbsent(name, _ -> new EnumMap<>(GoldOutput.class)).put(output, object);
                    }
                });
            });
        }
        // What users put there themselves is not ours to remove.
        gold.forEach((name, outputs) -> {
            if (!models.containsKey(name)) {
                outputs.values().removeIf(object -> store.head(object.ref())
                        .filter(found -> found.metadata().containsKey(MADE_OF)).isEmpty());
            }
        });
        gold.values().removeIf(Map::isEmpty);
        boolean none = models.isEmpty() && misnamed.isEmpty() && gold.isEmpty();
        return new ModelFiles(models, misnamed, gold, none ? null : Long.toHexString(fingerprint));
    }

    /// Where an output of a model lies.
    public static ObjectRef gold(BucketLayout layout, String model, GoldOutput output) {
        return layout.own(GOLD + model + output.ending());
    }
}
