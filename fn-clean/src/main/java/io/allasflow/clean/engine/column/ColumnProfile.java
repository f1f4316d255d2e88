package io.allasflow.clean.engine.column;

import io.allasflow.clean.engine.ColumnSettings;
import io.allasflow.clean.engine.cell.CellClassifier;
import io.allasflow.clean.engine.cell.CellFormat;
import io.allasflow.clean.engine.cell.DecimalMark;
import io.allasflow.clean.engine.cell.Marking;
import io.allasflow.clean.engine.cell.MissingValues;
import io.allasflow.clean.engine.cell.NumberText;
import io.allasflow.clean.engine.cell.PlainText;
import io.allasflow.clean.engine.cell.UnicodeForm;
import io.allasflow.clean.engine.cell.WhiteSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// What the first pass learns of one column, from the rows that are kept. Memory: a [Quantiles] for each way the
/// column's numbers are written (mostly one to three), the [Spellings], and some 2 KB.
public final class ColumnProfile {
    private static final int MOST_TEXTS = 3;
    private static final int LONGEST_TEXT = 20;

    private final FormatCounts formats = new FormatCounts();
    private final NumberMarks marks = new NumberMarks();
    private final Spellings spellings = new Spellings();
    private final ColumnSettings settings;
    private MissingValues missingValues;
    private final DeclaredFormat declared;
    private final boolean identifier;
    private final int sketchCapacity;
    /// By marking and [NumberGroup], apart, since only the whole column tells which of them are numbers, and which.
    private final Quantiles[] numbers = new Quantiles[Marking.values().length * NumberGroup.ALL.length];
    private boolean isSketched;
    private int booleanWords;
    private long zoned;
    /// The first cells that are nothing but text.
    private final List<String> texts = new ArrayList<>();
    private long missing;
    /// Missing cells with a sentinel that may be a name or a code.
    private long words;
    /// Cells that are nothing but a point, those without stray white space among them.
    private long points;
    private long cleanPoints;
    private boolean isClean = true;
    private boolean hasCanonicalNumbers = true;

    /// @param identifier an identifier's numbers are neither imputed nor judged, so they are not collected
    /// @param sketchCapacity values that a sketch of the numbers holds, should there be one
    /// @param missingValues which cells are missing
    public ColumnProfile(boolean identifier, int sketchCapacity, ColumnSettings settings,
            MissingValues missingValues) {
        this(identifier, sketchCapacity, settings, missingValues,
                settings.format() == null ? null : DeclaredFormat.of(settings.type(), settings.format()));
    }

    private ColumnProfile(boolean identifier, int sketchCapacity, ColumnSettings settings,
            MissingValues missingValues, DeclaredFormat declared) {
        this.identifier = identifier;
        this.sketchCapacity = sketchCapacity;
        this.settings = settings;
        this.missingValues = missingValues;
        this.declared = declared;
    }

    /// The profile of some rows, to be added to that of all by [#addAll].
    public ColumnProfile ofSome() {
        return new ColumnProfile(identifier, sketchCapacity, settings, missingValues, declared);
    }

    /// To be called once all cells are added: a point alone is a missing number, but a text like others.
    ///
    /// @param isMissing whether it is; the settings may say what missing cells are instead
    public void judgePoints(double threshold, boolean isMissing) {
        if (points > 0 && isMissing && settings.sentinels() == null && decide(threshold).type().isNumeric()) {
            missing += points;
            missingValues = missingValues.and(MissingValues.POINT);
        } else if (points > 0) {
            formats.add(CellFormat.TEXT, points, cleanPoints);
        }
    }

    /// How many numbers are held, or would be but for the sketches.
    public long numberCount() {
        return Arrays.stream(numbers).filter(Objects::nonNull).mapToLong(Quantiles::count).sum();
    }

    /// Holds sketches of the numbers from now on.
    public void sketch() {
        isSketched = true;
        Arrays.stream(numbers).filter(Objects::nonNull).forEach(Quantiles::sketch);
    }

    /// @param raw the cell as it is in the raw table
    public void add(String raw, CellClassifier classifier) {
        var text = PlainText.is(raw) ? raw : UnicodeForm.composed(WhiteSpace.clean(raw));
        isClean &= text.equals(raw);
        if (missingValues.contains(text)) {
            missing++;
            words += MissingValues.isWord(text) ? 1 : 0;
        } else {
            add(text, classifier, text.length() == raw.length());
        }
    }

    /// Adds the profile of the rows that follow: the same as adding their cells one by one.
    public void addAll(ColumnProfile some) {
        missing += some.missing;
        words += some.words;
        points += some.points;
        cleanPoints += some.cleanPoints;
        isClean &= some.isClean;
        hasCanonicalNumbers &= some.hasCanonicalNumbers;
        formats.addAll(some.formats);
        marks.addAll(some.marks);
        spellings.addAll(some.spellings);
        booleanWords |= some.booleanWords;
        zoned += some.zoned;
        some.texts.forEach(this::keepText);
        for (var i = 0; i < numbers.length; i++) {
            if (some.numbers[i] != null) {
                numbers(i).addAll(some.numbers[i]);
            }
        }
    }

