package io.allasflow.core.stage;

import io.allasflow.core.event.PipelineEvent;
import io.allasflow.core.layout.BucketLayout;
import io.allasflow.core.layout.Output;
import io.allasflow.core.status.Status;
import io.allasflow.core.status.StatusStore;
import io.allasflow.core.store.ObjectStore;
import java.util.Collection;
import java.util.List;

/// Takes away what earlier versions of a source made and the present one does not: a workbook's only table when it gets a
/// second, a sheet that is no longer in it. Nobody may meet their rows beside those of the present version.
///
/// All is taken away before the status forgets it, so that what a crash leaves is found by the repeat.
final class Leftovers {
    private final ObjectStore store;
    private final BucketLayout layout;
    private final StatusStore statuses;

    Leftovers(ObjectStore store, BucketLayout layout) {
        this.store = store;
        this.layout = layout;
        this.statuses = new StatusStore(store, layout);
    }

    /// What a divided source made as one table.
    void ofWhole(Status before, PipelineEvent.Source source) {
        if (before.isOf(source)) {
            delete(Stage.allOutputs(), before.dataset());
        }
    }

    /// What the source made of parts that are no more.
    ///
    /// @param parts that are still there
    void ofParts(Status before, PipelineEvent.Source source, List<String> parts) {
        if (before.isOf(source)) {
            before.parts().stream().filter(part -> !parts.contains(part)).map(source::withPart).forEach(this::ofPart);
        }
    }

    /// What was made of a part that is no more, its status last.
    void ofPart(PipelineEvent.Source part) {
        var dataset = layout.dataset(part);
        if (isOfNoOther(dataset, part)) {
            delete(Stage.allOutputs(), dataset);
            store.delete(layout.output(Output.STATUS, dataset));
        }
    }

    /// What a stage made of an input that is no more because there is another version of its source, and what it told of it.
    /// Nothing if the source is as it was, or gone: then somebody deleted the input, and what was made of it stays.
    ///
    /// @param source as the event tells it
    void ofInput(Stage stage, String dataset, PipelineEvent.Source source) {
        var now = store.head(layout.source(source.key()));
        if (now.filter(object -> !object.etag().equals(source.etag())).isEmpty()) {
            return;
        }
        delete(stage.outputs(), dataset);
        var status = statuses.read(dataset);
        if (status.filter(told -> told.isOf(source) && told.state() == stage.doneState()).isPresent()) {
            store.delete(layout.output(Output.STATUS, dataset));
        }
    }

    private boolean isOfNoOther(String dataset, PipelineEvent.Source part) {
        return statuses.read(dataset).filter(other -> !other.isOf(part)).isEmpty();
    }

    private void delete(Collection<Output> outputs, String dataset) {
        outputs.forEach(output -> store.delete(layout.output(output, dataset)));
    }
}
