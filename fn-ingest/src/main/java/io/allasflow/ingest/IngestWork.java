package io.allasflow.ingest;

import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.json.Json;
import io.allasflow.core.layout.Output;
import io.allasflow.core.stage.StageContext;
import io.allasflow.core.stage.StageWork;
import io.allasflow.ingest.engine.TextTable;
import io.allasflow.ingest.engine.TextEncoding;
import io.allasflow.ingest.engine.UnreadableTableException;
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
        checkConflict(context);
        var settings = context.config().section("ingest", IngestSettings.defaults());
        checkSize(context, settings);
        try (var in = context.open()) {
            var sample = in.readNBytes(SAMPLE_BYTES);
            // The first encoding tried goes on where the sample ends; another one starts over.
            InputStream whole = new SequenceInputStream(new ByteArrayInputStream(sample), in);
            for (var encoding : TextEncoding.candidates(sample)) {
                try (var text = whole == null ? context.open() : whole) {
                    whole = null;
                    return write(context, TextTable.detect(sample, context.input().size(), encoding, settings.header()),
                            text);
                } catch (CharacterCodingException e) {
                    // A byte beyond the sample is not of this encoding.
                }
            }
            throw new PipelineException(ErrorCode.UNREADABLE_TEXT,
                    context.input().ref() + " is in no character encoding that is understood");
        } catch (UnreadableTableException e) {
            var code = switch (e.reason()) {
                case NO_RECORDS -> ErrorCode.EMPTY_OBJECT;
                case ENCODING -> ErrorCode.UNREADABLE_TEXT;
                case BINARY -> ErrorCode.NOT_A_TABLE;
                case QUOTES, BLANK_START -> ErrorCode.MALFORMED_CSV;
            };
            throw new PipelineException(code, context.input().ref() + " " + e.getMessage(), e);
        }
    }

    private static Result write(StageContext context, TextTable table, InputStream in)
            throws IOException, UnreadableTableException {
        try (var writer = context.create(Output.RAW)) {
            long rows = table.copy(in, writer);
            return new Result(writer.commit(), rows, null, Json.MAPPER.valueToTree(table.dialect()));
        }
    }

    private static void checkConflict(StageContext context) {
        var key = context.source().key();
        var rival = context.layout().rivalOf(key);
        if (rival.isPresent() && context.store().head(context.layout().source(rival.get())).isPresent()) {
            throw new PipelineException(ErrorCode.DATASET_CONFLICT, "'" + key + "' and '" + rival.get()
                    + "' would both be the dataset '" + context.dataset() + "'; the latter is used");
        }
    }

    private static void checkSize(StageContext context, IngestSettings settings) {
        long size = context.input().size();
        if (size == 0) {
            throw new PipelineException(ErrorCode.EMPTY_OBJECT, context.input().ref() + " has no bytes");
        }
        if (size > settings.maxBytes()) {
            throw new PipelineException(ErrorCode.TOO_LARGE, context.input().ref() + " has " + size
                    + " bytes, more than the " + settings.maxBytes() + " allowed");
        }
    }
}
