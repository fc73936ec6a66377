package dev.tenet.rules.decision;

import dev.tenet.rules.expression.FactSchema;
import dev.tenet.rules.expression.FactType;
import dev.tenet.rules.internal.compile.FactReader;
import dev.tenet.rules.internal.compile.FactReader.Found;
import dev.tenet.rules.internal.compile.FactValues;
import java.util.Map;

/**
 * Facts that must be NULL or of their types, since conditions that would read them are left out: a value of another type
 * would make them throw. Slots have been checked when they were filled, all but those of dynamic facts.
 */
final class Guard {
    private final FactReader[] all;
    private final FactReader[] dynamic;

    Guard(FactSchema schema, Map<String, FactType> facts) {
        this.all = facts.entrySet().stream()
                .map(fact -> FactReader.of(schema, fact.getKey(), fact.getValue()))
                .toArray(FactReader[]::new);
        this.dynamic =
                java.util.Arrays.stream(all).filter(FactReader::isDynamic).toArray(FactReader[]::new);
    }

    boolean holds(FactValues facts) {
        for (FactReader fact : facts.isView() ? all : dynamic) {
            if (fact.found(facts) == Found.OTHER) {
                return false;
            }
        }
        return true;
    }
}
