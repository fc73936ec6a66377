package dev.tenet.rules.decision;

import dev.tenet.rules.expression.FactType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One of the host's own rule tables: from typed inputs to typed outputs.
 *
 * @param name the name by which the host evaluates it
 * @param description the question that it answers; empty when there is none
 * @param completeness whether the rules are meant to answer every input
 * @param outputs the outputs that a rule may answer, with their types, in the order they were written
 * @param table the rules, over the declared inputs; an outcome has a value for each output that the rule answers:
 *     String, Long, Double, Boolean, Instant, Duration, List or Map
 */
public record Decision(
        String name,
        String description,
        Completeness completeness,
        Map<String, FactType> outputs,
        RuleTable<Map<String, Object>> table) {

    /** Whether the rules are meant to answer every input. */
    public enum Completeness {
        /** They are ({@code complete: true}). */
        COMPLETE,
        /** There may be inputs without an answer. */
        PARTIAL
    }

    /** Takes its own copy of the map. */
    public Decision {
        outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    }
}
