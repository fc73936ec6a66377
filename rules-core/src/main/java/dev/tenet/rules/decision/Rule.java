package dev.tenet.rules.decision;

import dev.tenet.rules.SourceLocation;
import dev.tenet.rules.expression.Expression;
import java.util.Objects;

/**
 * One rule of a {@link RuleTable}: when the condition is TRUE, the outcome counts. Immutable if its outcome is.
 *
 * @param id stable and unique in its table: given by the author, or derived from condition and outcome, never from the
 *     rule's position
 * @param condition when the rule matches
 * @param outcome what then counts
 * @param priority which of several matching rules decides under {@link HitPolicy#PRIORITY}; higher goes first
 * @param state whether the rule takes part at all
 * @param effective when the rule takes part
 * @param location where the rule stands
 * @param <O> the type of the outcome
 */
public record Rule<O>(
        String id,
        Expression condition,
        O outcome,
        int priority,
        State state,
        Effective effective,
        SourceLocation location) {

    /** Whether a rule takes part. */
    public enum State {
        /** It does. */
        ENABLED,
        /** It was switched off by {@code enabled: false} and never matches. */
        DISABLED
    }

    /** Checks that nothing is missing. */
    public Rule {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(condition, "condition");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(effective, "effective");
        Objects.requireNonNull(location, "location");
    }

    /** An enabled rule that is always effective, with priority 0. */
    public static <O> Rule<O> of(String id, Expression condition, O outcome, SourceLocation location) {
        return new Rule<>(id, condition, outcome, 0, State.ENABLED, Effective.ALWAYS, location);
    }

    /**
     * An id for a rule whose author gave none: the same wherever the rule stands, another as soon as its meaning
     * changes.
     *
     * @param condition the rule's condition; how it is spelt and spaced does not matter
     * @param outcome text that says all of the outcome
     */
    public static String derivedId(Expression condition, String outcome) {
        long hash = fnv1a(fnv1a(0xcbf29ce484222325L, condition.toString()) * 31, outcome);
        return String.format("%016x", hash);
    }

    /** FNV-1a of 64 bits over UTF-16 units: enough to keep a million rules apart, and no secret depends on it. */
    private static long fnv1a(long seed, String text) {
        long hash = seed;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }

    /** The id, the condition and the place. */
    @Override
    public String toString() {
        return id + " (" + location + "): " + condition.text();
    }
}