    public long missing() {
        return missing;
    }

    /// Cells with the usual sentinels that may be names or codes; 0 where the settings say what the sentinels are.
    long words() {
        return settings.sentinels() == null && settings.missing().isEmpty() ? words : 0;
    }

    /// Whether every cell is without stray white space and in Unicode's form, the missing among them.
    boolean isClean() {
        return isClean;
    }

    /// Whether every number among the cells is canonical, read with decimal points.
    boolean hasCanonicalNumbers() {
        return hasCanonicalNumbers;
    }

    public FormatCounts formats() {
        return formats;
    }

    /// The words for true and false that occur, each a bit by its number.
    int booleanWords() {
        return booleanWords;
    }

    /// Dates and times with a zone.
    long zoned() {
        return zoned;
    }

    NumberMarks marks() {
        return marks;
    }

    Spellings spellings() {
        return spellings;
    }

    public MissingValues missingValues() {
        return missingValues;
    }

    ColumnSettings settings() {
        return settings;
    }

    /// Some different short cells that are nothing but text.
    List<String> texts() {
        return texts;
    }

    /// The type that a text column nearly has; null if there is none, or if the settings say the type.
    NearType near() {
        return settings.type() == null ? new TypeInference(this).near() : null;
    }

    TypeDecision decide(double threshold) {
        if (declared != null) {
            return TypeDecision.declared(settings.type(), declared);
        }
        var inference = new TypeInference(this);
        return settings.type() == null ? inference.infer(threshold) : inference.declared(settings.type());
    }

    /// Whether a type is declared that most of the cells do not fit.
    ///
    /// @param valid cells that fit
    boolean isMisdeclared(long valid) {
        return settings.type() != null && 2 * valid < formats.total();
    }

    /// The type, were none declared: of cells in a declared format this cannot be told, so it is that of the others.
    ColumnType undeclared(double threshold) {
        return new TypeInference(this).infer(threshold).type();
    }

    /// The column's numbers, once all are seen; the profile takes no more afterwards.
    Quantiles numbers(TypeDecision decision) {
        Quantiles accepted = null;
        for (var marking : decision.markings()) {
            for (var group : NumberGroup.ALL) {
                var some = numbers[index(group, marking)];
                if (some == null || !group.isAccepted(decision)) {
                    continue;
                }
                if (group.isThousandfold(decision)) {
                    some.multiplyByThousand();
                }
                if (accepted == null) {
                    accepted = some;
                } else {
                    accepted.addAll(some);
                }
            }
        }
        return accepted == null ? new Quantiles(sketchCapacity) : accepted;
    }

    private void add(String text, CellClassifier classifier, boolean isClean) {
        if (declared != null && declared.canonical(text) != null) {
            formats.add(CellFormat.DECLARED, Marking.PLAIN, isClean);
            return;
        }
        var format = settings.type() == ColumnType.TEXT ? CellFormat.TEXT : classifier.formatOf(text);
        var group = NumberGroup.of(format);
        if (group != null) {
            addNumber(format, group, classifier.number(), isClean);
            return;
        }
        if (format == CellFormat.TEXT && text.equals(MissingValues.POINT)) {
            points++;
            cleanPoints += isClean ? 1 : 0;
            return;
        }
        formats.add(format, Marking.PLAIN, isClean);
        if (format == CellFormat.TEXT) {
            keepText(text);
            if (isClean) {
                spellings.add(text);
            }
        } else if (format.compareTo(CellFormat.DATETIME_YEAR_FIRST) >= 0) {
            zoned += classifier.date().isZoned() ? 1 : 0;
        } else if (format.compareTo(CellFormat.BOOLEAN_SANT_FALSKT) <= 0) {
            booleanWords |= 1 << classifier.booleanWord();
        }
    }

    private void keepText(String text) {
        if (texts.size() < MOST_TEXTS && text.length() <= LONGEST_TEXT && !texts.contains(text)) {
            texts.add(text);
        }
    }

    private void addNumber(CellFormat format, NumberGroup group, NumberText number, boolean isClean) {
        var marking = number.marking();
        formats.add(format, marking, isClean);
        marks.add(format, number);
        hasCanonicalNumbers &= number.isCanonical(DecimalMark.POINT);
        if (!identifier) {
            numbers(index(group, marking)).add(number.value(group.collectedAs()));
        }
    }

    private Quantiles numbers(int index) {
        if (numbers[index] == null) {
            numbers[index] = Quantiles.untilSketched(sketchCapacity);
            if (isSketched) {
                numbers[index].sketch();
            }
        }
        return numbers[index];
    }

    private static int index(NumberGroup group, Marking marking) {
        return marking.ordinal() * NumberGroup.ALL.length + group.ordinal();
    }
}
