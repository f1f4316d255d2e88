package io.allasflow.core.event;

import java.util.OptionalLong;

/// Which objects take a Job of their own: where a size is set, each event tells by the extension `sizeclass` on which side
/// of it the object is that the next stage reads. Both sides are told, because a Trigger's `filter.attributes` cannot
/// ask for what is not there.
///
/// @param fromBytes absent where there are no Jobs; then nothing is told
public record LargeObjects(OptionalLong fromBytes) {
    public static final LargeObjects NONE = new LargeObjects(OptionalLong.empty());
    static final String LARGE = "large";
    static final String NORMAL = "normal";

    public Envelope mark(Envelope envelope, PipelineEvent data) {
        if (fromBytes.isEmpty()) {
            return envelope;
        }
        long bytes = data.object() == null ? data.source().size() : data.object().size();
        return envelope.with(Envelope.SIZE_CLASS, bytes >= fromBytes.getAsLong() ? LARGE : NORMAL);
    }
}
