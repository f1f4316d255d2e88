package io.allasflow.ingest.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.json.Json;
import io.allasflow.core.layout.Output;
import io.allasflow.core.stage.StageContext;
import io.allasflow.core.stage.StageWork;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.CharacterCodingException;

/// Makes canonical raw CSV of a source object, and tells how it was read.
public final class IngestWork implements StageWork {
    private static final int SAMPLE_BYTES = 256 << 10;

    @Override
    public Result run(StageContext context) throws IOException {
        var settings = context.config().section("ingest", IngestSettings.defaults());
        check(context, settings);
        // The sample is read once: the first attempt goes on where it ends.
        try (var in = context.open()) {
            var sample = in.readNBytes(SAMPLE_BYTES);
            BinaryFormat.of(sample).ifPresent(format -> {
                throw notATable(context, "is " + format.description());
            });
            InputStream rest = in;
            for (var encoding : TextEncoding.candidates(sample)) {
                try (var again = rest == null ? context.open() : null) {
                    var text = again != null ? again : new SequenceInputStream(new ByteArrayInputStream(sample), rest);
                    rest = null;
                    return write(context, encoding, sample, text);
                } catch (CharacterCodingException e) {
                    // A byte beyond the sample is not of this encoding: the next candidate.
                }
            }
        }
        throw new PipelineException(ErrorCode.UNREADABLE_TEXT,
                context.input().ref() + " is in no character encoding that is understood");
    }

    private static Result write(StageContext context, TextEncoding encoding, byte[] sample, InputStream in)
            throws IOException {
        var text = encoding.decode(sample);
        if (BinaryFormat.isLikely(text)) {
            throw notATable(context, "holds control characters, as binary files do");
        }
        var dialect = DialectDetector.detect(text, context.input().size() <= sample.length, encoding.charset().name());
        if (dialect == null) {
            throw new PipelineException(ErrorCode.EMPTY_OBJECT, context.input().ref() + " holds only blank lines");
        }
        try (var writer = context.create(Output.RAW)) {
            long rows = TableCopy.copy(new BufferedInputStream(in, 1 << 16), encoding, dialect, writer);
            JsonNode facts = Json.MAPPER.valueToTree(dialect);
            return new Result(writer.commit(), rows, null, facts);
        }
    }

    private static void check(StageContext context, IngestSettings settings) {
        var source = context.source();
        var rival = context.layout().rivalOf(source.key());
        if (rival.isPresent() && context.store().head(context.layout().source(rival.get())).isPresent()) {
            throw new PipelineException(ErrorCode.DATASET_CONFLICT, "'" + source.key() + "' and '" + rival.get()
                    + "' would both be the dataset '" + context.dataset() + "'; the latter is used");
        }
        if (source.size() == 0) {
            throw new PipelineException(ErrorCode.EMPTY_OBJECT, context.input().ref() + " has no bytes");
        }
        if (source.size() > settings.maxBytes()) {
            throw new PipelineException(ErrorCode.TOO_LARGE, context.input().ref() + " has " + source.size()
                    + " bytes, more than the " + settings.maxBytes() + " allowed");
        }
    }

    private static PipelineException notATable(StageContext context, String why) {
        return new PipelineException(ErrorCode.NOT_A_TABLE, context.input().ref() + " " + why);
    }
}
