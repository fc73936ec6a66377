package dev.tenet.rules.internal.bind;

import dev.tenet.rules.decision.Effective;
import dev.tenet.rules.decision.HitPolicy;
import dev.tenet.rules.decision.Rule;
import dev.tenet.rules.decision.RuleTable;
import dev.tenet.rules.expression.Expression;
import dev.tenet.rules.expression.FactSchema;
import dev.tenet.rules.spi.MapReader;
import dev.tenet.rules.spi.Place;
import java.util.Optional;

/** Makes a rule table from the rules of a list, read one after another. */
final class TableBinder<O> {
    private final RuleTable.Builder<O> table;
    private final HitPolicy hitPolicy;
    private final RuleIds ids;
    private Optional<Place> end = Optional.empty();

    /**
     * Begins a table.
     *
     * @param conditionKey the key that a rule's condition stands behind
     */
    TableBinder(FactSchema schema, HitPolicy hitPolicy, String conditionKey) {
        this.table = RuleTable.<O>builder(schema).hitPolicy(hitPolicy);
        this.hitPolicy = hitPolicy;
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
        reportUnreachable(rule);
        boolean endsHere = hitPolicy == HitPolicy.FIRST
                && then == Then.DECIDES
                && state == Rule.State.ENABLED
                && effective.always()
                && Conditions.unconditional(condition);
        if (endsHere && end.isEmpty()) {
            end = Optional.of(rule.place());
        }
    }

    /** The switch that every kind of rule has. */
    static Rule.State state(MapReader rule) {
        return rule.flag("enabled", true) ? Rule.State.ENABLED : Rule.State.DISABLED;
    }

    RuleTable<O> build() {
        return table.build();
    }

    private void reportUnreachable(MapReader rule) {
        end.ifPresent(place -> rule.problems()
                .warning(
                        "unreachable-rule",
                        rule.place(),
                        "this rule is never reached: an earlier one always matches",
                        "move it up, or remove it",
                        Places.related(place, "this rule always matches")));
    }
}
