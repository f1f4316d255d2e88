package io.allasflow.summarize.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.allasflow.core.event.PipelineEvent;
import java.util.List;

/// What a model's SQL tells of itself, without being run.
///
/// @param tables that it reads, in order of their names; empty if it is refused
/// @param refused why it can never run as it is; null if it can
@JsonInclude(JsonInclude.Include.NON_NULL)
record ModelSql(List<String> tables, PipelineEvent.Error refused) {
    ModelSql {
        tables = tables == null ? List.of() : List.copyOf(tables);
    }
}
