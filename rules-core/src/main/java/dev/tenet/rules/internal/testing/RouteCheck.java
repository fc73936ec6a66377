package dev.tenet.rules.internal.testing;

import dev.tenet.rules.Problem;
import dev.tenet.rules.internal.bind.Names;
import dev.tenet.rules.routing.Assignment;
import dev.tenet.rules.routing.Fleet;
import dev.tenet.rules.routing.PassedOver;
import dev.tenet.rules.routing.RouteDecision;
import dev.tenet.rules.routing.RouteExplanation;
import dev.tenet.rules.routing.RouteExplanation.Candidate;
import dev.tenet.rules.routing.RouteRequest;
import dev.tenet.rules.routing.Router;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Routes and assigns a given request in a given fleet. */
final class RouteCheck {
    private static final int MOST_RELATED = 8;

    private final CaseRun run;
    private final RouteRequest request;
    private final Router router;

    private RouteCheck(CaseRun run, RouteRequest request, Router router) {
        this.run = run;
        this.request = request;
        this.router = router;
    }

    /** Each expectation has a fleet of its own, so that what one takes the other does not miss. */
    static RouteCheck of(CaseRun run) {
        Given given = run.given();
        Fleet.Builder settings = Fleet.builder().clock(InstantSource.fixed(given.clock()));
        given.staleAfter().ifPresent(settings::staleAfter);
        Fleet fleet = settings.build();
        given.fleet().values().forEach(seat -> fleet.put(seat.session()));
        return new RouteCheck(run, given.request().orElseThrow(), Router.of(run.rules(), fleet));
    }

    void check(Expectation.Route expected) {
        RouteExplanation explanation = router.explain(request);
        run.reached().add(explanation);
        compare(expected.wants(), RouteValues.of(explanation.decision()), explanation.decision(), explanation);
    }

    void check(Expectation.Assign expected) {
        List<Assignment> taken = new ArrayList<>();
        for (Expectation.Step step : expected.steps()) {
            if (step instanceof Expectation.Step.Take take) {
                taken.add(assign(take));
            } else if (step instanceof Expectation.Step.Close close) {
                close(close, taken);
            } else {
                throw new AssertionError(step);
            }
        }
    }

    private Assignment assign(Expectation.Step.Take take) {
        RouteExplanation explanation = router.explain(request);
        Assignment assignment = router.assign(request);
        Map<String, Object> actual = RouteValues.of(assignment.decision());
        if (assignment instanceof Assignment.Assigned assigned) {
            assigned.port().ifPresent(port -> actual.put("port", (long) port));
        }
        run.reached().add(explanation);
        run.reached().add(assignment.decision());
        compare(take.wants(), actual, assignment.decision(), explanation);
        return assignment;
    }

    private void close(Expectation.Step.Close close, List<Assignment> taken) {
        if (close.number() > taken.size()) {
            run.fail(
                    close.place(),
                    "expected an assignment " + close.number() + " to close, got " + taken.size() + " before this step",
                    "",
                    List.of());
            return;
        }
        taken.get(close.number() - 1).close();
    }

    private void compare(
            List<Wanted> wants, Map<String, Object> actual, RouteDecision decision, RouteExplanation explanation) {
        run.compare(wants, actual, decision.toString(), wanted -> why(wanted, explanation), related(explanation));
    }

    private String why(Wanted wanted, RouteExplanation explanation) {
        if (!wanted.key().equals("session") || !(wanted.value() instanceof String name)) {
            return unknownType(explanation);
        }
        return explanation.candidates().stream()
                .filter(candidate -> candidate.session().equals(name))
                .flatMap(candidate -> candidate.passedOver().stream())
                .filter(reason -> reason != PassedOver.UNKNOWN_SESSION)
                .map(reason -> name + " " + reason.words())
                .findFirst()
                .orElseGet(() -> run.given().fleet().containsKey(name)
                        ? unknownType(explanation)
                        : name + " is not in the given fleet: "
                                + Names.didYouMean(name, run.given().fleet().keySet(), "sessions"));
    }

    /** A task type that is a slip of the hand is the likely cause of whatever comes. */
    private String unknownType(RouteExplanation explanation) {
        List<String> known = run.rules().routing().taskTypes();
        boolean unknown = explanation.rule().isEmpty() && !known.contains(request.taskType());
        return unknown
                ? "no routing rule for " + request.taskType() + ": "
                        + Names.didYouMean(request.taskType(), known, "task types")
                : "";
    }

    private List<Problem.Related> related(RouteExplanation explanation) {
        List<Problem.Related> related = new ArrayList<>();
        RouteDecision decision = explanation.decision();
        explanation
                .rule()
                .ifPresent(rule -> related.add(new Problem.Related(
                        rule.location(),
                        "the routing rule " + rule.id()
                                + explanation
                                        .when()
                                        .map(when -> ", when " + when)
                                        .orElse(""))));
        RouteValues.fallback(decision)
                .ifPresent(rule -> related.add(new Problem.Related(
                        rule.location(), "the fallback rule " + rule.condition().text() + " decided")));
        for (Candidate candidate : explanation.candidates()) {
            Given.Seat seat = run.given().fleet().get(candidate.session());
            if (seat != null && related.size() < MOST_RELATED) {
                related.add(new Problem.Related(seat.place().location(), candidate.toString()));
            }
        }
        return related;
    }
}
