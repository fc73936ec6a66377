package dev.tenet.rules.internal.testing;

import dev.tenet.rules.routing.RouteRequest;
import dev.tenet.rules.routing.Session;
import dev.tenet.rules.sla.SlaTask;
import dev.tenet.rules.spi.MapNode;
import dev.tenet.rules.spi.Node;
import dev.tenet.rules.spi.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a test starts from.
 *
 * @param environment the name of the environment under which the test runs; empty when it runs under none
 * @param clock the moment at which all of it happens
 * @param staleAfter when a session without a heartbeat is stale; empty for the fleet's own limit
 * @param fleet the sessions by name, in the order they were written
 * @param request the task to route
 * @param task the task to hold against its target
 * @param decision the name of the decision to ask
 * @param facts the facts of a decision or of the escalation rules, typed when the test runs
 */
record Given(
        Optional<Node> environment,
        Instant clock,
        Optional<Duration> staleAfter,
        Map<String, Seat> fleet,
        Optional<RouteRequest> request,
        Optional<SlaTask> task,
        Optional<Node> decision,
        Optional<MapNode> facts) {

    /** A session and where the test describes it. */
    record Seat(Session session, Place place) {}

    Given {
        fleet = new LinkedHashMap<>(fleet);
    }
}
