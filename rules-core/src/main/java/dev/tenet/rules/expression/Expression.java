package dev.tenet.rules.expression;

import dev.tenet.rules.internal.compile.Program;
import java.util.Optional;
import java.util.Set;

/**
 * A condition or value over facts, compiled once: SQL-92 conditional expressions as in JMS selectors, typed and
 * extended. The language is described in {@code EXPRESSIONS.md}.
 *
 * <pre>{@code
 * FactSchema schema = FactSchema.builder().fact("priority", FactType.LONG).fact("status", FactType.STRING).build();
 * Expression urgent = Expression.condition("priority >= 5 AND status NOT IN ('completed', 'failed')", schema);
 * boolean matches = urgent.matches(Facts.of(Map.of("priority", 9, "status", "pending")));
 * }</pre>
 *
 * <p>Immutable and safe to share between threads. Evaluation has no side effects, is bounded by the length of the text
 * and the size of the values it reads, and reads {@code AND} and {@code OR} from left to right: what an earlier term
 * decides, a later one cannot spoil with an error.
 *
 * <p>Every evaluating method throws {@link EvaluationException} when a value is not what the expression needs, and
 * {@link IllegalArgumentException} when slot facts of another schema are handed in.
 */
public abstract sealed class Expression permits Program {

    /** The longest text allowed, in UTF-16 units. */
    public static final int MAX_LENGTH = 10_000;

    /** How deep brackets, calls and operators may nest. Chains of {@code AND} or {@code OR} and paths are not deep. */
    public static final int MAX_DEPTH = 100;

    /** Only {@link Program} extends this. */
    protected Expression() {}

    /**
     * Compiles an expression of any type.
     *
     * @throws ExpressionException with the first problem of the syntax, or with all problems of names and types
     */
    public static Expression compile(String text, FactSchema schema) {
        return Program.expression(text, schema);
    }

    /**
     * Compiles an expression that must be a condition: {@link FactType#BOOLEAN}, or dynamic and checked when evaluated.
     *
     * @throws ExpressionException with the first problem of the syntax, or with all problems of names and types
     */
    public static Expression condition(String text, FactSchema schema) {
        return Program.condition(text, schema);
    }

    /**
     * Compiles a text with expressions in it. {@code "${expression}"} alone keeps the type of the expression; otherwise
     * the parts are joined to text, where NULL is empty. Two dollar signs before a brace stand for a plain one.
     *
     * @throws ExpressionException with the first problem of the syntax, or with all problems of names and types
     */
    public static Expression template(String text, FactSchema schema) {
        return Program.template(text, schema);
    }

    /** Whether the condition is {@link Truth#TRUE}; UNKNOWN does not match. Allocates nothing for conditions. */
    public abstract boolean matches(Facts facts);

    /** The outcome of the condition. */
    public abstract Truth test(Facts facts);

    /**
     * The value: Long, Double, String, Boolean, Instant, Duration, List or Map; empty when it is NULL, as an UNKNOWN
     * condition is.
     */
    public abstract Optional<Object> evaluate(Facts facts);

    /**
     * The value of a numeric expression without boxing it.
     *
     * @throws EvaluationException when the value is NULL or not a number
     */
    public abstract double evaluateDouble(Facts facts);

    /** What came out and why: each fact read and the value seen. Does not throw {@link EvaluationException}. */
    public abstract ExpressionExplanation explain(Facts facts);

    /** The text as it was given. */
    public abstract String text();

    /** The type of the value; {@link FactType#ANY} when it is known only once evaluated. */
    public abstract FactType type();

    /** The facts and paths that can be read, as canonical text, in the order of the text. */
    public abstract Set<String> references();

    /** Whether every evaluation gives the same value, whatever the facts. */
    public abstract boolean isConstant();

    /** The canonical text: keywords in upper case, one spelling for each operator, no needless brackets. */
    @Override
    public abstract String toString();
}
