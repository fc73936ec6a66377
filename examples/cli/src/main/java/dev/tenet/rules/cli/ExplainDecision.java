package dev.tenet.rules.cli;

import dev.tenet.rules.RuleSet;
import dev.tenet.rules.decision.Decision;
import dev.tenet.rules.decision.Explanation;
import dev.tenet.rules.decision.Rule;
import dev.tenet.rules.expression.ExpressionExplanation;
import dev.tenet.rules.expression.FactSchema;
import dev.tenet.rules.expression.Facts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tenet explain decision}: what one of the host's own rule tables answers. */
@Command(
        name = "decision",
        description = "Says what a decision answers, with the values that each rule saw.",
        mixinStandardHelpOptions = true)
final class ExplainDecision implements Callable<Integer> {
    private final Surroundings at;

    @Parameters(index = "0", paramLabel = "<decision>", description = "The name of the decision.")
    private String name = "";

    @Option(
            names = "--fact",
            paramLabel = "<name=value>",
            description =
                    "An input of the decision, of its declared type: 600, true, 25m, 2026-01-31T10:00:00Z, [a, b];"
                            + " one that is left out is NULL.")
    private Map<String, String> facts = new LinkedHashMap<>();

    @Mixin
    private ConfigOptions config = new ConfigOptions();

    @Mixin
    private AnswerOptions answer = new AnswerOptions();

    ExplainDecision(Surroundings at) {
        this.at = at;
    }

    @Override
    public Integer call() {
        RuleSet rules = config.load(at);
        Decision decision = rules.decisions()
                .find(name)
                .orElseThrow(() -> answer.mistake(Named.unknown(
                        name, "a decision", rules.decisions().all().keySet())));
        Explanation<Map<String, Object>> explanation =
                decision.table().explain(facts(decision).at(at.clock()));
        answer.print(text(explanation), () -> json(explanation));
        return Exit.OK;
    }

    private Facts facts(Decision decision) {
        FactSchema schema = decision.table().schema();
        Facts.Builder builder = schema.facts();
        facts.forEach((fact, value) -> {
            FactSchema.Fact declared = schema.fact(fact)
                    .orElseThrow(() -> answer.mistake(Named.unknown(
                            fact,
                            "an input of the decision",
                            schema.declared().stream()
                                    .map(FactSchema.Fact::name)
                                    .toList())));
            try {
                builder.put(fact, Values.of(value, declared.type()));
            } catch (IllegalArgumentException e) {
                throw answer.mistake("--fact " + fact + ": " + e.getMessage());
            }
        });
        return builder.build();
    }

    private String text(Explanation<Map<String, Object>> explanation) {
        StringBuilder out = new StringBuilder();
        for (Rule<Map<String, Object>> rule : explanation.deciding()) {
            out.append(name).append(" = ").append(Json.line(rule.outcome())).append('\n');
        }
        return out.append(explanation).toString();
    }

    private Json json(Explanation<Map<String, Object>> explanation) {
        return Json.object()
                .with("decision", name)
                .with("hit_policy", explanation.hitPolicy().yamlName())
                .with(
                        "answers",
                        explanation.deciding().stream().map(Rule::outcome).toList())
                .with("rules", rules(explanation, config.folder(at)));
    }

    /** What became of each rule of a table. */
    static <O> List<Json> rules(Explanation<O> explanation, ConfigFolder folder) {
        return explanation.entries().stream()
                .map(entry -> Json.object()
                        .with("id", entry.rule().id())
                        .with(folder.located(entry.rule().location()))
                        .with("condition", entry.rule().condition().text())
                        .with("verdict", entry.verdict().toString())
                        .with("decides", explanation.deciding().contains(entry.rule()))
                        .with("values", entry.condition().map(ExplainDecision::values))
                        .with("failure", entry.condition().flatMap(ExpressionExplanation::failure)))
                .toList();
    }

    /** The values seen, by path; null for one that was not there. */
    static Json values(ExpressionExplanation condition) {
        Json values = Json.object();
        condition
                .reads()
                .forEach(read -> values.with(
                        read.path(), read.state() == ExpressionExplanation.State.PRESENT ? read.value() : null));
        return values;
    }
}
