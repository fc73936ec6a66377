package dev.tenet.rules.decision;

import dev.tenet.rules.internal.compile.FactReader;
import dev.tenet.rules.internal.compile.FactReader.Found;
import dev.tenet.rules.internal.compile.FactValues;

/**
 * For each bucket of a {@link KeyTable} the first of the rules that ask for nothing but the key and a range of one fact,
 * as a function of that fact's value.
 */
final class KeyRanges {
    private final FactReader fact;
    private final Guard others;
    private final Steps outcomes;

    /**
     * The ranges of a table.
     *
     * @param others facts that must have their types where this one is NULL
     * @param outcomes a function for each bucket; {@link Integer#MAX_VALUE} where no rule matches
     */
    KeyRanges(FactReader fact, Guard others, Steps outcomes) {
        this.fact = fact;
        this.others = others;
        this.outcomes = outcomes;
    }

    /**
     * The outcome of the first rule of a bucket that matches, an outcome after all others, or {@link RuleIndex#SCAN}.
     *
     * @param function where the bucket's function begins
     */
    int first(int function, FactValues facts) {
        long value = fact.number(facts);
        return value == FactReader.ASK && fact.found(facts) != Found.VALUE
                ? without(facts)
                : outcomes.result(function, value);
    }

    private int without(FactValues facts) {
        return fact.found(facts) == Found.NULL && others.holds(facts) ? Integer.MAX_VALUE : RuleIndex.SCAN;
    }
}
