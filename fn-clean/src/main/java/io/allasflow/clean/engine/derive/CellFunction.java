package io.allasflow.clean.engine.derive;

import com.ezylang.evalex.EvaluationException;
import com.ezylang.evalex.Expression;
import com.ezylang.evalex.data.EvaluationValue;
import com.ezylang.evalex.functions.FunctionIfc;
import com.ezylang.evalex.functions.FunctionParameterDefinition;
import com.ezylang.evalex.parser.Token;
import java.util.List;
import java.util.stream.IntStream;

/// A function for the expression library.
final class CellFunction implements FunctionIfc {
    interface Body<T> {
        T apply(EvaluationValue... values) throws UnderivableException;
    }

    private final int arguments;
    private final List<FunctionParameterDefinition> parameters;
    private final Body<EvaluationValue> body;

    /// @param arguments how many; 0 for one or more
    CellFunction(int arguments, Body<EvaluationValue> body) {
        this.arguments = arguments;
        this.parameters = IntStream.range(0, Math.max(1, arguments))
                .mapToObj(i -> FunctionParameterDefinition.builder().name("argument" + i).isVarArg(arguments == 0)
                        .build())
                .toList();
        this.body = body;
    }

    @Override
    public List<FunctionParameterDefinition> getFunctionParameterDefinitions() {
        return parameters;
    }

    @Override
    public EvaluationValue evaluate(Expression expression, Token token, EvaluationValue... values)
            throws EvaluationException {
        try {
            return body.apply(values);
        } catch (UnderivableException e) {
            throw new EvaluationException(token, e.getMessage());
        }
    }

    @Override
    public void validatePreEvaluation(Token token, EvaluationValue... values) {
        // Each body checks what it takes.
    }

    @Override
    public boolean hasVarArgs() {
        return arguments == 0;
    }
}
