package dev.tenet.rules.internal.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenet.rules.decision.HitPolicy;
import dev.tenet.rules.decision.HitPolicyException;
import dev.tenet.rules.decision.Rule;
import dev.tenet.rules.decision.RuleTable;
import dev.tenet.rules.expression.EvaluationException;
import dev.tenet.rules.expression.Facts;
import dev.tenet.rules.expression.Truth;
import dev.tenet.rules.internal.analysis.TableAnalysis.Completeness;
import dev.tenet.rules.internal.analysis.TableAnalysis.Subject;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Every finding is held against the table itself, evaluated with thousands of facts, NULL and NaN among them. */
class TableAnalysisProperties {
    private static final List<Facts> PLAIN = RandomTables.plainFacts();
    private static final List<Facts> ALL = RandomTables.allFacts();

    @Property(tries = 300)
    void noFindingIsRefutedByAnyFacts(@ForAll long seed, @ForAll HitPolicy policy) {
        RuleTable<Integer> table = new RandomTables(new Random(seed), false).table(policy);
        Set<Rule<?>> deciding = new HashSet<>();
        ALL.forEach(facts -> deciding.addAll(decide(table, facts)));

        for (Finding finding : analysed(table, Set.of())) {
            hold(finding, table, deciding, ALL);
        }
    }

    /** Where conditions test single facts, the facts tried here stand for all, so that misses can be told too. */
    @Property(tries = 400)
    void inPlainTablesNothingIsMissed(@ForAll long seed, @ForAll HitPolicy policy) {
        RuleTable<Integer> table = new RandomTables(new Random(seed), true).table(policy);
        Set<Rule<?>> deciding = new HashSet<>();
        boolean gap = false;
        for (Facts facts : PLAIN) {
            List<Rule<Integer>> decided = decide(table, facts);
            deciding.addAll(decided);
            gap |= decided.isEmpty() && !isNaN(facts) && !overlaps(table, facts);
        }

        List<Finding> findings = analysed(table, Set.of());
        findings.forEach(finding -> hold(finding, table, deciding, PLAIN));

        Set<Rule<?>> never = rules(findings, Finding.Never.class);
        Set<Rule<?>> unreachable = rules(findings, Finding.Unreachable.class);
        for (Rule<Integer> rule : enabled(table)) {
            boolean holdsSometimes =
                    PLAIN.stream().anyMatch(facts -> rule.condition().matches(facts));
            assertThat(never.contains(rule)).as("never " + rule).isEqualTo(!holdsSometimes);
            if (policy != HitPolicy.UNIQUE) {
                assertThat(unreachable.contains(rule) || never.contains(rule))
                        .as("unreachable " + rule)
                        .isEqualTo(!deciding.contains(rule));
            }
        }
        boolean overlap =
                policy == HitPolicy.UNIQUE && PLAIN.stream().anyMatch(facts -> !isNaN(facts) && overlaps(table, facts));
        assertThat(findings.stream().anyMatch(Finding.Overlap.class::isInstance))
                .as("overlap")
                .isEqualTo(overlap);
        assertThat(findings.stream().anyMatch(Finding.Gap.class::isInstance))
                .as("gap")
                .isEqualTo(gap);
    }

    @Property(tries = 100)
    void aRuleThatMayPassOnCoversNothing(@ForAll long seed) {
        RuleTable<Integer> table = new RandomTables(new Random(seed), false).table(HitPolicy.FIRST);
        Set<Rule<?>> tried = new HashSet<>();
        for (Facts facts : ALL) {
            try {
                table.firstAcceptable(facts, rule -> {
                    tried.add(rule);
                    return !rule.id().equals("r0") && !rule.id().equals("r2");
                });
            } catch (EvaluationException e) {
                continue; // what failed decides nothing
            }
        }
        tried.retainAll(rules(analysed(table, Set.of("r0", "r2")), Finding.Unreachable.class));
        assertThat(tried).isEmpty();
    }

    private static List<Finding> analysed(RuleTable<Integer> table, Set<String> passingOn) {
        return TableAnalysis.of(new Subject(table, Optional.empty(), passingOn, Completeness.COMPLETE));
    }

    private static void hold(Finding finding, RuleTable<Integer> table, Set<Rule<?>> deciding, List<Facts> all) {
        if (finding instanceof Finding.Never never) {
            assertThat(all).as(finding.toString()).noneMatch(facts -> matches(never.rule(), facts));
        } else if (finding instanceof Finding.Always always) {
            assertThat(all).as(finding.toString()).allMatch(facts -> matches(always.rule(), facts));
        } else if (finding instanceof Finding.Unreachable unreachable) {
            assertThat(deciding).as(finding.toString()).doesNotContain(unreachable.rule());
            assertThat(unreachable.by()).as(finding.toString()).isNotEmpty().doesNotContain(unreachable.rule());
        } else if (finding instanceof Finding.Overlap overlap) {
            Facts facts = overlap.example().facts();
            assertThat(matches(overlap.first(), facts) && matches(overlap.second(), facts))
                    .as(finding.toString())
                    .isTrue();
        } else if (finding instanceof Finding.Gap gap) {
            assertThat(table.evaluate(gap.example().facts()))
                    .as(finding.toString())
                    .isEmpty();
        }
    }

    private static boolean matches(Rule<?> rule, Facts facts) {
        try {
            return rule.condition().test(facts) == Truth.TRUE;
        } catch (EvaluationException e) {
            return false;
        }
    }

    private static List<Rule<Integer>> decide(RuleTable<Integer> table, Facts facts) {
        try {
            return table.evaluate(facts);
        } catch (EvaluationException | HitPolicyException e) {
            return List.of();
        }
    }

    private static boolean overlaps(RuleTable<Integer> table, Facts facts) {
        try {
            table.evaluate(facts);
            return false;
        } catch (HitPolicyException e) {
            return true;
        }
    }

    private static boolean isNaN(Facts facts) {
        return facts.value("x").filter(value -> value.equals(Double.NaN)).isPresent();
    }

    private static List<Rule<Integer>> enabled(RuleTable<Integer> table) {
        return table.rules().stream()
                .filter(rule -> rule.state() == Rule.State.ENABLED)
                .toList();
    }

    private static Set<Rule<?>> rules(List<Finding> findings, Class<? extends Finding> type) {
        return findings.stream()
                .filter(type::isInstance)
                .map(finding ->
                        finding instanceof Finding.Never never ? never.rule() : ((Finding.Unreachable) finding).rule())
                .collect(Collectors.toSet());
    }
}
