package dev.tenet.rules.internal.bind;

import dev.tenet.rules.decision.Rule;
import dev.tenet.rules.expression.Expression;
import dev.tenet.rules.spi.MapNode;
import dev.tenet.rules.spi.MapReader;
import dev.tenet.rules.spi.Node;
import dev.tenet.rules.spi.Place;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The ids of the rules of one table: given, or derived from what a rule says. */
final class RuleIds {
    /** What says how a rule is kept and not what it means. */
    private static final Set<String> NO_MEANING = Set.of("id", "description", "enabled", "effective");

    private final String conditionKey;
    private final Map<String, Place> taken = new HashMap<>();

    /**
     * Begins a table.
     *
     * @param conditionKey the key that a rule's condition stands behind
     */
    RuleIds(String conditionKey) {
        this.conditionKey = conditionKey;
    }

    /**
     * The id of the next rule, unique in its table.
     *
     * @param condition its condition
     */
    String next(MapReader rule, Expression condition) {
        Optional<String> given = rule.optionalText("id").filter(id -> !id.isEmpty());
        String id = given.orElseGet(() -> Rule.derivedId(condition, outcome(rule.node())));
        Place place = given.flatMap(any -> rule.value("id")).map(Node::place).orElseGet(rule::place);
        Place same = taken.putIfAbsent(id, place);
        if (same == null) {
            return id;
        }
        if (given.isPresent()) {
            rule.problems()
                    .error(
                            "duplicate-id",
                            place,
                            "two rules of the table have the id \"" + id + '"',
                            "give each its own",
                            Places.related(same, "the first is here"));
        }
        return another(id, place);
    }

    /** Rules that say the same are told apart by their order among each other. */
    private String another(String id, Place place) {
        int count = 2;
        while (taken.putIfAbsent(id + "#" + count, place) != null) {
            count++;
        }
        return id + "#" + count;
    }

    /** Equal for equal meanings; where different ones collide, {@link #another} keeps the ids apart. */
    private String outcome(MapNode rule) {
        Map<String, Integer> meanings = new TreeMap<>();
        rule.entries().forEach((key, entry) -> {
            if (!NO_MEANING.contains(key) && !key.equals(conditionKey)) {
                meanings.put(key, entry.value().valueHash());
            }
        });
        return meanings.toString();
    }
}
