package io.allasflow.ingest.engine.record;

import java.io.IOException;
import java.util.Arrays;

/// The records of delimited text. A damaged row costs one line, and never the lines after it.
///
/// A quote that is not closed in its line may start a cell of several lines, or be damage. It is damage if it is never
/// closed; if text comes after the quote that closes it, as when that one opens a later cell; or if the record has another
/// width than the table, and its first line has the right one by itself or a later cell has a stray quote in it. Then the
/// first line is read by itself, and the reading goes on at the second.
///
/// Holds one record, of at most [Lines#MAX_CHARACTERS].
public final class RecordReader {
    private final Lines lines;
    private final CellSyntax syntax;
    private final RecordScan scan;
    private final int width;
    private final boolean cut;
    private final Damage damage = new Damage();
    private final LookAhead lookAhead = new LookAhead();
    private final CurrentRecord current;
    private long quotedCells;
    private long scanned;
    private int lastWidth;

    /// @param width that most records have; 0 if it is not known
    /// @param cut whether the text is only a start, so that its last line may be cut inside quotes
    public RecordReader(Lines lines, CellSyntax syntax, int width, boolean cut) {
        this.lines = lines;
        this.syntax = syntax;
        this.scan = new RecordScan(syntax);
        this.width = width;
        this.cut = cut;
        this.current = new CurrentRecord(syntax);
    }

    /// @return valid until the next call; null at the end
    public CurrentRecord next() throws IOException {
        int first = lines.end(0);
        if (first < 0) {
            return null;
        }
        scan.reset();
        int end = first;
        int taken = 1;
        var state = scan(0, end);
        boolean judged = false;
        boolean ended = false;
        while (state == RecordScan.End.OPEN && lookAhead.allows(end - first)) {
            if (!judged && width > 0 && scan.cells() > width) {
                // Wider already than the record can be. What follows changes nothing of how its first line reads.
                judged = true;
                if (fits(first)) {
                    break;
                }
            }
            int start = end;
            int next = lines.end(start);
            if (next < 0) {
                ended = true;
                break;
            }
            end = next;
            taken++;
            try {
                state = scan(start, end);
            } catch (TooManyCellsException e) {
                // No quote is open for that long.
                state = RecordScan.End.DAMAGED;
            }
        }
        if (cut && ended && state == RecordScan.End.OPEN && isCut(first, taken)) {
            scan.close(end);
        } else if (state != RecordScan.End.COMPLETE || taken > 1 && isUnlikely(first)) {
            lookAhead.inVain(end - first);
            return mend(first);
        }
        quotedCells += scan.quotedCells();
        current.set(lines.number(), lines.text(), lines.start(), scan.bounds());
        return take(end, taken);
    }

    private RecordScan.End scan(int start, int end) throws IOException {
        scanned += end - start;
        int textEnd = withoutBreak(start, end);
        return scan.line(lines.text(), lines.start(), start, textEnd, textEnd == end);
    }

    private int withoutBreak(int start, int end) {
        int at = end;
        while (at > start && Lines.isBreak(lines.text()[lines.start() + at - 1])) {
            at--;
        }
        return at;
    }

    /// Whether the record is open because the text is cut, and not because it is damaged: its first line is no row by
    /// itself.
    private boolean isCut(int first, int taken) throws IOException {
        return taken == 1 && withoutBreak(0, first) == first
                || taken > 1 && lastWidth > 0 && line(first).cells(lastWidth).count() != lastWidth;
    }

    private boolean isUnlikely(int first) throws IOException {
        return width > 0 && scan.cells() != width && (scan.hasStrayQuote() || fits(first));
    }

    private boolean fits(int first) throws IOException {
        return line(first).cells(width).count() == width;
    }

    private DamagedLine line(int first) {
        int start = lines.start();
        scanned += first;
        return new DamagedLine(syntax, Arrays.copyOfRange(lines.text(), start, start + withoutBreak(0, first)));
    }

    private CurrentRecord mend(int first) throws IOException {
        damage.add(lines.number());
        var line = line(first);
        current.set(lines.number(), line.text(), 0, line.cells(width));
        return take(first, 1);
    }

    private CurrentRecord take(int characters, int count) {
        lastWidth = current.size();
        lines.take(characters, count);
        lookAhead.readOn(characters);
        return current;
    }

    /// Lines that were read by themselves.
    public Damage damage() {
        return damage;
    }

    /// Properly enclosed in quotes.
    public long quotedCells() {
        return quotedCells;
    }

    /// The line where the record starts that comes next.
    public long line() {
        return lines.number();
    }

    /// Characters that were looked at, as often as they were.
    long scanned() {
        return scanned;
    }
}
