package io.allasflow.core.stage;

import com.fasterxml.jackson.databind.JsonNode;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.status.Comparison;
import io.allasflow.core.status.Metrics;
import io.allasflow.core.store.StoredObject;
import java.io.IOException;
import java.util.List;

/// What a function does with one version of its input. Everything about versions, repeats, races and statuses is
/// [StageRunner]'s.
@FunctionalInterface
public interface StageWork {
    /// Reads the input and writes every output of the stage, the main one last.
    ///
    /// @throws PipelineException with a permanent code if this input can never succeed
    /// @throws IOException as the store's streams throw it
    Result run(StageContext context) throws IOException;

    sealed interface Result {
        /// What the status should tell of this run; null for nothing.
        JsonNode facts();
    }

    /// @param main the main output as stored
    /// @param rows data rows in it
    /// @param verdict `pass`, `warn` or `fail`; null where there is none
    /// @param metrics null but of [Stage#SUMMARIZE]
    /// @param comparison with the version before; null if there is none
    /// @param problem what could not be done beside the outputs, for the status to tell; null if all went well
    record Made(StoredObject main, long rows, String verdict, JsonNode facts, Metrics metrics, Comparison comparison,
            PipelineException problem) implements Result {
        public Made(StoredObject main, long rows, String verdict, JsonNode facts) {
            this(main, rows, verdict, facts, null, null, null);
        }
    }

    /// Nothing was written: the source is several datasets, each of which is to be discovered by itself.
    ///
    /// @param parts their names within the source, distinct, in its order
    record Divided(List<String> parts, JsonNode facts) implements Result {}

    /// Nothing was written: the source has no such part any more, or is a dataset as a whole.
    record NoSuchPart() implements Result {
        @Override
        public JsonNode facts() {
            return null;
        }
    }
}
