package io.allasflow.ingest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.json.Json;
import io.allasflow.core.layout.Output;
import io.allasflow.core.stage.StageContext;
import io.allasflow.core.stage.StageWork;
import io.allasflow.ingest.engine.ByteSource;
import io.allasflow.ingest.engine.RefusedSourceException;
import io.allasflow.ingest.engine.SampledSource;
import io.allasflow.ingest.engine.UnreadableTableException;
import io.allasflow.ingest.engine.compressed.Compression;
import io.allasflow.ingest.engine.excel.Workbook;
import io.allasflow.ingest.engine.json.JsonSettings;
import io.allasflow.ingest.engine.json.JsonTable;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// Makes canonical raw CSV of a source object, and tells how it was read.
public final class IngestWork implements StageWork {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /// A workbook's shared texts may take a third of the heap, so one is open at a time.
    private final ReentrantLock oneWorkbook = new ReentrantLock();

    @Override
    public Result run(StageContext context) throws IOException {
        checkConflict(context);
        var result = ingest(context);
        if (result instanceof Made made) {
            // A status may be lost to another writer, so what a later stage needs of it is an output too.
            try (var writer = context.create(Output.READING)) {
                writer.write(Json.MAPPER.writeValueAsBytes(made.facts()));
                writer.commit();
            }
        }
        return result;
    }

    private Result ingest(StageContext context) throws IOException {
        var settings = context.settings("ingest", IngestSettings.defaults());
        checkSize(context, settings.maxBytes().most());
        try (var stored = SampledSource.of(context::open)) {
            var workbook = workbook(context, settings, stored.sample());
            if (workbook.isPresent() || context.source().part() != null) {
                return workbook.orElseGet(NoSuchPart::new);
            }
            var compression = Compression.of(stored.sample());
            if (compression.isEmpty()) {
                boolean json = isJson(settings, stored);
                checkSize(context, json ? settings.maxBytes().json() : settings.maxBytes().csv());
                return read(context, settings, stored, json, true);
            }
            return unpack(context, settings, stored, compression.get(), settings.maxBytes().most());
        } catch (RefusedSourceException e) {
            throw new PipelineException(e.code(), context.input().ref() + " " + e.getMessage(), e);
        } catch (UnreadableTableException e) {
            var code = switch (e.reason()) {
                case NO_RECORDS -> ErrorCode.EMPTY_OBJECT;
                case ENCODING -> ErrorCode.UNREADABLE_TEXT;
                case BINARY -> ErrorCode.NOT_A_TABLE;
                case LINE, BLANK_START -> ErrorCode.MALFORMED_CSV;
                case CELLS -> ErrorCode.TOO_COMPLEX;
            };
            throw new PipelineException(code, context.input().ref() + " " + e.getMessage(), e);
        }
    }

    private Optional<Result> workbook(StageContext context, IngestSettings settings, byte[] sample)
            throws IOException {
        var kind = Workbook.kind(sample);
        if (kind.isEmpty()) {
            return Optional.empty();
        }
        lock();
        try {
            return new WorkbookWork(context, settings, kind.get()).run();
        } finally {
            oneWorkbook.unlock();
        }
    }

    private void lock() {
        try {
            if (!oneWorkbook.tryLock(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new PipelineException(ErrorCode.BUSY, "another workbook is still being read");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PipelineException(ErrorCode.BUSY, "the process ends", e);
        }
    }

    private static Made unpack(StageContext context, IngestSettings settings, ByteSource archive,
            Compression compression, long maxBytes) throws IOException, UnreadableTableException {
        try (var plain = SampledSource.of(compression.unpack(archive, maxBytes))) {
            compression.refuseNested(plain.sample());
            boolean json = isJson(settings, plain);
            long most = json ? settings.maxBytes().json() : settings.maxBytes().csv();
            if (most < maxBytes) {
                return unpack(context, settings, archive, compression, most);
            }
            var result = read(context, settings, plain, json, false);
            ObjectNode facts = result.facts().deepCopy();
            facts.set("compression", Json.MAPPER.valueToTree(compression));
            return new Made(result.main(), result.rows(), result.verdict(), facts);
        }
    }

    private static boolean isJson(IngestSettings settings, SampledSource source) throws IOException {
        return switch (settings.format()) {
            case JSON -> true;
            case DELIMITED, LINES -> false;
            case AUTO -> JsonTable.isLikely(source);
        };
    }

    /// @param stored whether the source is the input as it is stored
    private static Made read(StageContext context, IngestSettings settings, SampledSource source, boolean json,
            boolean stored) throws IOException, UnreadableTableException {
        return json
                ? readJson(context, settings.json(), source)
                : new TextWork(context, settings.text(), source, stored).run();
    }

    private static Made readJson(StageContext context, JsonSettings settings, SampledSource source)
            throws IOException {
        var table = JsonTable.of(source, settings);
        return write(context, out -> new Copied(table.copy(out), table.facts()));
    }

    /// Rows written, and how they were read.
    private record Copied(long rows, Object facts) {}

    /// Writes canonical CSV.
    private interface Copy<E extends Exception> {
        Copied to(OutputStream out) throws IOException, E;
    }

    private static <E extends Exception> Made write(StageContext context, Copy<E> copy)
            throws IOException, E {
        try (var writer = context.create(Output.RAW)) {
            var copied = copy.to(writer);
            return new Made(writer.commit(), copied.rows(), null, Json.MAPPER.valueToTree(copied.facts()));
        }
    }

    private static void checkConflict(StageContext context) {
        var source = context.source();
        for (var rival : context.layout().rivalsOf(source)) {
            if (context.store().head(context.layout().source(rival)).isPresent()) {
                throw new PipelineException(ErrorCode.DATASET_CONFLICT, "'" + source.key()
                        + (source.part() == null ? "" : "', part '" + source.part()) + "' and '" + rival
                        + "' would both be the dataset '" + context.dataset() + "'; the latter is used");
            }
        }
    }

    static void checkSize(StageContext context, long maxBytes) {
        long size = context.input().size();
        if (size == 0) {
            throw new PipelineException(ErrorCode.EMPTY_OBJECT, context.input().ref() + " has no bytes");
        }
        if (size > maxBytes) {
            throw new PipelineException(ErrorCode.TOO_LARGE, context.input().ref() + " has " + size
                    + " bytes, more than the " + maxBytes + " allowed");
        }
    }
}
