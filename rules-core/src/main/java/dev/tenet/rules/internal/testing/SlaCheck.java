package dev.tenet.rules.internal.testing;

import dev.tenet.rules.Problem;
import dev.tenet.rules.decision.Explanation;
import dev.tenet.rules.decision.Rule;
import dev.tenet.rules.decision.RuleTable;
import dev.tenet.rules.sla.Escalation;
import dev.tenet.rules.sla.SlaEvaluator;
import dev.tenet.rules.sla.SlaStatus;
import dev.tenet.rules.sla.SlaTarget;
import dev.tenet.rules.sla.SlaTask;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Holds a given task against its target, and asks the escalation rules. */
final class SlaCheck {
    private SlaCheck() {}

    /** Of the given task or, where none is given, of the given facts. */
    static void check(Expectation.Escalations expected, CaseRun run) {
        RuleTable<Escalation> table = run.rules().sla().escalations();
        Optional<SlaTask> task = run.given().task();
        if (task.isPresent()) {
            SlaEvaluator evaluator = SlaEvaluator.of(run.rules());
            SlaStatus status = evaluator.evaluate(task.get(), run.given().clock());
            reach(status, run);
            compare(
                    expected,
                    status.escalations(),
                    evaluator.explain(task.get(), run.given().clock()),
                    run);
        } else {
            FactReader.read(run.given(), table.schema(), run.problems())
                    .ifPresent(facts -> compare(expected, table.evaluate(facts), table.explain(facts), run));
        }
    }

    private static void compare(
            Expectation.Escalations expected,
            List<Rule<Escalation>> got,
            Explanation<Escalation> explanation,
            CaseRun run) {
        run.reached().add(RuleKey.ESCALATION, "", explanation);
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
        SlaTask task = run.given().task().orElseThrow();
        SlaStatus status =
                SlaEvaluator.of(run.rules()).evaluate(task, run.given().clock());
        reach(status, run);
        SlaTarget target = status.target();
        Problem.Related related = new Problem.Related(target.location(), "the target " + target.taskType());
        run.compare(expected.wants(), values(status), status.toString(), wanted -> "", List.of(related));
    }

    private static void reach(SlaStatus status, CaseRun run) {
        SlaTarget target = status.target();
        RuleKey key = Coverable.key(target);
        run.reached().decides(key);
        target.variant().ifPresent(name -> run.reached().decides(Coverable.variant(key, name)));
    }

    private static Map<String, Object> values(SlaStatus status) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("level", status.level().name().toLowerCase(Locale.ROOT));
        values.put("percent_used", new Percent(status.percentUsed()));
        values.put("breached", status.breached());
        values.put("elapsed", status.elapsed());
        values.put("remaining", status.remaining());
        values.put("target", status.target().taskType());
        status.target().variant().ifPresent(variant -> values.put("variant", variant));
        status.deadline().ifPresent(deadline -> values.put("deadline", deadline));
        return values;
    }
}
