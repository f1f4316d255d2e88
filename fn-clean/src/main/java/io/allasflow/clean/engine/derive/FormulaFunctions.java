package io.allasflow.clean.engine.derive;

import com.ezylang.evalex.Expression;
import com.ezylang.evalex.config.ExpressionConfiguration;
import com.ezylang.evalex.config.FunctionDictionaryIfc;
import com.ezylang.evalex.config.MapBasedFunctionDictionary;
import com.ezylang.evalex.config.MapBasedOperatorDictionary;
import com.ezylang.evalex.config.OperatorDictionaryIfc;
import com.ezylang.evalex.data.DataAccessorIfc;
import com.ezylang.evalex.data.EvaluationValue;
import com.ezylang.evalex.functions.FunctionIfc;
import com.ezylang.evalex.functions.basic.AbsFunction;
import com.ezylang.evalex.functions.basic.CoalesceFunction;
import com.ezylang.evalex.functions.basic.IfFunction;
import com.ezylang.evalex.operators.InfixOperator;
import com.ezylang.evalex.operators.OperatorIfc;
import com.ezylang.evalex.operators.arithmetic.InfixDivisionOperator;
import com.ezylang.evalex.operators.arithmetic.InfixMinusOperator;
import com.ezylang.evalex.operators.arithmetic.InfixModuloOperator;
import com.ezylang.evalex.operators.arithmetic.InfixMultiplicationOperator;
import com.ezylang.evalex.operators.arithmetic.InfixPlusOperator;
import com.ezylang.evalex.operators.arithmetic.PrefixMinusOperator;
import com.ezylang.evalex.operators.booleans.InfixAndOperator;
import com.ezylang.evalex.operators.booleans.InfixEqualsOperator;
import com.ezylang.evalex.operators.booleans.InfixGreaterEqualsOperator;
import com.ezylang.evalex.operators.booleans.InfixGreaterOperator;
import com.ezylang.evalex.operators.booleans.InfixLessEqualsOperator;
import com.ezylang.evalex.operators.booleans.InfixLessOperator;
import com.ezylang.evalex.operators.booleans.InfixNotEqualsOperator;
import com.ezylang.evalex.operators.booleans.InfixOrOperator;
import com.ezylang.evalex.operators.booleans.PrefixNotOperator;
import com.ezylang.evalex.parser.Token;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// All that an expression may use: only what depends on nothing but its arguments, and costs no more than they are long.
/// The library's own clock, chance, factorial, power, format, pattern and trigonometry are left out for that.
final class FormulaFunctions {
    private static final int MOST_PLACES = 100;
    private static final Map<String, EvaluationValue> CONSTANTS = Map.of("TRUE", EvaluationValue.TRUE, "FALSE",
            EvaluationValue.FALSE, "NULL", EvaluationValue.NULL_VALUE);
    private static final FunctionDictionaryIfc FUNCTIONS = functions();
    private static final OperatorDictionaryIfc OPERATORS = operators();

    private FormulaFunctions() {}

    static ExpressionConfiguration configuration(Supplier<DataAccessorIfc> cells) {
        return ExpressionConfiguration.builder().mathContext(MathContext.DECIMAL128).defaultConstants(CONSTANTS)
                .functionDictionary(FUNCTIONS).operatorDictionary(OPERATORS).dataAccessorSupplier(cells)
                .arraysAllowed(false).structuresAllowed(false).binaryAllowed(false)
                .implicitMultiplicationAllowed(false).singleQuoteStringLiteralsAllowed(true).locale(Locale.ROOT)
                .zoneId(java.time.ZoneOffset.UTC).build();
    }

    private static FunctionDictionaryIfc functions() {
        var functions = new MapBasedFunctionDictionary();
        functions.addFunction("IF", new IfFunction());
        functions.addFunction("COALESCE", new CoalesceFunction());
        functions.addFunction("ABS", new AbsFunction());
        functions.addFunction("MIN", number(0, of -> extreme(BigDecimal::min, of)));
        functions.addFunction("MAX", number(0, of -> extreme(BigDecimal::max, of)));
        functions.addFunction("ROUND", number(2, of -> rounded(of[0], places(of[1]), RoundingMode.HALF_EVEN)));
        functions.addFunction("FLOOR", number(1, of -> rounded(of[0], 0, RoundingMode.FLOOR)));
        functions.addFunction("CEILING", number(1, of -> rounded(of[0], 0, RoundingMode.CEILING)));
        functions.addFunction("LENGTH", number(1, of -> BigDecimal.valueOf(length(text(of[0])))));
        functions.addFunction("LOWER", text(1, of -> text(of[0]).toLowerCase(Locale.ROOT)));
        functions.addFunction("UPPER", text(1, of -> text(of[0]).toUpperCase(Locale.ROOT)));
        functions.addFunction("LEFT", text(2, of -> left(text(of[0]), of[1])));
        functions.addFunction("RIGHT", text(2, of -> right(text(of[0]), of[1])));
        functions.addFunction("CONTAINS", truth(2, of -> text(of[0]).contains(text(of[1]))));
        functions.addFunction("STARTS_WITH", truth(2, of -> text(of[0]).startsWith(text(of[1]))));
        functions.addFunction("ENDS_WITH", truth(2, of -> text(of[0]).endsWith(text(of[1]))));
        Stream.of(DatePart.values()).forEach(part -> functions.addFunction(part.name(),
                number(1, of -> BigDecimal.valueOf(part.of(text(of[0]))))));
        // Whole days from the first date to the second.
        functions.addFunction("DAYS",
                number(2, of -> BigDecimal.valueOf(ChronoUnit.DAYS.between(date(of[0]), date(of[1])))));
        return functions;
    }

