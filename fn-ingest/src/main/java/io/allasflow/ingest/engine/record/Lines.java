package io.allasflow.ingest.engine.record;

import java.io.IOException;
import java.io.Reader;
import java.util.Arrays;

/// The lines of a text, any number of which can be looked at before the first is taken: as many as hold
/// [#MAX_CHARACTERS]. That bounds the memory: a file without line breaks is refused, not read.
public final class Lines {
    /// Wider than any real table's records; with its copies, a record takes some ten times that in bytes.
    public static final int MAX_CHARACTERS = 4 << 20;

    /// A character may be of two halves.
    private static final int ROOM = 2;

    private final Reader in;
    private char[] text = new char[1 << 16];
    private int start;
    private int limit;
    private long number = 1;
    private long position;

    public Lines(Reader in) {
        this.in = in;
    }

    public static final class TooLongException extends IOException {
        private static final long serialVersionUID = 1L;

        TooLongException() {
            super("a line has more than " + MAX_CHARACTERS + " characters");
        }
    }

    /// Of the line that comes next, from 1.
    public long number() {
        return number;
    }

    /// Of the line that the text ends in, as far as it was read.
    public long lastNumber() {
        return number + breaks(text, start, limit);
    }

    /// How many line breaks there are.
    public static long breaks(char[] text, int start, int end) {
        long breaks = 0;
        for (int at = start; at < end; at++) {
            boolean secondHalf = text[at] == '\n' && at > start && text[at - 1] == '\r';
            breaks += isBreak(text[at]) && !secondHalf ? 1 : 0;
        }
        return breaks;
    }

    /// How many characters were taken.
    public long position() {
        return position;
    }

    /// Takes the next line.
    ///
    /// @return it without its line break; null at the end
    public String next() throws IOException {
        int end = end(0);
        if (end < 0) {
            return null;
        }
        int textEnd = end;
        while (textEnd > 0 && isBreak(text[start + textEnd - 1])) {
            textEnd--;
        }
        var line = new String(text, start, textEnd);
        take(end, 1);
        return line;
    }

    static boolean isBreak(char c) {
        return c == '\n' || c == '\r';
    }

    /// Where the line ends that starts so many characters after the next line's start, with its line break; as far from
    /// that start. -1 if there is none, or it is too far to look.
    ///
    /// @throws TooLongException if the next line is itself too long
    int end(int from) throws IOException {
        int at = from;
        while (at < MAX_CHARACTERS && (start + at < limit || fill())) {
            at = nextBreak(at);
            if (start + at < limit && at < MAX_CHARACTERS) {
                return afterBreak(at);
            }
        }
        if (at < MAX_CHARACTERS) {
            return at > from ? at : -1;
        }
        if (from == 0) {
            throw new TooLongException();
        }
        return -1;
    }

    /// Of what is there; where that ends, if there is none.
    private int nextBreak(int from) {
        int at = start + from;
        int end = Math.min(limit, start + MAX_CHARACTERS);
        while (at < end && !isBreak(text[at])) {
            at++;
        }
        return at - start;
    }

    private int afterBreak(int at) throws IOException {
        int next = at + 1;
        boolean feed = text[start + at] == '\r' && (start + next < limit || fill()) && text[start + next] == '\n';
        return feed ? next + 1 : next;
    }

    private boolean fill() throws IOException {
        if (text.length - limit < ROOM && start > text.length / 2) {
            System.arraycopy(text, start, text, 0, limit - start);
            limit -= start;
            start = 0;
        } else if (text.length - limit < ROOM) {
            text = Arrays.copyOf(text, text.length * 2);
        }
        int read = in.read(text, limit, text.length - limit);
        limit += Math.max(0, read);
        return read > 0;
    }

    /// Valid until the next line is looked for.
    char[] text() {
        return text;
    }

    /// Where the next line starts in it.
    int start() {
        return start;
    }

    /// Goes on after so many characters, which are so many lines.
    void take(int characters, int lines) {
        start += characters;
        position += characters;
        number += lines;
    }
}
