package dev.tenet.examples.quickstart;

import dev.tenet.rules.Layer;
import dev.tenet.rules.Problem;
import dev.tenet.rules.RuleSet;
import dev.tenet.rules.RuleSetDiff;
import dev.tenet.rules.RuleSetException;
import dev.tenet.rules.routing.Assignment;
import dev.tenet.rules.routing.Fleet;
import dev.tenet.rules.routing.RouteExplanation;
import dev.tenet.rules.routing.RouteRequest;
import dev.tenet.rules.routing.Router;
import dev.tenet.rules.routing.Session;
import java.nio.file.Path;

/**
 * Loads the reference configuration, routes one task of every type over a small fleet, assigns, falls back, is told of a
 * mistake, and changes a rule through an environment. The only argument is the configuration folder.
 */
public final class QuickStart {
    private QuickStart() {}

    public static void main(String[] args) {
        Path config = Path.of(args.length > 0 ? args[0] : "examples/config");

        heading("Load " + config);
        RuleSet rules = RuleSet.load(config);
        System.out.println(rules);
        for (Problem problem : rules.problems()) {
            System.out.println(problem.summary());
        }

        heading("Route one task of each type, each with its reasons");
        Fleet fleet = smallFleet();
        Router router = Router.of(rules, fleet);
        for (String taskType : rules.routing().taskTypes()) {
            System.out.println(explain(router, taskType) + "\n");
        }

        heading("Assign: take a slot and a port, and give them back");
        try (Assignment first = router.assign(RouteRequest.of("ui_improvement"));
                Assignment second = router.assign(RouteRequest.of("ui_improvement"))) {
            System.out.println(first);
            System.out.println(second);
            System.out.println(held(fleet, "codex"));
        }
        System.out.println(held(fleet, "codex"));

        heading("Fall back: a type without a rule, then nobody free");
        System.out.println(explain(router, "translation"));
        fleet.sessions().forEach(session -> fleet.update(session.name(), it -> it.load(it.capacity())));
        System.out.println(explain(router, "bug_fix"));

        heading("Misspell a key");
        try {
            rules.with(Layer.of("edit", "environment_routing:\n  bug_fix:\n    prefered_sessions: [\"codex\"]\n"));
        } catch (RuleSetException e) {
            System.out.println(e.getMessage());
        }

        heading("Change rules for one environment: environments/qa.yaml");
        RuleSet qa = RuleSet.loader().environment("qa").load(config);
        System.out.println(RuleSetDiff.between(rules, qa));
        qa.provenance("environment_routing.bug_fix.requires_env").forEach(System.out::println);
        System.out.println(explain(Router.of(qa, smallFleet()), "bug_fix"));
    }

    /** What a host feeds from its own heartbeats. */
    private static Fleet smallFleet() {
        Fleet fleet = Fleet.create();
        fleet.put(Session.of("dev_worker1", "claude").capacity(4).load(1));
        fleet.put(Session.of("dev_worker2", "claude").capacity(2).load(2));
        fleet.put(Session.of("codex", "codex").capacity(2));
        fleet.put(Session.of("claude_comet", "comet").health(Session.Health.UNHEALTHY));
        fleet.put(Session.of("architect", "claude").capacity(8));
        return fleet;
    }

    private static RouteExplanation explain(Router router, String taskType) {
        return router.explain(RouteRequest.of(taskType));
    }

    private static String held(Fleet fleet, String name) {
        Session session = fleet.find(name).orElseThrow();
        return name + " holds " + session.load() + " of " + session.capacity() + " tasks";
    }

    private static void heading(String text) {
        System.out.println("\n== " + text + " ==");
    }
}
