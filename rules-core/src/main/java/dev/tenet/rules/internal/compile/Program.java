package dev.tenet.rules.internal.compile;

import dev.tenet.rules.expression.Diagnostic;
import dev.tenet.rules.expression.Expression;
import dev.tenet.rules.expression.ExpressionException;
import dev.tenet.rules.expression.ExpressionExplanation;
import dev.tenet.rules.expression.FactSchema;
import dev.tenet.rules.expression.FactType;
import dev.tenet.rules.expression.Facts;
import dev.tenet.rules.expression.Truth;
import dev.tenet.rules.internal.syntax.Node;
import dev.tenet.rules.internal.syntax.Nodes;
import dev.tenet.rules.internal.syntax.Parser;
import dev.tenet.rules.internal.syntax.Printer;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The one class of expressions: a checked tree and its code. Inside Tenet it also gives the tree. */
public final class Program extends Expression {

    private final String text;
    private final FactSchema schema;
    private final Node syntax;
    private final Code code;
    /** The code as a condition, for {@link #test}; dynamic values are checked, others always fail. */
    private final Fusion condition;

    private final Place place;

    private Program(String text, FactSchema schema, Node syntax, Code code, Place place, int hot) {
        this.text = text;
        this.schema = schema;
        this.syntax = syntax;
        this.code = code;
        this.condition = new Fusion(code.type() == FactType.BOOLEAN ? code : new Logic.AsCondition(code, place), hot);
        this.place = place;
    }

    /** Compiles an expression of any type. */
    public static Program expression(String text, FactSchema schema) {
        return compile(text, schema, Parser.expression(text), false, Fusion.HOT);
    }

    /** Compiles an expression that must be a condition. */
    public static Program condition(String text, FactSchema schema) {
        return condition(text, schema, Fusion.HOT);
    }

    /** As above, with the evaluations after which it is fused. */
    static Program condition(String text, FactSchema schema, int hot) {
        return compile(text, schema, Parser.expression(text), true, hot);
    }

    /** Compiles a text with expressions in it. */
    public static Program template(String text, FactSchema schema) {
        return compile(text, schema, Parser.template(text), false, Fusion.HOT);
    }

    private static Program compile(String text, FactSchema schema, Node syntax, boolean condition, int hot) {
        Compiler compiler = new Compiler(text, schema);
        Checker checker = compiler.checker();
        Code code = compiler.compile(syntax);
        if (condition) {
            code = checker.condition(syntax, code);
        }
        List<Diagnostic> problems = checker.problems();
        if (!problems.isEmpty()) {
            throw new ExpressionException(text, problems);
        }
        return new Program(text, schema, syntax, code, checker.place(syntax), hot);
    }

    boolean isFused() {
        return condition.isFused();
    }

    /** The tree that was compiled. */
    public Node syntax() {
        return syntax;
    }

    /** The schema it was compiled against. */
    public FactSchema schema() {
        return schema;
    }

    /** As {@link #matches(Facts)} among many conditions, of which no more are fused than a budget allows. */
    public boolean matches(Facts facts, Fusion.Budget budget) {
        return condition.truth(values(facts), budget) == Code.TRUE;
    }

    @Override
    public boolean matches(Facts facts) {
        return condition.truth(values(facts)) == Code.TRUE;
    }

    @Override
    public Truth test(Facts facts) {
        return switch (condition.truth(values(facts))) {
            case Code.TRUE -> Truth.TRUE;
            case Code.FALSE -> Truth.FALSE;
            default -> Truth.UNKNOWN;
        };
    }

    @Override
    public Optional<Object> evaluate(Facts facts) {
        return Optional.ofNullable(Values.published(code.eval(values(facts))));
    }

    @Override
    public double evaluateDouble(Facts facts) {
        FactValues values = values(facts);
        if (code.type().isNumber()) {
            double number = code.evalDouble(values);
            if (!Double.isNaN(number) || !code.isNull(values)) {
                return number;
            }
        }
        Object value = code.eval(values);
        if (value != null && Values.isNumber(value)) {
            return Values.toDouble(value);
        }
        throw place.got(value, "a number");
    }

    private FactValues values(Facts facts) {
        FactValues values = (FactValues) facts;
        if (!values.fits(schema)) {
            throw new IllegalArgumentException("facts of the schema " + values.schema
                    + " cannot be read by an expression compiled against " + schema);
        }
        return values;
    }

    @Override
    public ExpressionExplanation explain(Facts facts) {
        return new Explainer(this, code).explain(values(facts));
    }

    @Override
    public String text() {
        return text;
    }

    @Override
    public FactType type() {
        return code.type();
    }

    @Override
    public Set<String> references() {
        Set<String> references = new LinkedHashSet<>();
        Nodes.paths(syntax).forEach(path -> references.add(Printer.print(path)));
        return Collections.unmodifiableSet(references);
    }

    @Override
    public boolean isConstant() {
        return code instanceof Constant;
    }

    @Override
    public String toString() {
        return Printer.print(syntax);
    }
}