    private static OperatorDictionaryIfc operators() {
        var operators = new MapBasedOperatorDictionary();
        Map.<String, OperatorIfc>ofEntries(Map.entry("+", new StrictPlus()), Map.entry("-", new InfixMinusOperator()),
                Map.entry("*", new InfixMultiplicationOperator()), Map.entry("/", new InfixDivisionOperator()),
                Map.entry("%", new InfixModuloOperator()), Map.entry("=", new InfixEqualsOperator()),
                Map.entry("==", new InfixEqualsOperator()), Map.entry("!=", new InfixNotEqualsOperator()),
                Map.entry("<>", new InfixNotEqualsOperator()), Map.entry("<", new InfixLessOperator()),
                Map.entry("<=", new InfixLessEqualsOperator()), Map.entry(">", new InfixGreaterOperator()),
                Map.entry(">=", new InfixGreaterEqualsOperator()), Map.entry("&&", new InfixAndOperator()),
                Map.entry("||", new InfixOrOperator())).forEach(operators::addOperator);
        operators.addOperator("-", new PrefixMinusOperator());
        operators.addOperator("!", new PrefixNotOperator());
        return operators;
    }

    /// The library's joins what is missing as the word `null`.
    @InfixOperator(precedence = OperatorIfc.OPERATOR_PRECEDENCE_ADDITIVE)
    private static final class StrictPlus extends InfixPlusOperator {
        @Override
        public EvaluationValue evaluate(Expression expression, Token token, EvaluationValue... operands) {
            if (operands[0].isNullValue() || operands[1].isNullValue()) {
                throw new IllegalArgumentException("a cell to add is missing");
            }
            return super.evaluate(expression, token, operands);
        }
    }

    private static FunctionIfc number(int arguments, CellFunction.Body<BigDecimal> body) {
        return new CellFunction(arguments, of -> EvaluationValue.numberValue(body.apply(of)));
    }

    private static FunctionIfc text(int arguments, CellFunction.Body<String> body) {
        return new CellFunction(arguments, of -> EvaluationValue.stringValue(body.apply(of)));
    }

    private static FunctionIfc truth(int arguments, CellFunction.Body<Boolean> body) {
        return new CellFunction(arguments, of -> EvaluationValue.booleanValue(body.apply(of)));
    }

    private static String text(EvaluationValue value) throws UnderivableException {
        if (value.isNullValue()) {
            throw new UnderivableException("a cell is missing");
        }
        return value.getStringValue();
    }

    private static BigDecimal extreme(BinaryOperator<BigDecimal> better, EvaluationValue... values)
            throws UnderivableException {
        BigDecimal best = null;
        for (var value : values) {
            if (!value.isNumberValue()) {
                throw new UnderivableException("only numbers have a least or greatest");
            }
            best = best == null ? value.getNumberValue() : better.apply(best, value.getNumberValue());
        }
        return best;
    }

    private static BigDecimal rounded(EvaluationValue value, int places, RoundingMode mode)
            throws UnderivableException {
        if (!value.isNumberValue() || !Formula.isModest(value.getNumberValue())) {
            throw new UnderivableException("only numbers of a usual size can be rounded");
        }
        return value.getNumberValue().setScale(places, mode);
    }

    private static int places(EvaluationValue value) throws UnderivableException {
        var places = value.isNumberValue() ? value.getNumberValue() : BigDecimal.ONE.negate();
        if (places.signum() < 0 || places.compareTo(BigDecimal.valueOf(MOST_PLACES)) > 0) {
            throw new UnderivableException("numbers are rounded to 0 to " + MOST_PLACES + " places");
        }
        return places.intValue();
    }

    /// In characters, as readers count them: those beyond the first 65,536 are one, though Java holds them in two halves.
    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static String left(String text, EvaluationValue count) throws UnderivableException {
        return text.substring(0, text.offsetByCodePoints(0, upTo(count, text)));
    }

    private static String right(String text, EvaluationValue count) throws UnderivableException {
        return text.substring(text.offsetByCodePoints(text.length(), -upTo(count, text)));
    }

    private static int upTo(EvaluationValue value, String text) throws UnderivableException {
        if (!value.isNumberValue()) {
            throw new UnderivableException("a length must be a number");
        }
        return value.getNumberValue().max(BigDecimal.ZERO).min(BigDecimal.valueOf(length(text))).intValue();
    }

    private static LocalDate date(EvaluationValue value) throws UnderivableException {
        var text = text(value);
        return LocalDate.parse(text.substring(0, Math.min(10, text.length())));
    }
}
