package io.allasflow.ingest.engine;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Delimited text, in which every record whose quotes make no sense is written anew so that they do. All else passes as
/// it is. So a damaged row costs one line, whatever reads on from here.
///
/// A quote that is not closed in its line may start a cell of several lines, or be damage. It is damage if it is never
/// closed; if text comes after the quote that closes it, as when that one opens a later cell; or if the record has another
/// width than the table, and its first line has the right one by itself or a later cell has a stray quote in it. Then the
/// first line is read by itself, and the reading goes on at the second.
///
/// Holds one record, of at most [Lines#MAX_CHARACTERS].
final class MendedText extends Reader {
    private static final int MOST_LINES_TOLD = 10;

    private final Lines lines;
    private final CellSyntax syntax;
    private final int width;
    private final boolean cut;
    private final List<Long> damagedLines = new ArrayList<>();
    private long damaged;
    private char[] ready = {};
    private int next;
    private int limit;

    /// @param width that most records have; 0 if it is not known
    /// @param cut whether the text is only a start, so that its last line may be cut inside quotes
    MendedText(Reader in, CellSyntax syntax, int width, boolean cut) {
        this.lines = new Lines(in);
        this.syntax = syntax;
        this.width = width;
        this.cut = cut;
    }

    /// How many lines were read by themselves.
    long damaged() {
        return damaged;
    }

    /// The numbers of the first of them, from 1.
    List<Long> damagedLines() {
        return List.copyOf(damagedLines);
    }

    /// The line where the record starts that comes next.
    long line() {
        return lines.number();
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        int read = 0;
        while (read < length) {
            if (next == limit && !readRecord()) {
                break;
            }
            int part = Math.min(length - read, limit - next);
            System.arraycopy(ready, next, buffer, offset + read, part);
            next += part;
            read += part;
        }
        return read == 0 && length > 0 ? -1 : read;
    }

    private boolean readRecord() throws IOException {
        int end = lines.end(0);
        if (end < 0) {
            return false;
        }
        var scan = new QuoteScan(syntax);
        var state = scan(scan, 0, end);
        int first = end;
        int taken = 1;
        while (state == QuoteScan.End.OPEN && !isTooWide(scan, first)) {
            int start = end;
            end = lines.end(start);
            if (end < 0) {
                break;
            }
            state = scan(scan, start, end);
            taken++;
        }
        if (cut && state == QuoteScan.End.OPEN && taken == 1 && withoutBreak(0, first) == first) {
            serve((new String(lines.text(), lines.start(), first) + syntax.quote()).toCharArray());
            lines.take(first, 1);
        } else if (state != QuoteScan.End.COMPLETE || taken > 1 && isUnlikely(scan, first)) {
            mend(first);
        } else {
            ready = lines.text();
            next = lines.start();
            limit = next + end;
            lines.take(end, taken);
        }
        return true;
    }

    private QuoteScan.End scan(QuoteScan scan, int start, int end) {
        return scan.line(lines.text(), lines.start() + start, lines.start() + withoutBreak(start, end));
    }

    private int withoutBreak(int start, int end) {
        int at = end;
        while (at > start && (charAt(at - 1) == '\n' || charAt(at - 1) == '\r')) {
            at--;
        }
        return at;
    }

    private char charAt(int at) {
        return lines.text()[lines.start() + at];
    }

    /// Wider already than the record can be.
    private boolean isTooWide(QuoteScan scan, int first) {
        return width > 0 && scan.cells() > width && fits(first);
    }

    private boolean isUnlikely(QuoteScan scan, int first) {
        return width > 0 && scan.cells() != width && (scan.hasStrayQuote() || fits(first));
    }

    private boolean fits(int first) {
        return line(first).cells(width).size() == width;
    }

    private DamagedLine line(int first) {
        int start = lines.start();
        return new DamagedLine(syntax, Arrays.copyOfRange(lines.text(), start, start + withoutBreak(0, first)));
    }

    private void mend(int first) {
        if (damaged++ < MOST_LINES_TOLD) {
            damagedLines.add(lines.number());
        }
        serve(syntax.write(line(first).cells(width)).toCharArray());
        lines.take(first, 1);
    }

    private void serve(char[] record) {
        ready = record;
        next = 0;
        limit = record.length;
    }

    @Override
    public void close() {
        // The text is the caller's.
    }
}
