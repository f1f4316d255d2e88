package io.allasflow.ingest.engine.excel.biff;

import io.allasflow.ingest.engine.record.Row;
import io.allasflow.ingest.engine.RefusedSourceException;
import io.allasflow.ingest.engine.excel.CellList;
import io.allasflow.ingest.engine.excel.Faults;
import io.allasflow.ingest.engine.excel.Rows;
import io.allasflow.ingest.engine.excel.cell.CellTexts;
import io.allasflow.ingest.engine.excel.cell.EscapedText;
import io.allasflow.ingest.engine.excel.cell.SharedTexts;
import java.io.IOException;
import java.io.InputStream;
import org.apache.poi.hssf.record.BOFRecord;
import org.apache.poi.hssf.record.BoolErrRecord;
import org.apache.poi.hssf.record.EOFRecord;
import org.apache.poi.hssf.record.FormulaRecord;
import org.apache.poi.hssf.record.LabelRecord;
import org.apache.poi.hssf.record.LabelSSTRecord;
import org.apache.poi.hssf.record.MulRKRecord;
import org.apache.poi.hssf.record.NumberRecord;
import org.apache.poi.hssf.record.RKRecord;
import org.apache.poi.hssf.record.RecordInputStream;
import org.apache.poi.hssf.record.StringRecord;
import org.apache.poi.ss.usermodel.FormulaError;

/// The rows of a sheet that hold something.
final class BiffRows implements Rows {
    /// A text of several looks.
    private static final short RICH_LABEL = 0x00D6;

    private final InputStream in;
    private final RecordInputStream records;
    private final CellTexts texts;
    private final SharedTexts sharedTexts;
    private CellList current;
    private CellList following;
    /// The cell whose formula gave a text, which comes later.
    private FormulaRecord open;
    /// A chart among the cells has cells of its own.
    private int depth;
    private boolean ended;

    /// @param in from the start of the sheet on
    BiffRows(InputStream in, CellTexts texts, SharedTexts sharedTexts) throws RefusedSourceException {
        this.in = in;
        this.records = new RecordInputStream(in);
        this.texts = texts;
        this.sharedTexts = sharedTexts;
        if (!records.hasNextRecord() || records.getNextSid() != BOFRecord.sid) {
            throw Faults.damaged("a sheet of its list is not there");
        }
    }

    @Override
    public Row next() throws IOException {
        while (true) {
            while (!ended && following == null) {
                record();
            }
            var row = current;
            current = following;
            following = null;
            if (row == null) {
                if (current == null) {
                    return null;
                }
            } else if (!row.isBlank()) {
                return row.toRow();
            }
        }
    }

    private void record() throws RefusedSourceException {
        if (!records.hasNextRecord()) {
            throw Faults.damaged("it is cut short");
        }
        records.nextRecord();
        switch (records.getSid()) {
            case BOFRecord.sid -> depth++;
            case EOFRecord.sid -> ended = --depth == 0;
            default -> {
                if (depth == 1) {
                    cells();
                }
            }
        }
        records.readRemainder();
    }

    private void cells() throws RefusedSourceException {
        switch (records.getSid()) {
            case NumberRecord.sid -> {
                var cell = new NumberRecord(records);
                add(cell.getRow(), cell.getColumn(), texts.number(cell.getValue(), cell.getXFIndex()));
            }
            case RKRecord.sid -> {
                var cell = new RKRecord(records);
                add(cell.getRow(), cell.getColumn(), texts.number(cell.getRKNumber(), cell.getXFIndex()));
            }
            case MulRKRecord.sid -> {
                var cells = new MulRKRecord(records);
                for (int i = 0; i < cells.getNumColumns(); i++) {
                    add(cells.getRow(), cells.getFirstColumn() + i,
                            texts.number(cells.getRKNumberAt(i), cells.getXFAt(i)));
                }
            }
            case LabelSSTRecord.sid -> {
                var cell = new LabelSSTRecord(records);
                add(cell.getRow(), cell.getColumn(), sharedTexts.get(cell.getSSTIndex()));
            }
            case LabelRecord.sid, RICH_LABEL -> {
                int row = records.readUShort();
                int column = records.readUShort();
                records.readUShort();
                add(row, column, text());
            }
            case BoolErrRecord.sid -> {
                var cell = new BoolErrRecord(records);
                add(cell.getRow(), cell.getColumn(),
                        cell.isBoolean() ? String.valueOf(cell.getBooleanValue()) : error(cell.getErrorValue()));
            }
            case FormulaRecord.sid -> formula(new FormulaRecord(records));
            case StringRecord.sid -> {
                if (open != null) {
                    add(open.getRow(), open.getColumn(), text());
                }
            }
            default -> {
                // No cell, or a blank one.
            }
        }
    }

    private void formula(FormulaRecord cell) throws RefusedSourceException {
        if (cell.hasCachedResultString()) {
            open = cell;
            return;
        }
        add(cell.getRow(), cell.getColumn(), switch (cell.getCachedResultTypeEnum()) {
            case NUMERIC -> texts.number(cell.getValue(), cell.getXFIndex());
            case BOOLEAN -> String.valueOf(cell.getCachedBooleanValue());
            case ERROR -> error(cell.getCachedErrorValue());
            case STRING, BLANK, FORMULA, _NONE -> "";
        });
    }

    /// @param row from 0
    /// @param column from 0
    private void add(int row, int column, String text) throws RefusedSourceException {
        open = null;
        if (current == null) {
            current = new CellList(row + 1);
        }
        if (row + 1 < current.row()) {
            throw Faults.damaged("row " + (row + 1) + " comes after row " + current.row());
        }
        if (row + 1 > current.row() && following == null) {
            following = new CellList(row + 1);
        }
        (following == null ? current : following).add(column + 1, text);
    }

    private String text() {
        return EscapedText.encodable(new StringRecord(records).getString());
    }

    private static String error(int code) {
        return FormulaError.forInt(code).getString();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
