package dev.tenet.rules.expression;

/**
 * An expression met a value that it cannot work with: a dynamic value of the wrong type, an overflow, a division by
 * zero. The message names the expression, the part of it and the value ({@code ***} when it stems from a sensitive
 * fact).
 */
public final class EvaluationException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String expression;
    private final int offset;
    private final int length;
    private final String problem;

    /** Made by the evaluator. */
    public EvaluationException(String expression, int offset, int length, String problem) {
        super("cannot evaluate \"" + expression + "\": \"" + expression.substring(offset, offset + length)
                + "\" at offset " + offset + ": " + problem);
        this.expression = expression;
        this.offset = offset;
        this.length = length;
        this.problem = problem;
    }

    /** The text of the expression. */
    public String expression() {
        return expression;
    }

    /** Where in the text the part that failed begins, in UTF-16 units. */
    public int offset() {
        return offset;
    }

    /** How many UTF-16 units of the text the part that failed covers. */
    public int length() {
        return length;
    }

    /** What was found and what was wanted, without the expression and the place. */
    public String problem() {
        return problem;
    }
}
