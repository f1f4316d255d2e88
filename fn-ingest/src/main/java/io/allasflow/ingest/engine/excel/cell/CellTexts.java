package io.allasflow.ingest.engine.excel.cell;

import io.allasflow.ingest.engine.RefusedSourceException;
import io.allasflow.ingest.engine.excel.Faults;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a workbook's numbers mean, and their texts.
public final class CellTexts {
    /// Excel has 65,490 formats of cells at most.
    private static final int MOST_FORMATS = 1 << 17;

    private final Map<Integer, NumberKind> formats = new HashMap<>();
    /// The number formats of the styles.
    private final List<Integer> styles = new ArrayList<>();
    /// By style, once all are known.
    private NumberKind[] kinds;
    private SerialDate epoch = SerialDate.FROM_1900;

    public void countFrom1904() {
        epoch = SerialDate.FROM_1904;
    }

    public void addFormat(int number, String code) throws RefusedSourceException {
        formats.put(number, NumberKind.of(code));
        check(formats.size());
    }

    /// The next style, from 0.
    public void addStyle(int format) throws RefusedSourceException {
        styles.add(format);
        check(styles.size());
    }

    /// @param style as if there were none, if it is unknown
    public String number(double number, int style) {
        var text = epoch.text(number, kind(style));
        return text == null ? ExactNumber.text(number) : text;
    }

    /// @param number as it is written; stays if it is none
    public String number(String number, int style) {
        var kind = kind(style);
        var text = kind == NumberKind.NUMBER ? null : epoch.text(ExactNumber.parse(number), kind);
        return text == null ? ExactNumber.text(number) : text;
    }

    private NumberKind kind(int style) {
        if (kinds == null) {
            kinds = styles.stream().map(format -> {
                var known = formats.get(format);
                return known == null ? NumberKind.builtIn(format) : known;
            }).toArray(NumberKind[]::new);
        }
        return style >= 0 && style < kinds.length ? kinds[style] : NumberKind.NUMBER;
    }

    private static void check(int count) throws RefusedSourceException {
        if (count > MOST_FORMATS) {
            throw Faults.tooComplex("with more than " + MOST_FORMATS + " formats");
        }
    }
}
