package dev.tenet.rules.decision;

/** Two rules of a {@link HitPolicy#UNIQUE} table match the same facts. */
public final class HitPolicyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Rule<?> first;
    private final transient Rule<?> second;

    HitPolicyException(Rule<?> first, Rule<?> second) {
        super("rule \"" + first.id() + "\" (" + first.location() + ") and rule \"" + second.id() + "\" ("
                + second.location() + ") both match, want one at most under the hit policy \"unique\"; "
                + "narrow one of the conditions or choose another hit policy");
        this.first = first;
        this.second = second;
    }

    /** The rule that stands first in the table. */
    public Rule<?> first() {
        return first;
    }

    /** The other rule. */
    public Rule<?> second() {
        return second;
    }
}
