package io.allasflow.core.stage;

import io.allasflow.core.config.PipelineConfig;
import io.allasflow.core.event.PipelineEvent;
import io.allasflow.core.layout.BucketLayout;
import io.allasflow.core.layout.Output;
import io.allasflow.core.store.ObjectChangedException;
import io.allasflow.core.store.ObjectReader;
import io.allasflow.core.store.ObjectStore;
import io.allasflow.core.store.ObjectWriter;
import io.allasflow.core.store.StoredObject;
import java.io.IOException;
import java.util.List;

/// One version of a stage's input, and where its outputs go.
///
/// @param opened what was opened when the run began
/// @param input the object to read
/// @param source what it was made from; for the first stage, the input itself
public record StageContext(ObjectStore store, BucketLayout layout, PipelineConfig config, String dataset,
        OpenedInput opened, StoredObject input, PipelineEvent.Source source, Version version) {

    /// Of an input that is not open yet.
    public StageContext(ObjectStore store, BucketLayout layout, PipelineConfig config, String dataset,
            StoredObject input, PipelineEvent.Source source, Version version) {
        this(store, layout, config, dataset, OpenedInput.none(), input, source, version);
    }

    /// The section of the configuration for this source. A pattern may match its key under the prefix, or that with its
    /// part after a slash.
    ///
    /// @throws io.allasflow.core.error.PipelineException `CONFIG_INVALID`
    public <T> T settings(String section, T defaults) {
        var key = source.key().substring(layout.sourcePrefix().length());
        return config.section(section, defaults,
                source.part() == null ? List.of(key) : List.of(key, key + "/" + source.part()));
    }

    /// What the section says of all sources alike.
    public <T> T commonSettings(String section, T defaults) {
        return config.section(section, defaults, List.of());
    }

    /// Reads the input from its start; each call is a new pass over the same bytes.
    public ObjectReader open() throws IOException {
        var first = opened.take(input);
        return first.isPresent() ? first.get() : store.open(input.ref(), input.etag());
    }

    /// Reads the input from that byte on.
    public ObjectReader open(long from) throws IOException {
        return store.open(input.ref(), input.etag(), from);
    }

    /// Reads another output that belongs with the input.
    ///
    /// @throws ObjectChangedException if it is there but of another version
    public ObjectReader open(Output output) throws IOException {
        var reader = store.open(layout.output(output, dataset), null);
        if (Version.carriedBy(reader.object()).filter(version::equals).isEmpty()) {
            reader.close();
            throw new ObjectChangedException(reader.object().ref());
        }
        return reader;
    }

    /// Copies the input within the store.
    public StoredObject copy(Output output) throws IOException {
        return store.copy(input.ref(), input.etag(), layout.output(output, dataset), output.contentType(),
                version.metadata(source));
    }

    public ObjectWriter create(Output output) {
        return store.create(layout.output(output, dataset), output.contentType(), version.metadata(source));
    }
}
