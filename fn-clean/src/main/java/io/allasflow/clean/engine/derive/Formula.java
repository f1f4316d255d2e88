package io.allasflow.clean.engine.derive;

import com.ezylang.evalex.BaseException;
import com.ezylang.evalex.Expression;
import com.ezylang.evalex.data.DataAccessorIfc;
import com.ezylang.evalex.data.EvaluationValue;
import com.ezylang.evalex.parser.ParseException;
import com.ezylang.evalex.parser.Token.TokenType;
import io.allasflow.clean.engine.cell.Surrogates;
import io.allasflow.clean.engine.column.ColumnType;
import java.math.BigDecimal;
import java.util.Set;
import java.util.TreeSet;

/// An expression over the clean cells of a row, evaluated by EvalEx in decimals of 34 digits (IEEE 754 decimal128, half
/// even). It knows nothing but the row: no loops, no methods, no clock, no files. What it may cost is bounded by its
/// length, by that of its cells, and by the size of its numbers. Serves one thread.
///
/// - Columns by name: numbers and booleans as such; dates, datetimes and text as text. `row_completeness` is a number.
/// - `+ - * / %`, `= != < <= > >=`, `&& || !`, parentheses; `+` also joins texts, which stand in quotes.
/// - The functions of [FormulaFunctions].
final class Formula {
    private static final int LONGEST = 1000;
    private static final int LONGEST_CELL = 1 << 15;
    private static final int LARGEST_EXPONENT = 300;

    private final Expression expression;
    private final Set<String> columns;
    private final RowView row;

    private Formula(Expression expression, Set<String> columns, RowView row) {
        this.expression = expression;
        this.columns = columns;
        this.row = row;
    }

    /// @throws IllegalArgumentException if it is no expression
    static void check(String text) {
        parse(text);
    }

    /// @throws IllegalArgumentException if it is no expression
    static Parsed parse(String text) {
        if (text.isBlank() || text.length() > LONGEST) {
            throw new IllegalArgumentException("expression must have 1 to " + LONGEST + " characters");
        }
        Surrogates.refuseUnpaired("expression", text);
        var parsed = new Expression(text, FormulaFunctions.configuration(CellAccess::new));
        try {
            parsed.validate();
            for (var node : parsed.getAllASTNodes()) {
                var token = node.getToken();
                if (token.getType() == TokenType.NUMBER_LITERAL && !isModest(token.getValue())) {
                    throw new IllegalArgumentException("expression has too large a number");
                }
            }
            return new Parsed(parsed, new TreeSet<>(parsed.getUsedVariables()));
        } catch (ParseException e) {
            throw new IllegalArgumentException("expression cannot be read at character " + e.getStartPosition() + ": "
                    + e.getMessage(), e);
        }
    }

    /// An expression that was read; evaluating it does not change what was read of it, so threads share that.
    ///
    /// @param columns the names of columns in it
    record Parsed(Expression expression, Set<String> columns) {
        /// The same over a thread's rows.
        Formula over(RowView row) {
            try {
                var copy = expression.copy();
                ((CellAccess) copy.getDataAccessor()).row = row;
                return new Formula(copy, columns, row);
            } catch (ParseException e) {
                throw new IllegalStateException("it was read before", e);
            }
        }
    }

    /// @return null if it is missing
    /// @throws UnderivableException if it cannot be worked out though all the cells it reads are there
    Object value() throws UnderivableException {
        try {
            var value = expression.evaluate();
            return switch (value.getDataType()) {
                case NUMBER -> number(value.getNumberValue());
                case BOOLEAN -> value.getBooleanValue();
                case STRING -> text(value.getStringValue());
                case NULL -> null;
                case DATE_TIME, DURATION, ARRAY, STRUCTURE, EXPRESSION_NODE, BINARY -> throw new UnderivableException(
                        "the expression gives neither a number nor a boolean nor a text");
            };
        } catch (BaseException | RuntimeException e) {
            if (columns.stream().anyMatch(name -> !name.equals(RowView.COMPLETENESS) && row.cell(name).isEmpty())) {
                return null;
            }
            throw new UnderivableException(e instanceof BaseException ? e.getMessage() : "not with these cells", e);
        }
    }

    private static BigDecimal number(BigDecimal number) throws UnderivableException {
        if (!isModest(number)) {
            throw new UnderivableException("the number is too large or too small");
        }
        return number;
    }

    private static String text(String text) throws UnderivableException {
        if (text.length() > LONGEST_CELL) {
            throw new UnderivableException("the text is longer than " + LONGEST_CELL + " characters");
        }
        if (Surrogates.areUnpaired(text)) {
            throw new UnderivableException("the text has half a character");
        }
        return text.isEmpty() ? null : text;
    }

    private static boolean isModest(String literal) {
        return literal.startsWith("0x") || literal.startsWith("0X")
                ? literal.length() > 2 && literal.length() < 100
                : isModest(new BigDecimal(literal));
    }

    /// Whether it may be written out.
    static boolean isModest(BigDecimal number) {
        return number.signum() == 0
                ? Math.abs((long) number.scale()) <= LARGEST_EXPONENT
                : Math.abs((long) number.precision() - number.scale()) <= LARGEST_EXPONENT
                        && Math.abs((long) number.scale()) <= 2 * LARGEST_EXPONENT;
    }

    /// Each copy of an expression has its own.
    private static final class CellAccess implements DataAccessorIfc {
        private RowView row;

        @Override
        public EvaluationValue getData(String name) {
            if (name.equals(RowView.COMPLETENESS)) {
                return EvaluationValue.numberValue(row.completeness());
            }
            var cell = row.cell(name);
            if (cell.isEmpty()) {
                return EvaluationValue.NULL_VALUE;
            }
            return switch (row.type(name)) {
                case ColumnType type when type.isNumeric() -> EvaluationValue.numberValue(new BigDecimal(cell));
                case BOOLEAN -> EvaluationValue.booleanValue(cell.equals("true"));
                default -> EvaluationValue.stringValue(cut(cell));
            };
        }

        private static String cut(String cell) {
            if (cell.length() > LONGEST_CELL) {
                throw new IllegalArgumentException("a text of more than " + LONGEST_CELL + " characters");
            }
            return cell;
        }

        @Override
        public void setData(String name, EvaluationValue value) {
            throw new UnsupportedOperationException("cells are read, not written");
        }
    }
}
