package dev.tenet.rules.internal.testing;

import dev.tenet.rules.internal.bind.Lists;
import dev.tenet.rules.routing.RouteDecision;
import dev.tenet.rules.spi.MapNode;
import dev.tenet.rules.spi.MapReader;
import dev.tenet.rules.spi.Node;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Reads what a test expects. */
final class ExpectationReader {
    private static final int MOST_STEPS = 10_000;
    private static final int MOST_SECONDS = 31_536_000;

    /** The outcomes of a decision about a route. */
    enum Outcome {
        ROUTED,
        QUEUED,
        REJECTED
    }

    /** The levels of an SLA. */
    private enum Level {
        NORMAL,
        WARNING,
        CRITICAL
    }

    private ExpectationReader() {}

    static List<Expectation> read(MapReader in) {
        List<Expectation> all = new ArrayList<>();
        in.optionalMap("route", "the expected route")
                .ifPresent(route -> all.add(new Expectation.Route(in.keyPlace("route"), route(route))));
        in.value("assign").ifPresent(node -> all.add(new Expectation.Assign(in.keyPlace("assign"), steps(in, node))));
        in.value("escalations")
                .ifPresent(node -> all.add(new Expectation.Escalations(in.keyPlace("escalations"), escalations(in))));
        in.optionalMap("sla", "the expected SLA status")
                .ifPresent(sla -> all.add(new Expectation.Sla(in.keyPlace("sla"), sla(sla))));
        in.optionalMap("decision", "the expected decision").ifPresent(decision -> all.add(decision(in, decision)));
        return all;
    }

    private static List<Wanted> route(MapReader in) {
        WantReader wants = routeKeys(in);
        requireKey(in);
        return wants.wants();
    }

    private static WantReader routeKeys(MapReader in) {
        return new WantReader(in)
                .oneOf("outcome", Outcome.class)
                .text("session")
                .text("rule")
                .text("fallback")
                .text("variant")
                .integer("priority", 0, 100)
                .flag("urgent")
                .flag("requires_env")
                .flag("auto_create_env")
                .ports("port_range")
                .flag("merge_via_pr")
                .minutes("timeout_minutes")
                .oneOf("reason", RouteDecision.Reason.class)
                .anyText("message")
                .integer("retry_after_seconds", 1, MOST_SECONDS);
    }

    private static List<Expectation.Step> steps(MapReader in, Node node) {
        List<Expectation.Step> steps = new ArrayList<>();
        for (MapReader step : in.optionalMaps("assign", "a step")) {
            List<Wanted> wants = routeKeys(step).integer("port", 1, 65_535).wants();
            long times = step.integer("times", 1, MOST_STEPS, 1);
            requireKey(step);
            if (step.has("close")) {
                int number = (int) step.integer("close", 1, MOST_STEPS);
                reportMixed(step);
                steps.add(new Expectation.Step.Close(step.keyPlace("close"), number));
            } else {
                steps.addAll(Collections.nCopies((int) times, new Expectation.Step.Take(step.place(), wants)));
            }
        }
        Lists.requireItems(node, 1, in.problems());
        return steps;
    }

    private static void reportMixed(MapReader step) {
        if (step.node().keys().size() > 1) {
            step.problems()
                    .error(
                            "mixed-step",
                            step.keyPlace("close"),
                            "a step closes an assignment or makes one, not both",
                            "write two steps");
        }
    }

    private static List<Expectation.Item> escalations(MapReader in) {
        List<Expectation.Item> items = new ArrayList<>();
        for (MapReader item : in.optionalMaps("escalations", "an expected escalation")) {
            List<Wanted> wants = new WantReader(item)
                    .text("action")
                    .texts("notification_channels")
                    .text("color")
                    .text("rule")
                    .wants();
            requireKey(item);
            items.add(new Expectation.Item(item.place(), wants));
        }
        return items;
    }

    private static List<Wanted> sla(MapReader in) {
        List<Wanted> wants = new WantReader(in)
                .oneOf("level", Level.class)
                .percent("percent_used")
                .flag("breached")
                .instant("deadline")
                .length("elapsed")
                .length("remaining")
                .text("target")
                .text("variant")
                .wants();
        requireKey(in);
        return wants;
    }

    private static Expectation.Decision decision(MapReader in, MapReader decision) {
        Optional<Expectation.Names> rules =
                decision.value("rules").map(node -> new Expectation.Names(node, decision.texts("rules")));
        Optional<MapNode> outputs =
                decision.optionalMap("outputs", "the expected outputs").map(ExpectationReader::outputs);
        Optional<Expectation.Answers> answers = decision.value("answers")
                .map(node -> new Expectation.Answers(
                        node,
                        decision.optionalMaps("answers", "the expected outputs").stream()
                                .map(ExpectationReader::outputs)
                                .toList()));
        requireKey(decision);
        return new Expectation.Decision(in.keyPlace("decision"), rules, outputs, answers);
    }

    private static MapNode outputs(MapReader in) {
        in.acceptAll();
        requireKey(in);
        return in.node();
    }

    /** To expect nothing is a slip. */
    static void requireKey(MapReader in) {
        if (in.node().keys().isEmpty()) {
            in.problems().outOfRange(in.node(), "at least 1 key");
        }
    }
}
