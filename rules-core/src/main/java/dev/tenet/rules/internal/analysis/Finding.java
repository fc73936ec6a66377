package dev.tenet.rules.internal.analysis;

import dev.tenet.rules.decision.Rule;
import java.util.List;

/** Something that is wrong with the rules of a table whatever facts come. */
public sealed interface Finding {

    /** The condition of a rule is TRUE for no facts that can occur. */
    record Never(Rule<?> rule) implements Finding {}

    /** The condition of a rule is TRUE for all facts, NULL included. */
    record Always(Rule<?> rule) implements Finding {}

    /**
     * Whenever a rule matches, one of those that go before it matches too, so it never decides.
     *
     * @param by the rules that together cover it, none of which is needless in the order of the search
     */
    record Unreachable(Rule<?> rule, List<Rule<?>> by) implements Finding {
        /** Takes its own copy of the list. */
        public Unreachable {
            by = List.copyOf(by);
        }
    }

    /** Two rules match the same facts where one at most may. */
    record Overlap(Rule<?> first, Rule<?> second, Example example) implements Finding {}

    /** No rule matches, though the rules are said to be complete. */
    record Gap(Example example) implements Finding {}
}
