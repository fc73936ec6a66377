package dev.tenet.rules.internal.testing;

import dev.tenet.rules.Problem;
import dev.tenet.rules.decision.Explanation;
import dev.tenet.rules.decision.Rule;
import dev.tenet.rules.decision.RuleTable;
import dev.tenet.rules.expression.Facts;
import dev.tenet.rules.sla.Escalation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Holds a given task against its target, and asks the escalation rules. */
final class SlaCheck {
    private SlaCheck() {}

    static void check(Expectation.Escalations expected, CaseRun run) {
        RuleTable<Escalation> table = run.rules().sla().escalations();
        FactReader.read(run.given(), table.schema(), run.problems()).ifPresent(facts -> compare(expected, table, facts, run));
    }

    private static void compare(
            Expectation.Escalations expected, RuleTable<Escalation> table, Facts facts, CaseRun run) {
        Explanation<Escalation> explanation = table.explain(facts);
        run.reached().add(RuleKey.ESCALATION, "", explanation);
        List<Rule<Escalation>> got = table.evaluate(facts);
        List<Problem.Related> related = explanation.entries().stream()
                .limit(8)
                .map(entry -> new Problem.Related(entry.rule().location(), entry.toString()))
                .toList();
        if (got.size() != expected.items().size()) {
            run.fail(
                    expected.place(),
                    "expected " + count(expected.items().size()) + ", got " + words(got),
                    "",
                    related);
            return;
        }
        for (int i = 0; i < got.size(); i++) {
            Rule<Escalation> rule = got.get(i);
            run.compare(
                    expected.items().get(i).wants(),
                    values(rule),
                    "the escalation is " + rule.outcome().action(),
                    wanted -> "",
                    related);
        }
    }

    private static Map<String, Object> values(Rule<Escalation> rule) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("rule", RuleName.of(rule));
        values.put("action", rule.outcome().action());
        values.put("notification_channels", rule.outcome().channels());
        rule.outcome().color().ifPresent(color -> values.put("color", color));
        return values;
    }

    private static String count(int number) {
        return number == 0 ? "no escalation" : number == 1 ? "1 escalation" : number + " escalations";
    }

    private static String words(List<Rule<Escalation>> rules) {
        return rules.isEmpty()
                ? "none"
                : rules.stream().map(rule -> rule.outcome().action()).collect(Collectors.joining(", "));
    }

    static void check(Expectation.Sla expected, CaseRun run) {
        run.fail(expected.place(), "SLA levels are not evaluated yet", "", List.of());
    }
}
