package io.allasflow.core.stage;

import io.allasflow.core.event.EventTypes;
import io.allasflow.core.layout.Output;
import io.allasflow.core.status.Status;
import java.util.EnumSet;
import java.util.List;

/// The three stages: what each reads and writes, and how its answer is called.
public enum Stage {
    INGEST("fn-ingest", null, List.of(Output.READING, Output.RAW), EventTypes.INGESTED, Status.State.INGESTED),
    CLEAN("fn-clean",
            Output.RAW, List.of(Output.REJECTED, Output.CHANGES, Output.QUALITY, Output.CLEANED),
            EventTypes.CLEANED, Status.State.CLEANED),
    SUMMARIZE("fn-summarize", Output.CLEANED,
            List.of(Output.PARQUET, Output.REPORT, Output.SUMMARY), EventTypes.SUMMARIZED,
            Status.State.SUMMARIZED);

    private final String service;
    private final Output input;
    private final List<Output> outputs;
    private final String doneEvent;
    private final Status.State doneState;

    Stage(String service, Output input, List<Output> outputs, String doneEvent, Status.State doneState) {
        this.service = service;
        this.input = input;
        this.outputs = outputs;
        this.doneEvent = doneEvent;
        this.doneState = doneState;
    }

    public String service() {
        return service;
    }

    /// The output of the stage before that this one reads; null for [#INGEST], which reads the source.
    public Output input() {
        return input;
    }

    /// In the order they become visible. The last one is what the next stage reads, so that whoever sees it sees the
    /// others too. But the reading comes when the raw table is there, as only then all is known of it.
    public List<Output> outputs() {
        return outputs;
    }

    public Output mainOutput() {
        return outputs.getLast();
    }

    public String doneEvent() {
        return doneEvent;
    }

    public Status.State doneState() {
        return doneState;
    }

    /// Every output of every stage.
    public static EnumSet<Output> allOutputs() {
        var all = EnumSet.noneOf(Output.class);
        for (var stage : values()) {
            all.addAll(stage.outputs);
        }
        return all;
    }
}
