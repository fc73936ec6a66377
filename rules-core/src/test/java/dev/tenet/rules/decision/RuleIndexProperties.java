package dev.tenet.rules.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenet.rules.expression.EvaluationException;
import dev.tenet.rules.expression.Expression;
import dev.tenet.rules.expression.FactSchema;
import dev.tenet.rules.expression.Facts;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.function.Supplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A table decides as one does who tries its rules one by one: same rules, same errors. */
class RuleIndexProperties {
    /** Facts for each table: a hundred, so that a thousand tables make the hundred thousand cases. */
    private static final int FACTS = 100;

    private final Map<String, Expression> closed = new HashMap<>();
    private final Map<String, Expression> open = new HashMap<>();

    @Property(tries = 1000)
    void aTableDecidesAsALinearScanDoes(@ForAll Random random) {
        boolean declared = random.nextInt(3) > 0;
        FactSchema schema = declared ? RandomRules.CLOSED : FactSchema.open();
        RandomRules source = new RandomRules(random, schema, declared ? closed : open);
        List<Rule<Integer>> rules = source.rules(random.nextInt(4) == 0 ? 200 : 30);
        Map<HitPolicy, RuleTable<Integer>> tables = new HashMap<>();
        for (HitPolicy policy : HitPolicy.values()) {
            RuleTable.Builder<Integer> builder =
                    RuleTable.<Integer>builder(schema).hitPolicy(policy);
            rules.forEach(builder::add);
            tables.put(policy, builder.build());
        }
        for (int i = 0; i < FACTS; i++) {
            Facts facts =
                    (random.nextBoolean() ? source.slots() : source.view()).at(InstantSource.fixed(RandomRules.NOW));
            for (HitPolicy policy : HitPolicy.values()) {
                check(tables.get(policy), rules, facts, i % 50 == 0);
            }
            checkAcceptable(tables.get(HitPolicy.FIRST), rules, facts, random.nextInt(4));
        }
    }

    private static void check(RuleTable<Integer> table, List<Rule<Integer>> rules, Facts facts, boolean explained) {
        Object expected = outcome(() -> scan(table.hitPolicy(), rules, facts));

        Object decided = outcome(() -> table.evaluate(facts));

        if (!decided.equals(expected)) { // saves describing a hundred thousand tables
            assertThat(decided)
                    .as("%s %s of %s", table.hitPolicy(), rules, described(facts))
                    .isEqualTo(expected);
        }
        if (explained) {
            assertThat((Object) table.explain(facts).deciding())
                    .as("explained " + table.hitPolicy())
                    .isEqualTo(expected instanceof List ? expected : List.of());
        }
    }

    private static void checkAcceptable(RuleTable<Integer> table, List<Rule<Integer>> rules, Facts facts, int refused) {
        List<Integer> asked = new ArrayList<>();
        List<Integer> expectedAsked = new ArrayList<>();
        Object decided = outcome(() -> table.firstAcceptable(facts, accept(asked, refused)));
        Object expected = outcome(() -> {
            Predicate<Rule<Integer>> acceptable = accept(expectedAsked, refused);
            return rules.stream()
                    .filter(rule -> matches(rule, facts) && acceptable.test(rule))
                    .findFirst();
        });

        assertThat(decided).isEqualTo(expected);
        assertThat(asked).isEqualTo(expectedAsked);
    }

    private static Predicate<Rule<Integer>> accept(List<Integer> asked, int refused) {
        return rule -> {
            asked.add(rule.outcome());
            return asked.size() > refused;
        };
    }

    private static boolean matches(Rule<Integer> rule, Facts facts) {
        return rule.state() == Rule.State.ENABLED
                && rule.effective().at(RandomRules.NOW)
                && rule.condition().matches(facts);
    }

    private static List<Rule<Integer>> scan(HitPolicy policy, List<Rule<Integer>> rules, Facts facts) {
        List<Rule<Integer>> matched = new ArrayList<>();
        for (Rule<Integer> rule : rules) {
            if (matches(rule, facts)) {
                matched.add(rule);
                if (policy == HitPolicy.FIRST) {
                    break;
                }
                if (policy == HitPolicy.UNIQUE && matched.size() == 2) {
                    throw new HitPolicyException(matched.get(0), matched.get(1));
                }
            }
        }
        if (policy != HitPolicy.PRIORITY || matched.isEmpty()) {
            return matched;
        }
        Rule<Integer> best = matched.get(0);
        for (Rule<Integer> rule : matched) {
            best = rule.priority() > best.priority() ? rule : best;
        }
        return List.of(best);
    }

    private static Object outcome(Supplier<Object> evaluation) {
        try {
            return evaluation.get();
        } catch (EvaluationException | HitPolicyException e) {
            return Optional.ofNullable(e.getMessage()).orElse("");
        }
    }

    private static String described(Facts facts) {
        Map<String, Object> values = new HashMap<>();
        RandomRules.CLOSED
                .declared()
                .forEach(fact -> facts.value(fact.name()).ifPresent(value -> values.put(fact.name(), value)));
        return values.toString();
    }
}
