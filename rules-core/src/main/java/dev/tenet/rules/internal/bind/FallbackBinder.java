package dev.tenet.rules.internal.bind;

import dev.tenet.rules.decision.HitPolicy;
import dev.tenet.rules.decision.RuleTable;
import dev.tenet.rules.expression.Expression;
import dev.tenet.rules.internal.bind.TableBinder.Outcome;
import dev.tenet.rules.internal.bind.TableBinder.Then;
import dev.tenet.rules.routing.Fallback;
import dev.tenet.rules.routing.RoutingFacts;
import dev.tenet.rules.routing.RoutingRule;
import dev.tenet.rules.spi.MapReader;
import dev.tenet.rules.spi.Place;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Types {@code fallback_rules}. */
final class FallbackBinder {
    private final Map<String, Place> excluded;

    /**
     * Knows what the rules are held against.
     *
     * @param excluded the excluded sessions, each with its place
     */
    FallbackBinder(Map<String, Place> excluded) {
        this.excluded = excluded;
    }

    private enum Action {
        QUEUE_TASK,
        ROUTE_TO_DEFAULT,
        REJECT
    }

    RuleTable<Fallback> bind(MapReader in) {
        TableBinder<Fallback> table = new TableBinder<>(RoutingFacts.FALLBACK, HitPolicy.FIRST, "condition");
        for (MapReader rule : in.optionalMaps("fallback_rules", "a fallback rule")) {
            Expression condition = Conditions.required(rule, "condition", RoutingFacts.FALLBACK);
            Action action = rule.oneOf("action", Action.class);
            Then then = action == Action.ROUTE_TO_DEFAULT ? Then.MAY_PASS_ON : Then.DECIDES;
            Formats.anyText(rule, "description");
            table.add(rule, condition, 0, then, outcome(rule, action));
        }
        return table.build(new TableReport.Context(in, "fallback_rules", "", Optional.of(RoutingGiven.atFallback())));
    }

    /** Reads every key, so that a mistake in one that the action does not use is reported too. */
    private Outcome<Fallback> outcome(MapReader rule, Action action) {
        Optional<String> reason = rule.optionalText("reason");
        boolean stated = Formats.says(rule.value("action"), action);
        long retryAfter = stated && action == Action.QUEUE_TASK
                ? rule.integer("retry_after_seconds", 1, 31_536_000)
                : rule.integer("retry_after_seconds", 1, 31_536_000, 1);
        String session = action == Action.ROUTE_TO_DEFAULT
                ? rule.text("default_session")
                : rule.optionalText("default_session").orElse("");
        reportExcluded(rule, session);
        return switch (action) {
            case QUEUE_TASK -> id -> new Fallback.Queue(Duration.ofSeconds(retryAfter));
            case REJECT -> id -> new Fallback.Reject(reason.orElse(""));
            case ROUTE_TO_DEFAULT ->
                id -> new Fallback.RouteToDefault(
                        session, RoutingRule.termsOfFallback(id, rule.place().location()));
        };
    }

    private void reportExcluded(MapReader rule, String session) {
        Place exclusion = excluded.get(session);
        if (exclusion != null) {
            rule.problems()
                    .warning(
                            "excluded-session",
                            rule.value("default_session").orElseThrow().place(),
                            "the default session \"" + session + "\" is excluded at " + exclusion
                                    + ", so this rule always passes on to the next",
                            "name another session, or remove the exclusion",
                            Places.related(exclusion, "it is excluded here"));
        }
    }
}
