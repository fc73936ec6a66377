package dev.tenet.rules.internal.testing;

import dev.tenet.rules.decision.Rule;

/**
 * How a test may name a rule: by its id or, since most ids are derived and say nothing to people, by the text of its
 * condition.
 */
record RuleName(String id, String condition) {
    static RuleName of(Rule<?> rule) {
        return new RuleName(rule.id(), rule.condition().text());
    }

    boolean isCalled(Object name) {
        return name.equals(id) || name.equals(condition);
    }

    @Override
    public String toString() {
        return '"' + condition + "\" (id " + id + ")";
    }
}
