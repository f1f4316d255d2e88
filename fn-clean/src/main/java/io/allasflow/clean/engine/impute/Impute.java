package io.allasflow.clean.engine.impute;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import io.allasflow.clean.engine.cell.Surrogates;
import io.allasflow.core.config.NearestWord;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/// What the settings say of missing cells: a method by its name, or `{constant: …}`.
///
/// @param constant null for other methods, and for the table's constant
/// @throws IllegalArgumentException for a constant that cannot be written
public record Impute(ImputationMethod method, String constant) {

    public Impute {
        Surrogates.refuseUnpaired("constant", constant);
    }

    public Impute(ImputationMethod method) {
        this(method, null);
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Impute of(String method) {
        return new Impute(Arrays.stream(ImputationMethod.values()).filter(known -> known.text().equals(method))
                .findFirst().orElseThrow(() -> new IllegalArgumentException("is \"" + method + "\", must be one of "
                        + Arrays.stream(ImputationMethod.values()).map(ImputationMethod::text)
                                .collect(Collectors.joining(", "))
                        + ", or {constant: ...}" + NearestWord.hint(method,
                                Arrays.stream(ImputationMethod.values()).map(ImputationMethod::text).toList()))));
    }

    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    static Impute ofConstant(@JsonProperty(value = "constant", required = true) String constant) {
        return new Impute(ImputationMethod.CONSTANT, constant);
    }

    @JsonValue
    Object setting() {
        return constant == null ? method : Map.of("constant", constant);
    }
}
