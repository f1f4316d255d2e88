package io.allasflow.ingest.engine.excel.biff;

import io.allasflow.core.error.ErrorCode;
import io.allasflow.ingest.engine.RefusedSourceException;
import io.allasflow.ingest.engine.excel.Faults;
import io.allasflow.ingest.engine.excel.FoundSheet;
import io.allasflow.ingest.engine.excel.SourceChannel;
import io.allasflow.ingest.engine.excel.cell.CellTexts;
import io.allasflow.ingest.engine.excel.cell.EscapedText;
import io.allasflow.ingest.engine.excel.cell.SharedTexts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.poi.hssf.record.BOFRecord;
import org.apache.poi.hssf.record.BoundSheetRecord;
import org.apache.poi.hssf.record.ContinueRecord;
import org.apache.poi.hssf.record.DateWindow1904Record;
import org.apache.poi.hssf.record.EOFRecord;
import org.apache.poi.hssf.record.ExtendedFormatRecord;
import org.apache.poi.hssf.record.FilePassRecord;
import org.apache.poi.hssf.record.FormatRecord;
import org.apache.poi.hssf.record.RecordInputStream;
import org.apache.poi.hssf.record.SSTRecord;
import org.apache.poi.hssf.record.common.UnicodeString;
import org.apache.poi.poifs.crypt.Decryptor;
import org.apache.poi.poifs.filesystem.DirectoryNode;
import org.apache.poi.poifs.filesystem.DocumentInputStream;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;

/// A workbook in the binary format of Excel 97 to 2003 (BIFF8 in a compound file): `.xls`.
///
/// A compound file's blocks may be in any order, so all of it is held, and its texts besides: 64 MiB of each at most.
public final class BiffWorkbook {
    private static final long MOST_BYTES = 64 << 20;
    private static final int BIFF8 = 0x0600;
    private static final int HIDDEN = 3;

    private final DirectoryNode files;
    private final String stream;
    private final CellTexts texts = new CellTexts();
    private final SharedTexts sharedTexts = new SharedTexts();
    private final List<FoundSheet> sheets = new ArrayList<>();

    private BiffWorkbook(DirectoryNode files, String stream) throws IOException {
        this.files = files;
        this.stream = stream;
        try (var in = files.createDocumentInputStream(stream)) {
            readGlobals(new RecordInputStream(in));
        }
    }

    /// The worksheets.
    ///
    /// @throws RefusedSourceException if it is another document, or damaged
    public static List<FoundSheet> sheets(SourceChannel source) throws IOException {
        if (source.size() > MOST_BYTES) {
            throw new RefusedSourceException(ErrorCode.TOO_LARGE, "is an .xls workbook, or one with a password, of "
                    + source.size() + " bytes, more than the " + MOST_BYTES + " allowed; save it as .xlsx");
        }
        var files = new POIFSFileSystem(source.stream()).getRoot();
        if (files.hasEntryCaseInsensitive(Decryptor.DEFAULT_POIFS_ENTRY)) {
            throw Faults.encrypted();
        }
        for (var stream : List.of("Workbook", "Book")) {
            if (files.hasEntryCaseInsensitive(stream)) {
                return new BiffWorkbook(files, stream).sheets;
            }
        }
        throw Faults.notATable("an old Office document that is no workbook");
    }

    private void readGlobals(RecordInputStream records) throws IOException {
        checkVersion(records);
        while (records.hasNextRecord()) {
            records.nextRecord();
            switch (records.getSid()) {
                case FilePassRecord.sid -> throw Faults.encrypted();
                case DateWindow1904Record.sid -> {
                    if (records.readShort() == 1) {
                        texts.countFrom1904();
                    }
                }
                case FormatRecord.sid -> {
                    var format = new FormatRecord(records);
                    texts.addFormat(format.getIndexCode(), format.getFormatString());
                }
                case ExtendedFormatRecord.sid -> {
                    records.readShort();
                    texts.addStyle(records.readShort());
                }
                case BoundSheetRecord.sid -> addSheet(records);
                case SSTRecord.sid -> readSharedTexts(records);
                case EOFRecord.sid -> {
                    return;
                }
                default -> {
                    // Nothing about values.
                }
            }
            records.readRemainder();
        }
    }

    private static void checkVersion(RecordInputStream records) throws RefusedSourceException {
        if (!records.hasNextRecord()) {
            throw Faults.damaged("it is empty");
        }
        records.nextRecord();
        if (records.getSid() != BOFRecord.sid || records.readShort() != BIFF8) {
            throw Faults.notATable("a workbook of Excel 95 or older; save it as .xlsx or CSV");
        }
        records.readRemainder();
    }

    private void addSheet(RecordInputStream records) throws RefusedSourceException {
        int position = records.readInt();
        boolean hidden = (records.readByte() & HIDDEN) != 0;
        // Others are charts, macros and Visual Basic.
        boolean worksheet = records.readByte() == 0;
        int length = records.readUByte();
        var name = (records.readByte() & 1) == 0
                ? records.readCompressedUnicode(length)
                : records.readUnicodeLEString(length);
        if (worksheet) {
            sheets.add(new FoundSheet(EscapedText.encodable(name), hidden,
                    () -> new BiffRows(openAt(position), texts, sharedTexts)));
        }
    }

    private DocumentInputStream openAt(int position) throws IOException {
        var in = files.createDocumentInputStream(stream);
        if (position < 0 || position > in.available()) {
            throw Faults.damaged("a sheet of its list is not there");
        }
        for (int left = position; left > 0;) {
            // Holds as much as it skips.
            left -= (int) in.skip(Math.min(left, 1 << 16));
        }
        return in;
    }

    private void readSharedTexts(RecordInputStream records) throws RefusedSourceException {
        records.readInt();
        int count = records.readInt();
        for (int i = 0; i < count; i++) {
            if (records.available() == 0
                    && !(records.hasNextRecord() && records.getNextSid() == ContinueRecord.sid)) {
                throw Faults.damaged("some of its texts are not there");
            }
            sharedTexts.add(EscapedText.encodable(new UnicodeString(records).getString()));
        }
    }
}
