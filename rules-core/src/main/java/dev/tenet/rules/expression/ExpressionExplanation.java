package dev.tenet.rules.expression;

import java.util.List;
import java.util.Optional;

/**
 * What an expression came to and which values it saw. Values that stem from sensitive facts are shown as {@code ***}.
 *
 * @param expression the text of the expression
 * @param value the value as text; empty when it is NULL or UNKNOWN, or when evaluation failed
 * @param reads every path that the expression can read, in the order of the text
 * @param failure the message of the error that ended the evaluation
 */
public record ExpressionExplanation(
        String expression, Optional<String> value, List<Read> reads, Optional<String> failure) {

    /** Copies the list. */
    public ExpressionExplanation {
        reads = List.copyOf(reads);
    }

    /** Whether the value is NULL or UNKNOWN and some fact was missing, which is then the likely cause. */
    public boolean isUnknownByMissingFact() {
        return value.isEmpty() && failure.isEmpty() && reads.stream().anyMatch(read -> read.state() == State.MISSING);
    }

    /**
     * A path and what was found there.
     *
     * @param path canonical text of the path
     * @param state whether a value was there
     * @param value the value as text; {@code NULL} when there is none
     */
    public record Read(String path, State state, String value) {
        @Override
        public String toString() {
            return path + " = " + (state == State.MISSING ? "(missing)" : value);
        }
    }

    /** Whether a value was found. */
    public enum State {
        /** There is a value. */
        PRESENT,
        /** The fact is there and is NULL. */
        NULL,
        /** Nobody gave the fact; it reads as NULL. */
        MISSING,
        /** The path cannot be walked: a step leads into something that is no map or list. */
        UNREADABLE
    }

    /** One line: the outcome, then the values seen. */
    @Override
    public String toString() {
        String outcome = failure.map(it -> "failed: " + it)
                .or(() -> value)
                .orElse(isUnknownByMissingFact() ? "NULL (a fact is missing)" : "NULL");
        return reads.isEmpty()
                ? expression + " => " + outcome
                : expression + " => " + outcome + "; "
                        + String.join(", ", reads.stream().map(Read::toString).toList());
    }
}
