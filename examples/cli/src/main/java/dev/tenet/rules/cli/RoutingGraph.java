package dev.tenet.rules.cli;

import dev.tenet.rules.cli.Mermaid.Shape;
import dev.tenet.rules.decision.Rule;
import dev.tenet.rules.routing.Fallback;
import dev.tenet.rules.routing.RoutingRule;
import dev.tenet.rules.routing.RoutingRules;

/** Draws who gets which work: task types, the sessions that they prefer, and what happens when none can take it. */
final class RoutingGraph {
    private RoutingGraph() {}

    static String of(RoutingRules rules) {
        Mermaid graph = new Mermaid("LR");
        String nobody = graph.node(Shape.HEXAGON, "no rule or no session");
        for (RoutingRule rule : rules.rules()) {
            String type = graph.node(Shape.BOX, label(rule));
            int rank = 1;
            for (String session : rule.preferredSessions()) {
                graph.arrow(type, String.valueOf(rank++), session(graph, session));
            }
            if (!rule.exclusive()) {
                graph.arrow(type, "else", graph.shared(Shape.ROUND, "any other session"));
            }
            graph.dotted(type, "", nobody);
        }
        String from = nobody;
        for (Rule<Fallback> rule : rules.fallbacks().rules()) {
            String condition = graph.node(Shape.DIAMOND, rule.condition().text());
            graph.arrow(from, from.equals(nobody) ? "" : "no", condition);
            graph.arrow(condition, "yes", outcome(graph, rule.outcome()));
            from = condition;
        }
        graph.arrow(from, from.equals(nobody) ? "" : "no", graph.node(Shape.BOX, "reject"));
        for (String name : rules.excludedSessions()) {
            graph.mark(session(graph, name), "stroke-dasharray: 4");
        }
        return graph.toString();
    }

    private static String label(RoutingRule rule) {
        String when = rule.when().map(condition -> "\nwhen " + condition.text()).orElse("");
        return rule.id() + "\npriority " + rule.priority() + (rule.urgent() ? ", urgent" : "") + when;
    }

    private static String session(Mermaid graph, String name) {
        return graph.shared(Shape.ROUND, name);
    }

    private static String outcome(Mermaid graph, Fallback fallback) {
        if (fallback instanceof Fallback.Queue queue) {
            return graph.node(
                    Shape.BOX, "queue\nask again in " + queue.retryAfter().toSeconds() + " s");
        } else if (fallback instanceof Fallback.RouteToDefault to) {
            return session(graph, to.session());
        } else if (fallback instanceof Fallback.Reject reject) {
            return graph.node(Shape.BOX, reject.reason().isEmpty() ? "reject" : "reject\n" + reject.reason());
        }
        throw new AssertionError(fallback);
    }
}
