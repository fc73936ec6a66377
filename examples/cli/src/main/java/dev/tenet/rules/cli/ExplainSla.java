package dev.tenet.rules.cli;

import dev.tenet.rules.RuleSet;
import dev.tenet.rules.decision.Explanation;
import dev.tenet.rules.decision.Rule;
import dev.tenet.rules.expression.FactType;
import dev.tenet.rules.sla.Escalation;
import dev.tenet.rules.sla.NoSlaTargetException;
import dev.tenet.rules.sla.SlaEvaluator;
import dev.tenet.rules.sla.SlaRules;
import dev.tenet.rules.sla.SlaStatus;
import dev.tenet.rules.sla.SlaTask;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tenet explain sla}: how a task stands against its target. */
@Command(
        name = "sla",
        description = "Says how a task stands against its target, and which escalation is due.",
        mixinStandardHelpOptions = true)
final class ExplainSla implements Callable<Integer> {
    private final Surroundings at;

    @Parameters(index = "0", paramLabel = "<task type>", description = "The type of the task.")
    private String taskType = "";

    @Option(names = "--elapsed", paramLabel = "<duration>", description = "How long ago it began, such as 25m.")
    private Optional<String> elapsed = Optional.empty();

    @Option(names = "--started", paramLabel = "<time>", description = "When it began, such as 2026-01-31T10:00:00Z.")
    private Optional<String> started = Optional.empty();

    @Option(names = "--now", paramLabel = "<time>", description = "The moment to look at. Default: now.")
    private Optional<String> now = Optional.empty();

    @Option(names = "--key", paramLabel = "<key>", description = "The key of the task, for variants.")
    private Optional<String> key = Optional.empty();

    @Option(
            names = "--attribute",
            paramLabel = "<name=value>",
            description = "An attribute, which conditions read as task.<name>; written as for explain route.")
    private Map<String, String> attributes = new LinkedHashMap<>();

    @Mixin
    private ConfigOptions config = new ConfigOptions();

    @Mixin
    private AnswerOptions answer = new AnswerOptions();

    ExplainSla(Surroundings at) {
        this.at = at;
    }

    @Override
    public Integer call() {
        if (elapsed.isPresent() == started.isPresent()) {
            throw answer.mistake("want one of --elapsed and --started");
        }
        RuleSet rules = config.load(at);
        Instant moment = now.map(text -> (Instant) value("--now", text, FactType.TIMESTAMP))
                .orElseGet(() -> at.clock().instant());
        SlaEvaluator evaluator = SlaEvaluator.of(rules);
        try {
            SlaTask task = task(moment);
            SlaStatus status = evaluator.evaluate(task, moment);
            Explanation<Escalation> escalations = evaluator.explain(task, moment);
            answer.print(text(rules, status, escalations), () -> json(status, escalations));
            return Exit.OK;
        } catch (NoSlaTargetException e) {
            throw answer.mistake(String.valueOf(e.getMessage()));
        }
    }

    private SlaTask task(Instant moment) {
        Instant began = started.map(text -> (Instant) value("--started", text, FactType.TIMESTAMP))
                .orElseGet(() -> moment.minus((Duration) value("--elapsed", elapsed.orElseThrow(), FactType.DURATION)));
        SlaTask task = SlaTask.of(taskType, began);
        if (key.isPresent()) {
            task = task.key(key.get());
        }
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            task = task.attribute(attribute.getKey(), Values.guess(attribute.getValue()));
        }
        return task;
    }

    private Object value(String option, String text, FactType type) {
        try {
            return Values.of(text, type);
        } catch (IllegalArgumentException e) {
            throw answer.mistake(option + ": " + e.getMessage());
        }
    }

    private String text(RuleSet rules, SlaStatus status, Explanation<Escalation> escalations) {
        StringBuilder out = new StringBuilder(status.toString());
        out.append("\ntarget ").append(status.target().taskType()).append(", ");
        out.append(config.folder(at).located(status.target().location()));
        status.deadline().ifPresent(it -> out.append("\ndeadline ").append(it));
        status.nextThreshold()
                .ifPresent(it -> out.append("\nnext ")
                        .append(it.reached())
                        .append(" at ")
                        .append(it.at()));
        for (Rule<Escalation> rule : status.escalations()) {
            out.append("\nescalation ").append(rule.outcome().action());
        }
        out.append('\n').append(escalations);
        Map<String, ?> targets = rules.sla().targets();
        if (!targets.containsKey(taskType)) {
            out.append("\nnote: the target is that of \"")
                    .append(SlaRules.DEFAULT)
                    .append("\": ");
            out.append(Named.unknown(taskType, "a task type with a target", targets.keySet()));
        }
        return out.toString();
    }

    private Json json(SlaStatus status, Explanation<Escalation> escalations) {
        ConfigFolder folder = config.folder(at);
        return Json.object()
                .with("task_type", taskType)
                .with("level", status.level().toString())
                .with("breached", status.breached())
                .with("percent_used", status.percentUsed())
                .with("elapsed", status.elapsed())
                .with("remaining", status.remaining())
                .with("deadline", status.deadline())
                .with(
                        "next_threshold",
                        status.nextThreshold()
                                .map(it -> Json.object()
                                        .with("reached", it.reached().toString())
                                        .with("at", it.at())))
                .with(
                        "target",
                        Json.object()
                                .with("task_type", status.target().taskType())
                                .with("duration", status.target().target())
                                .with(folder.located(status.target().location())))
                .with(
                        "escalations",
                        status.escalations().stream()
                                .map(it -> it.outcome().action())
                                .toList())
                .with("rules", ExplainDecision.rules(escalations, folder));
    }
}
