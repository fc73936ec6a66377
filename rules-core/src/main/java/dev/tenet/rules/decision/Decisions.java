package dev.tenet.rules.decision;

import dev.tenet.rules.expression.Facts;
import dev.tenet.rules.internal.text.Suggestions;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The section {@code decisions}: the host's own rule tables by name. Immutable and safe to share between threads. */
public final class Decisions {
    private final Map<String, Decision> byName;

    private Decisions(Map<String, Decision> byName) {
        this.byName = byName;
    }

    /**
     * Makes the section's value.
     *
     * @throws IllegalArgumentException if two decisions have the same name
     */
    public static Decisions of(List<Decision> decisions) {
        Map<String, Decision> byName = new LinkedHashMap<>();
        for (Decision decision : decisions) {
            if (byName.put(decision.name(), decision) != null) {
                throw new IllegalArgumentException("two decisions have the name \"" + decision.name() + '"');
            }
        }
        return new Decisions(Collections.unmodifiableMap(byName));
    }

    /** All decisions by name, in the order they were written. */
    public Map<String, Decision> all() {
        return byName;
    }

    /** The decision of that name. */
    public Optional<Decision> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /**
     * The rules that decide, with their outputs as outcomes.
     *
     * @param name the decision's name
     * @param facts its inputs, from a map or, checked as they are put, from {@code find(name).table().schema().facts()}
     * @throws IllegalArgumentException if there is no such decision
     * @throws HitPolicyException if two rules match where one at most may
     * @throws dev.tenet.rules.expression.EvaluationException if an input is not what a condition can work with
     */
    public List<Rule<Map<String, Object>>> evaluate(String name, Facts facts) {
        Decision decision = byName.get(name);
        if (decision == null) {
            String hint = Suggestions.closest(name, byName.keySet())
                    .map(it -> "did you mean \"" + it + "\"?")
                    .orElseGet(() -> "the decisions are " + byName.keySet());
            throw new IllegalArgumentException("there is no decision \"" + name + "\"; " + hint);
        }
        return decision.table().evaluate(facts);
    }
}
