package dev.tenet.rules.internal.bind;

import dev.tenet.rules.decision.Effective;
import dev.tenet.rules.decision.HitPolicy;
import dev.tenet.rules.decision.Rule;
import dev.tenet.rules.decision.RuleTable;
import dev.tenet.rules.expression.Expression;
import dev.tenet.rules.expression.FactSchema;
import dev.tenet.rules.spi.MapReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Makes a rule table from the rules of a list, read one after another. */
final class TableBinder<O> {
    private final RuleTable.Builder<O> table;
    private final String conditionKey;
    private final RuleIds ids;
    private final List<MapReader> readers = new ArrayList<>();
    private final Set<String> passingOn = new HashSet<>();

    /**
     * Begins a table.
     *
     * @param conditionKey the key that a rule's condition stands behind
     */
    TableBinder(FactSchema schema, HitPolicy hitPolicy, String conditionKey) {
        this.table = RuleTable.<O>builder(schema).hitPolicy(hitPolicy);
        this.conditionKey = conditionKey;
        this.ids = new RuleIds(conditionKey);
    }

    /** Whether a rule that matches leaves room for the rules after it. */
    enum Then {
        /** Nothing comes after it under the hit policy FIRST. */
        DECIDES,
        /** It may turn out impossible, and then the next rule is tried. */
        MAY_PASS_ON
    }

    /** What an outcome is made from, once the rule's id is known. */
    interface Outcome<O> {
        O of(String id);
    }

    /** Adds the rule of a map: its id, {@code enabled} and {@code effective} are read here. */
    void add(MapReader rule, Expression condition, int priority, Then then, Outcome<O> outcome) {
        String id = ids.next(rule, condition);
        Rule.State state = state(rule);
        Effective effective = Formats.effective(rule);
        table.add(new Rule<>(
                id,
                condition,
                outcome.of(id),
                priority,
                state,
                effective,
                rule.place().location()));
        readers.add(rule);
        if (then == Then.MAY_PASS_ON) {
            passingOn.add(id);
        }
    }

    /** The switch that every kind of rule has. */
    static Rule.State state(MapReader rule) {
        return rule.flag("enabled", true) ? Rule.State.ENABLED : Rule.State.DISABLED;
    }

    /** The table, with what its analysis found reported. */
    RuleTable<O> build(TableReport.Context context) {
        RuleTable<O> built = table.build();
        TableReport.of(context, conditionKey, built, readers, passingOn);
        return built;
    }
}
