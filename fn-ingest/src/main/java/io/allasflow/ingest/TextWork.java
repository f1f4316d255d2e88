package io.allasflow.ingest;

import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.json.Json;
import io.allasflow.core.layout.Output;
import io.allasflow.core.stage.StageContext;
import io.allasflow.core.stage.StageWork.Made;
import io.allasflow.core.store.ObjectChangedException;
import io.allasflow.ingest.engine.SampledSource;
import io.allasflow.ingest.engine.UnreadableTableException;
import io.allasflow.ingest.engine.dialect.TextSettings;
import io.allasflow.ingest.engine.text.SameBytes;
import io.allasflow.ingest.engine.text.TextEncoding;
import io.allasflow.ingest.engine.text.TextTable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Makes raw CSV of text. A large object that already is canonical CSV, as its reading proves, is copied within the store.
final class TextWork {
    /// A copy takes some requests more, and a smaller object is written in no time.
    private static final long LEAST_COPIED_BYTES = 8L << 20;
    /// S3 copies no larger object at once.
    private static final long MOST_COPIED_BYTES = 5L << 30;

    private static final Logger LOG = Logger.getLogger(TextWork.class);

    private final StageContext context;
    private final TextSettings settings;
    private final SampledSource source;
    private final boolean mayBeCopied;

    /// @param stored whether the text is the input as it is stored
    TextWork(StageContext context, TextSettings settings, SampledSource source, boolean stored) {
        this.context = context;
        this.settings = settings;
        this.source = source;
        long size = context.input().size();
        this.mayBeCopied = stored && size >= LEAST_COPIED_BYTES && size <= MOST_COPIED_BYTES;
    }

    Made run() throws IOException, UnreadableTableException {
        for (var encoding : TextEncoding.candidates(source.sample(), settings.charset())) {
            try {
                var table = TextTable.detect(source.sample(), source.isWhole(), encoding, settings);
                var copied = mayBeCopied && table.mayBeCanonical() ? copy(table) : Optional.<Made>empty();
                return copied.isPresent() ? copied.get() : write(table);
            } catch (CharacterCodingException e) {
                // A byte beyond the sample is not of this encoding.
            }
        }
        throw new PipelineException(ErrorCode.UNREADABLE_TEXT, context.input().ref() + (settings.encoding() == null
                ? " is in no character encoding that is understood"
                : " is not in " + settings.encoding() + ", as config/pipeline.yaml says"));
    }

    private Made write(TextTable table) throws IOException, UnreadableTableException {
        try (var in = source.open(); var writer = context.create(Output.RAW)) {
            var copied = table.copy(in, writer);
            return new Made(writer.commit(), copied.rows(), null, Json.MAPPER.valueToTree(copied.facts()));
        }
    }

    /// Nothing, if what would be written differs from the source in any byte.
    private Optional<Made> copy(TextTable table) throws IOException, UnreadableTableException {
        TextTable.Copied copied;
        try (InputStream in = source.open()) {
            var same = new SameBytes(in);
            copied = table.copy(same.in(), same.out());
            same.requireEnd();
        } catch (SameBytes.DifferentException e) {
            return Optional.empty();
        }
        try {
            var made = context.copy(Output.RAW);
            if (made.size() != context.input().size()) {
                throw new ObjectChangedException(context.input().ref());
            }
            return Optional.of(new Made(made, copied.rows(), null, Json.MAPPER.valueToTree(copied.facts())));
        } catch (PipelineException e) {
            // A store may not be able to, or take too long; writing it always works.
            LOG.warnf("%s could not be copied and is written: %s", context.input().ref(), e.getMessage());
            return Optional.empty();
        }
    }
}
