package dev.tenet.rules.internal.testing;

import dev.tenet.rules.Problem;
import dev.tenet.rules.decision.Decision;
import dev.tenet.rules.decision.Explanation;
import dev.tenet.rules.decision.Rule;
import dev.tenet.rules.expression.FactType;
import dev.tenet.rules.expression.Facts;
import dev.tenet.rules.internal.bind.Names;
import dev.tenet.rules.internal.bind.OutputValues;
import dev.tenet.rules.spi.MapNode;
import dev.tenet.rules.spi.Node;
import dev.tenet.rules.spi.NodeKind;
import dev.tenet.rules.spi.ScalarNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Asks a decision of the host's. */
final class DecisionCheck {
    private final CaseRun run;
    private final Decision decision;
    private final List<Rule<Map<String, Object>>> deciding;
    private final List<Problem.Related> related;

    private DecisionCheck(
            CaseRun run,
            Decision decision,
            List<Rule<Map<String, Object>>> deciding,
            Explanation<Map<String, Object>> explanation) {
        this.run = run;
        this.decision = decision;
        this.deciding = deciding;
        this.related = related(explanation);
    }

    static void check(Expectation.Decision expected, CaseRun run) {
        Node named = run.given().decision().orElseThrow();
        String name = named instanceof ScalarNode scalar
                ? String.valueOf(scalar.value().orElse(""))
                : "";
        Optional<Decision> found = run.rules().decisions().find(name);
        if (found.isEmpty()) {
            run.fail(
                    named.place(),
                    "there is no decision \"" + name + '"',
                    Names.didYouMean(name, run.rules().decisions().all().keySet(), "decisions"),
                    List.of());
            return;
        }
        Decision decision = found.get();
        Optional<Facts> facts = FactReader.read(run.given(), decision.table().schema(), run.problems());
        facts.ifPresent(it -> {
            Explanation<Map<String, Object>> explanation = decision.table().explain(it);
            run.reached().add(RuleKey.DECISION, decision.name() + ": ", explanation);
            new DecisionCheck(run, decision, decision.table().evaluate(it), explanation).compare(expected);
        });
    }

    private void compare(Expectation.Decision expected) {
        expected.rules().ifPresent(this::compareRules);
        expected.outputs().ifPresent(outputs -> {
            if (deciding.size() == 1) {
                compareOutputs(outputs, deciding.get(0));
            } else {
                String hint = deciding.isEmpty() ? "" : "expect the outputs of each with \"answers\"";
                run.fail(outputs.place(), "expected one rule to decide, got " + ids(), hint, related);
            }
        });
        expected.answers().ifPresent(this::compareAnswers);
    }

    private void compareRules(Expectation.Names expected) {
        List<String> ids = deciding.stream().map(Rule::id).toList();
        if (!ids.equals(expected.names())) {
            List<String> known = decision.table().rules().stream().map(Rule::id).toList();
            String hint = expected.names().stream()
                    .filter(name -> !known.contains(name))
                    .findFirst()
                    .map(name -> "there is no rule \"" + name + "\": " + Names.didYouMean(name, known, "rules"))
                    .orElse("");
            String wanted = expected.names().isEmpty() ? "no rule" : String.join(", ", expected.names());
            run.fail(expected.node().place(), "expected " + wanted + " to decide, got " + ids(), hint, related);
        }
    }

    private void compareAnswers(Expectation.Answers expected) {
        if (expected.outputs().size() != deciding.size()) {
            run.fail(
                    expected.node().place(),
                    "expected " + expected.outputs().size() + " to decide, got " + ids(),
                    "",
                    related);
            return;
        }
        for (int i = 0; i < deciding.size(); i++) {
            compareOutputs(expected.outputs().get(i), deciding.get(i));
        }
    }

    private void compareOutputs(MapNode expected, Rule<Map<String, Object>> rule) {
        List<Wanted> wants = new ArrayList<>();
        expected.entries().forEach((output, entry) -> {
            FactType type = decision.outputs().get(output);
            if (type == null) {
                run.fail(
                        entry.key(),
                        "the decision \"" + decision.name() + "\" has no output \"" + output + '"',
                        Names.didYouMean(output, decision.outputs().keySet(), "outputs"),
                        List.of());
            } else if (entry.value().kind() == NodeKind.NULL) {
                requireNone(output, entry.value(), rule);
            } else {
                OutputValues.of(entry.value(), type, run.problems())
                        .ifPresent(value -> wants.add(new Wanted(output, value, entry.value())));
            }
        });
        run.compare(wants, rule.outcome(), "the rule " + rule.id() + " leaves it out", wanted -> "", related);
    }

    private void requireNone(String output, Node at, Rule<Map<String, Object>> rule) {
        Object got = rule.outcome().get(output);
        if (got != null) {
            run.fail(at.place(), "expected no " + output + ", got " + CaseRun.text(output, got), "", related);
        }
    }

    private String ids() {
        return deciding.isEmpty() ? "none" : deciding.stream().map(Rule::id).collect(Collectors.joining(", "));
    }

    /** The rules that decided and, where none did, each with what it saw. */
    private static List<Problem.Related> related(Explanation<Map<String, Object>> explanation) {
        return explanation.entries().stream()
                .filter(entry -> explanation.deciding().isEmpty()
                        || explanation.deciding().contains(entry.rule()))
                .limit(8)
                .map(entry -> new Problem.Related(entry.rule().location(), entry.toString()))
                .toList();
    }
}
