package dev.tenet.rules.cli;

import dev.tenet.rules.RuleSet;
import dev.tenet.rules.routing.Fleet;
import dev.tenet.rules.routing.PassedOver;
import dev.tenet.rules.routing.RouteDecision;
import dev.tenet.rules.routing.RouteExplanation;
import dev.tenet.rules.routing.RouteRequest;
import dev.tenet.rules.routing.Router;
import dev.tenet.rules.routing.Session;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tenet explain route}: which session gets a task. */
@Command(
        name = "route",
        description = "Says which session gets a task, and why each of the others does not.",
        mixinStandardHelpOptions = true)
final class ExplainRoute implements Callable<Integer> {
    private final Surroundings at;

    @Parameters(index = "0", paramLabel = "<task type>", description = "The type of the task.")
    private String taskType = "";

    @Option(names = "--priority", paramLabel = "<n>", description = "The task's own priority. Default: the rule's.")
    private Optional<Integer> priority = Optional.empty();

    @Option(
            names = "--key",
            paramLabel = "<key>",
            description = "The key of the task, for sticky routing and variants.")
    private Optional<String> key = Optional.empty();

    @Option(
            names = "--attribute",
            paramLabel = "<name=value>",
            description =
                    "An attribute, which conditions read as request.<name>: a number, true or false, a duration, a"
                            + " list or map as in YAML, or else text.")
    private Map<String, String> attributes = new LinkedHashMap<>();

    @Option(
            names = "--fleet",
            paramLabel = "<file>",
            description = "A YAML file with the sessions; see \"tenet schema fleet\". Default: every session that the"
                    + " rules name is there, idle and of a supported provider.")
    private Optional<Path> fleet = Optional.empty();

    @Mixin
    private ConfigOptions config = new ConfigOptions();

    @Mixin
    private AnswerOptions answer = new AnswerOptions();

    ExplainRoute(Surroundings at) {
        this.at = at;
    }

    @Override
    public Integer call() {
        RuleSet rules = config.load(at);
        Fleet sessions = Fleet.builder().clock(at.clock()).build();
        sessions(rules).forEach(sessions::put);
        RouteExplanation explanation =
                Router.builder(rules, sessions).clock(at.clock()).build().explain(request());
        answer.print(text(explanation, rules.routing().taskTypes()), () -> json(explanation));
        return Exit.OK;
    }

    private List<Session> sessions(RuleSet rules) {
        if (fleet.isEmpty()) {
            return AssumedFleet.of(rules.routing(), taskType);
        }
        try {
            return FleetFile.read(fleet.get(), at);
        } catch (IllegalArgumentException e) {
            throw answer.mistake("--fleet: " + e.getMessage());
        }
    }

    private RouteRequest request() {
        RouteRequest request = RouteRequest.of(taskType);
        if (priority.isPresent()) {
            request = request.priority(priority.get());
        }
        if (key.isPresent()) {
            request = request.key(key.get());
        }
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            request = request.attribute(attribute.getKey(), Values.guess(attribute.getValue()));
        }
        return request;
    }

    private String text(RouteExplanation explanation, List<String> taskTypes) {
        StringBuilder out = new StringBuilder(explanation.toString());
        if (!taskTypes.contains(taskType)) {
            out.append("\nnote: ").append(Named.unknown(taskType, "a task type", taskTypes));
        }
        if (fleet.isEmpty()) {
            out.append("\nnote: no --fleet given: every session that the rules name is taken to be idle and healthy");
        }
        return out.toString();
    }

    private Json json(RouteExplanation explanation) {
        ConfigFolder folder = config.folder(at);
        return decision(explanation.decision())
                .with("task_type", taskType)
                .with(
                        "rule",
                        explanation
                                .rule()
                                .map(rule -> Json.object().with("id", rule.id()).with(folder.located(rule.location()))))
                .with("when", explanation.when().map(ExplainDecision::values))
                .with(
                        "candidates",
                        explanation.candidates().stream()
                                .map(ExplainRoute::candidate)
                                .toList())
                .with("fallbacks", explanation.fallback().map(table -> ExplainDecision.rules(table, folder)));
    }

    private static Json decision(RouteDecision decision) {
        if (decision instanceof RouteDecision.Routed routed) {
            return Json.object()
                    .with("decision", "routed")
                    .with("session", routed.session().name())
                    .with("priority", routed.priority())
                    .with("urgent", routed.urgent())
                    .with("timeout", routed.timeout());
        } else if (decision instanceof RouteDecision.Queued queued) {
            return Json.object()
                    .with("decision", "queued")
                    .with("reason", word(queued.reason()))
                    .with("retry_after", queued.retryAfter());
        } else if (decision instanceof RouteDecision.Rejected rejected) {
            return Json.object()
                    .with("decision", "rejected")
                    .with("reason", word(rejected.reason()))
                    .with("message", rejected.message());
        }
        throw new AssertionError(decision);
    }

    private static Json candidate(RouteExplanation.Candidate candidate) {
        return Json.object()
                .with("session", candidate.session())
                .with("role", candidate.role().toString())
                .with("passed_over", candidate.passedOver().map(ExplainRoute::word))
                .with("why", candidate.passedOver().map(PassedOver::words));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
