package io.allasflow.summarize.report;

import java.util.stream.Collectors;

/// A model's line on the index, ready as text.
public record ModelRow(String name, String href, String state, boolean kept, String inputs, String rows,
        String errorCode, String error, String advice) {
    private static final int LONGEST_NAME = 120;
    private static final int LONGEST_ERROR = 400;
    private static final int MOST_INPUTS = 5;

    static ModelRow of(ModelEntry entry) {
        var more = entry.inputs().size() - MOST_INPUTS;
        var inputs = entry.inputs().stream().limit(MOST_INPUTS).map(input -> Display.text(input, LONGEST_NAME))
                .collect(Collectors.joining(", "));
        return new ModelRow(Display.text(entry.name(), LONGEST_NAME), entry.href(), entry.state(), entry.kept(),
                more > 0 ? inputs + " and " + more + " more" : inputs,
                entry.rows() == null ? "" : Display.count(entry.rows()), entry.errorCode(),
                entry.errorMessage() == null ? null : Display.text(entry.errorMessage(), LONGEST_ERROR),
                entry.errorAdvice());
    }
}
