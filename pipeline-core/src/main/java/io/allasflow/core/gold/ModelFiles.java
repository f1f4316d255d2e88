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
/// @param gold what there is of each model, gone ones too
/// @param fingerprint of both listings; null where both are empty
public record ModelFiles(Map<String, StoredObject> models, List<String> misnamed,
        Map<String, Map<GoldOutput, StoredObject>> gold, String fingerprint) {
    /// The index page says in this metadata which models and results it was made of.
    public static final String FINGERPRINT = "models";
    private static final String MODELS = "config/models/";
    private static final String GOLD = "gold/";
    private static final Pattern MODEL_FILE = Pattern.compile("([A-Za-z0-9_-]{1,100})\\.sql");

    /// One listing of `config/models/`. One of `gold/` too, if there is a model or was one.
    ///
    /// @param were whether there may be results of models that are no more
    public static ModelFiles list(ObjectStore store, BucketLayout layout, boolean were) {
        var models = new TreeMap<String, StoredObject>();
        var misnamed = new ArrayList<String>();
        long fingerprint = Listings.forEach(store, layout.own(MODELS), object -> {
            var file = object.ref().key().substring(layout.own(MODELS).key().length());
            var name = MODEL_FILE.matcher(file);
            if (name.matches()) {
                models.put(name.group(1), object);
            } else if (!file.isEmpty() && !file.endsWith("/")) {
                misnamed.add(file);
            }
        });
        var gold = new TreeMap<String, Map<GoldOutput, StoredObject>>();
        if (fingerprint != 0 || were) {
            fingerprint += Listings.forEach(store, layout.own(GOLD), object -> {
                var file = object.ref().key().substring(layout.own(GOLD).key().length());
                GoldOutput.of(file).ifPresent(output -> gold.computeIfAbsent(file.substring(0,
                        file.length() - output.ending().length()), _ -> new EnumMap<>(GoldOutput.class))
                        .put(output, object));
            });
        }
        return new ModelFiles(models, misnamed, gold, fingerprint == 0 ? null : Long.toHexString(fingerprint));
    }

    /// Where an output of a model lies.
    public static ObjectRef gold(BucketLayout layout, String model, GoldOutput output) {
        return layout.own(GOLD + model + output.ending());
    }
}
