package io.allasflow.core.stage;

import io.allasflow.core.error.PipelineException;
import io.allasflow.core.event.PipelineEvent;

/// How the handling of one event ended.
sealed interface Outcome {
    /// The outputs match the current input.
    record Done(PipelineEvent.Source source, Version version, StageWork.Made result) implements Outcome {}

    /// The source is several datasets.
    record Divided(PipelineEvent.Source source, Version version, StageWork.Divided result) implements Outcome {}

    /// The current input can never succeed as it is.
    record Rejected(PipelineEvent.Source source, Version version, PipelineException why) implements Outcome {}

    /// The event was about an older version, and the current one's outputs are all there.
    record Superseded() implements Outcome {}

    /// The input is gone, or the part of it.
    record Gone() implements Outcome {}
}
