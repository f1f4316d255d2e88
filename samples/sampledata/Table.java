package sampledata;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;

/// Lines of delimited text. A cell is quoted only where it would be misread without.
final class Table {
    private final char delimiter;
    private final String lineEnd;
    private final String header;
    private final List<String> lines = new ArrayList<>();

    Table(char delimiter, String lineEnd, String... names) {
        this.delimiter = delimiter;
        this.lineEnd = lineEnd;
        this.header = join(names);
    }

    void add(String... cells) {
        lines.add(join(cells));
    }

    int size() {
        return lines.size();
    }

    String line(int index) {
        return lines.get(index);
    }

    void insert(int index, String line) {
        lines.add(index, line);
    }

    /// Writes a line once more, `distance` lines below itself (or at the end).
    void repeatLater(int index, int distance) {
        lines.add(Math.min(lines.size(), index + 1 + distance), lines.get(index));
    }

    String text() {
        var text = new StringBuilder(header).append(lineEnd);
        lines.forEach(line -> text.append(line).append(lineEnd));
        return text.toString();
    }

    byte[] bytes(Charset charset) {
        return text().getBytes(charset);
    }

    private String join(String[] cells) {
        var line = new StringBuilder();
        for (int i = 0; i < cells.length; i++) {
            line.append(i == 0 ? "" : Character.toString(delimiter)).append(quoted(cells[i]));
        }
        return line.toString();
    }

    private String quoted(String cell) {
        boolean misread = cell.startsWith("\"") || cell.indexOf(delimiter) >= 0 || cell.indexOf('\n') >= 0;
        return misread ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
    }
}
