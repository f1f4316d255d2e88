package io.allasflow.clean.engine.derive;

import io.allasflow.clean.engine.cell.Surrogates;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;

/// One entry of `clean.derive`: a column made from each row's clean cells, either by an expression or as parts of a date.
///
/// @param name of the new column, with `expression`
/// @param expression see [Formula]
/// @param column a date or datetime column, with `parts`: each part becomes a column `<column>_<part>`
/// @throws IllegalArgumentException if it is neither, or cannot be meant
public record Derivation(String name, String expression, String column, List<DatePart> parts) {
    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

    public Derivation {
        check(expression == null != (parts == null), "a derived column needs either an expression or parts");
        if (parts != null) {
            check(column != null && name == null, "parts need a column, and no name: they are called <column>_<part>");
            Surrogates.refuseUnpaired("column", column);
            parts = List.copyOf(new LinkedHashSet<>(parts));
            check(!parts.isEmpty(), "parts must name at least one of " + DatePart.texts());
        } else {
            check(column == null, "an expression names its columns itself");
            check(name != null && NAME.matcher(name).matches(),
                    "name must start with a lower-case letter or '_' and have up to 63 lower-case letters, digits "
                            + "and '_'");
            Formula.check(expression);
        }
    }

    private static void check(boolean met, String problem) {
        if (!met) {
            throw new IllegalArgumentException(problem);
        }
    }
}
