package io.allasflow.ingest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.json.Json;
import io.allasflow.core.layout.Output;
import io.allasflow.core.stage.StageContext;
import io.allasflow.core.stage.StageWork.Divided;
import io.allasflow.core.stage.StageWork.Made;
import io.allasflow.core.stage.StageWork.NoSuchPart;
import io.allasflow.core.stage.StageWork.Result;
import io.allasflow.ingest.engine.RefusedSourceException;
import io.allasflow.ingest.engine.excel.RandomAccess;
import io.allasflow.ingest.engine.excel.Sheet;
import io.allasflow.ingest.engine.excel.SheetTable;
import io.allasflow.ingest.engine.excel.Workbook;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes raw CSV of a workbook with one sheet, or of one sheet of several. Of several, each is a dataset of its own.
final class WorkbookWork {
    /// More would be more datasets than a person can look at.
    private static final int MOST_SHEETS = 1000;

    private final StageContext context;
    private final IngestSettings settings;
    private final String format;

    /// @param format `xlsx` or `xls`
    WorkbookWork(StageContext context, IngestSettings settings, String format) {
        this.context = context;
        this.settings = settings;
        this.format = format;
    }

    /// What the status tells of a workbook that is divided.
    ///
    /// @param emptySheets by name
    /// @param hiddenSheets by name, of those that are not empty
    private record Facts(String format, @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> emptySheets,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> hiddenSheets) {}

    /// @return nothing if it is no workbook
    Optional<Result> run() throws IOException {
        long maxBytes = settings.maxBytes().ofWorkbook(format);
        var opened = Workbook.open(source(), maxBytes);
        if (opened.isEmpty()) {
            return Optional.empty();
        }
        try (var workbook = opened.get()) {
            IngestWork.checkSize(context, maxBytes);
            return Optional.of(read(workbook));
        }
    }

    private RandomAccess source() {
        return new RandomAccess() {
            @Override
            public long size() {
                return context.input().size();
            }

            @Override
            public InputStream open(long from) throws IOException {
                return context.open(from);
            }
        };
    }

    private Result read(Workbook workbook) throws IOException {
        var part = context.source().part();
        if (part != null) {
            return readPart(workbook.sheets(), part);
        }
        var filled = new ArrayList<Sheet>();
        var empty = new ArrayList<String>();
        for (var sheet : workbook.sheets()) {
            if (sheet.isEmpty()) {
                empty.add(sheet.name());
            } else {
                filled.add(sheet);
            }
        }
        return switch (filled.size()) {
            case 0 -> throw new RefusedSourceException(ErrorCode.EMPTY_OBJECT,
                    "is a workbook whose sheets are all empty");
            case 1 -> write(filled.getFirst());
            default -> divided(filled, empty);
        };
    }

    /// A sheet is a dataset of its own only beside another one.
    private Result readPart(List<Sheet> sheets, String part) throws IOException {
        var found = sheets.stream().filter(sheet -> sheet.name().equals(part)).findFirst();
        if (found.isEmpty() || found.get().isEmpty()) {
            return new NoSuchPart();
        }
        for (var sheet : sheets) {
            if (sheet != found.get() && !sheet.isEmpty()) {
                return write(found.get());
            }
        }
        return new NoSuchPart();
    }

    private Divided divided(List<Sheet> filled, List<String> empty) throws RefusedSourceException {
        if (filled.size() > MOST_SHEETS) {
            throw new RefusedSourceException(ErrorCode.TOO_COMPLEX,
                    "is a workbook of more than " + MOST_SHEETS + " sheets");
        }
        var names = filled.stream().map(Sheet::name).toList();
        if (names.stream().anyMatch(name -> name.isEmpty() || name.contains("/"))) {
            throw new RefusedSourceException(ErrorCode.MALFORMED_WORKBOOK,
                    "has a sheet without a name, or with a slash in it, which no program allows");
        }
        return new Divided(names, Json.MAPPER.valueToTree(new Facts(format, empty,
                filled.stream().filter(Sheet::isHidden).map(Sheet::name).toList())));
    }

    private Made write(Sheet sheet) throws IOException {
        try (var writer = context.create(Output.RAW)) {
            var copied = SheetTable.copy(sheet, format, settings.text(), writer);
            return new Made(writer.commit(), copied.rows(), null, Json.MAPPER.valueToTree(copied.facts()));
        }
    }
}
