package dev.tenet.rules.internal.testing;

import dev.tenet.rules.decision.Rule;
import dev.tenet.rules.routing.EnvironmentPlan;
import dev.tenet.rules.routing.Fallback;
import dev.tenet.rules.routing.MergePolicy;
import dev.tenet.rules.routing.RouteDecision;
import dev.tenet.rules.routing.RouteDecision.Queued;
import dev.tenet.rules.routing.RouteDecision.Rejected;
import dev.tenet.rules.routing.RouteDecision.Routed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A decision about a route in the words of a test. */
final class RouteValues {
    private RouteValues() {}

    /** What a decision says, by the keys of a test; what it says nothing about is not there. */
    static Map<String, Object> of(RouteDecision decision) {
        Map<String, Object> values = new LinkedHashMap<>();
        fallback(decision).ifPresent(rule -> values.put("fallback", RuleName.of(rule)));
        if (decision instanceof Routed routed) {
            values.put("outcome", "routed");
            put(routed, values);
        } else if (decision instanceof Queued queued) {
            values.put("outcome", "queued");
            values.put("reason", word(queued.reason()));
            values.put("retry_after_seconds", queued.retryAfter().toSeconds());
        } else if (decision instanceof Rejected rejected) {
            values.put("outcome", "rejected");
            values.put("reason", word(rejected.reason()));
            values.put("message", rejected.message());
        } else {
            throw new AssertionError(decision);
        }
        return values;
    }

    private static void put(Routed routed, Map<String, Object> values) {
        values.put("session", routed.session().name());
        values.put("rule", routed.ruleId());
        routed.variant().ifPresent(variant -> values.put("variant", variant));
        values.put("priority", (long) routed.priority());
        values.put("urgent", routed.urgent());
        values.put("merge_via_pr", routed.mergePolicy() == MergePolicy.PULL_REQUEST);
        routed.timeout().ifPresent(limit -> values.put("timeout_minutes", limit));
        EnvironmentPlan plan = routed.environment();
        values.put("requires_env", plan instanceof EnvironmentPlan.Dedicated);
        if (plan instanceof EnvironmentPlan.Dedicated dedicated) {
            values.put("auto_create_env", dedicated.creation() == EnvironmentPlan.Creation.AUTOMATIC);
        }
        plan.ports().ifPresent(range -> values.put("port_range", List.of((long) range.first(), (long) range.last())));
    }

    /** The fallback rule that decided, if one did. */
    static Optional<Rule<Fallback>> fallback(RouteDecision decision) {
        if (decision instanceof Routed routed) {
            return routed.fallback();
        } else if (decision instanceof Queued queued) {
            return Optional.of(queued.rule());
        } else if (decision instanceof Rejected rejected) {
            return rejected.rule();
        }
        throw new AssertionError(decision);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
