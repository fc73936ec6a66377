package dev.tenet.rules.routing;

import dev.tenet.rules.decision.Rule;
import dev.tenet.rules.routing.RouteDecision.Queued;
import dev.tenet.rules.routing.RouteDecision.Rejected;
import dev.tenet.rules.routing.RouteDecision.Routed;
import java.time.Duration;
import java.util.Optional;

/** Decisions as one line for people. */
final class DecisionText {
    private DecisionText() {}

    static String of(Routed routed) {
        StringBuilder out = new StringBuilder(routed.request().taskType())
                .append(" -> ")
                .append(routed.session().name())
                .append(": priority ")
                .append(routed.priority());
        if (routed.urgent()) {
            out.append(", urgent");
        }
        routed.timeout().ifPresent(limit -> out.append(", timeout ").append(words(limit)));
        out.append(", ").append(place(routed.environment())).append(", ").append(merge(routed.mergePolicy()));
        Optional<String> fallback = routed.fallback().map(DecisionText::fallback);
        boolean byRule = fallback.isEmpty()
                || !routed.ruleId().equals(routed.fallback().get().id());
        String rule = byRule ? rule(routed.rule()) : "";
        return out.append(" (")
                .append(rule)
                .append(byRule && fallback.isPresent() ? "; " : "")
                .append(fallback.orElse(""))
                .append(')')
                .toString();
    }

    static String of(Queued queued) {
        return queued.request().taskType() + " queued: "
                + queued.reason().words(queued.request().taskType()) + "; ask again in " + words(queued.retryAfter())
                + " (" + fallback(queued.rule()) + ")";
    }

    static String of(Rejected rejected) {
        return rejected.request().taskType() + " rejected: " + rejected.message()
                + rejected.rule().map(rule -> " (" + fallback(rule) + ")").orElse("; no fallback rule applies");
    }

    /** With its variant, if it is one. */
    static String rule(RoutingRule rule) {
        return "rule " + rule.id()
                + rule.variant().map(name -> ", variant " + name).orElse("") + ", " + rule.location();
    }

    /** By its condition: most fallback rules have an id that was derived from it and says nothing to people. */
    private static String fallback(Rule<Fallback> rule) {
        return "fallback " + rule.condition().text() + ", " + rule.location();
    }

    private static String place(EnvironmentPlan plan) {
        if (plan instanceof EnvironmentPlan.Production) {
            return "in production";
        } else if (plan instanceof EnvironmentPlan.Dedicated dedicated) {
            String ports =
                    dedicated.ports().map(range -> " (ports " + range + ")").orElse("");
            return switch (dedicated.creation()) {
                case AUTOMATIC -> "in a new environment" + ports;
                case MANUAL -> "in an environment of its own" + ports;
            };
        }
        throw new AssertionError(plan);
    }

    private static String merge(MergePolicy policy) {
        return switch (policy) {
            case PULL_REQUEST -> "merged by pull request";
            case DIRECT -> "merged directly";
        };
    }

    /** The units that are not 0, such as {@code 1 h 30 min}. */
    static String words(Duration duration) {
        StringBuilder out = new StringBuilder();
        append(out, duration.toDays(), " d");
        append(out, duration.toHoursPart(), " h");
        append(out, duration.toMinutesPart(), " min");
        append(out, duration.toSecondsPart(), " s");
        append(out, duration.toMillisPart(), " ms");
        return out.length() == 0 ? "0 s" : out.toString();
    }

    private static void append(StringBuilder out, long count, String unit) {
        if (count != 0) {
            out.append(out.length() == 0 ? "" : " ").append(count).append(unit);
        }
    }
}
