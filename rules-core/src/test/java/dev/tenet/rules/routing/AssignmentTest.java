package dev.tenet.rules.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tenet.rules.routing.Assignment.Assigned;
import dev.tenet.rules.routing.Assignment.State;
import dev.tenet.rules.routing.Assignment.Unassigned;
import dev.tenet.rules.routing.RouteDecision.Queued;
import dev.tenet.rules.routing.RouteDecision.Reason;
import dev.tenet.rules.routing.RouteDecision.Rejected;
import dev.tenet.rules.routing.RouteExplanation.Candidate;
import dev.tenet.rules.routing.RouteExplanation.Role;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AssignmentTest {
    private static final RouteRequest FIX = RouteRequest.of("fix");
    private static final PortRange TWO_PORTS = new PortRange(6001, 6002);

    private final MovableClock clock = new MovableClock();
    private final Fleet fleet = Fleet.builder()
            .clock(clock)
            .staleAfter(Duration.ofDays(1))
            .assignmentTimeout(Duration.ofMinutes(1))
            .build();
    private final Router router = Router.of(TestRules.fix("preferred_sessions: [a, b]"), fleet);

    private int load(String name) {
        return fleet.find(name).orElseThrow().load();
    }

    @Test
    void anAssignmentHoldsASlotUntilItIsClosed() {
        fleet.put(Session.of("a", "claude"));
        fleet.put(Session.of("b", "claude"));

        RouteDecision routed = router.route(FIX);
        Assignment first = router.assign(FIX);
        assertThat(first.decision()).isEqualTo(routed);
        assertThat(load("a")).isEqualTo(1);
        try (Assignment second = router.assign(FIX)) {
            assertThat(second).asString().contains("fix -> b");
            assertThat(router.assign(FIX))
                    .isEqualTo(new Unassigned(new Rejected(FIX, Reason.NO_SESSIONS_AVAILABLE, Optional.empty())));
        }
        assertThat(load("b")).isZero();
        first.close();
        first.close();
        assertThat(load("a")).isZero();
        assertThat(((Assigned) first).state()).isEqualTo(State.CLOSED);
        assertThat(first).asString().endsWith(", closed");
    }

    @Test
    void aFeedThatSeesLessThanIsHeldMakesNoRoom() {
        fleet.put(Session.of("a", "claude").capacity(2));
        Assignment held = router.assign(FIX);
        fleet.put(Session.of("a", "claude").capacity(2));
        assertThat(load("a")).isEqualTo(1);
        fleet.update("a", session -> session.load(2));
        assertThat(router.assign(FIX)).isInstanceOf(Unassigned.class);
        held.close();
        assertThat(load("a")).as("the other task is the host's own").isEqualTo(1);
    }

    @Test
    void aSessionThatLeavesAndComesBackStillHoldsItsTasks() {
        fleet.put(Session.of("a", "claude"));
        Assignment held = router.assign(FIX);
        fleet.remove("a");
        fleet.put(Session.of("a", "claude"));
        assertThat(router.assign(FIX)).isInstanceOf(Unassigned.class);

        fleet.remove("a");
        held.close();
        assertThat(fleet.find("a")).isEmpty();
        fleet.put(Session.of("a", "claude"));
        assertThat(router.assign(FIX)).isInstanceOf(Assigned.class);
    }

    @Test
    void anAssignmentWithoutHeartbeatExpiresAndGivesBackOnce() {
        fleet.put(Session.of("a", "claude"));
        Assigned silent = (Assigned) router.assign(FIX);
        clock.advance(Duration.ofSeconds(59));
        assertThat(router.expire()).isZero();
        assertThat(silent.state()).isEqualTo(State.OPEN);
        clock.advance(Duration.ofSeconds(1));
        assertThat(router.expire()).isEqualTo(1);
        assertThat(silent.state()).isEqualTo(State.EXPIRED);
        assertThat(silent.heartbeat()).isFalse();

        Assigned next = (Assigned) router.assign(FIX);
        silent.close();
        assertThat(load("a")).as("the slot is another's now").isEqualTo(1);
        next.close();
        assertThat(load("a")).isZero();
        assertThat(router.expire()).isZero();
    }

    @Test
    void aHeartbeatKeepsAnAssignmentAlive() {
        fleet.put(Session.of("a", "claude"));
        Assigned alive = (Assigned) router.assign(FIX);
        for (int i = 0; i < 5; i++) {
            clock.advance(Duration.ofSeconds(45));
            assertThat(alive.heartbeat()).isTrue();
            assertThat(router.expire()).isZero();
        }
        clock.advance(Duration.ofMinutes(1));
        assertThat(alive.heartbeat()).as("too late, though nobody looked").isFalse();
        assertThat(load("a")).isZero();
    }

    @Test
    void assigningExpiresWhatIsDue() {
        fleet.put(Session.of("a", "claude"));
        Assigned silent = (Assigned) router.assign(FIX);
        clock.advance(Duration.ofMinutes(1));

        assertThat(router.assign(FIX)).isInstanceOf(Assigned.class);
        assertThat(silent.state()).isEqualTo(State.EXPIRED);
    }

    @Test
    void withoutATimeoutNothingExpires() {
        Fleet patient =
                Fleet.builder().clock(clock).staleAfter(Duration.ofDays(10_000)).build();
        patient.put(Session.of("a", "claude"));
        Router other = Router.of(TestRules.fix("preferred_sessions: [a]"), patient);
        Assigned held = (Assigned) other.assign(FIX);
        clock.advance(Duration.ofDays(9_999));

        assertThat(other.expire()).isZero();
        assertThat(held.heartbeat()).isTrue();
        assertThat(other.assign(FIX)).isInstanceOf(Unassigned.class);
        held.close();
        assertThat(held.heartbeat()).isFalse();
    }

    @Test
    void closedAssignmentsAreForgotten() {
        fleet.put(Session.of("a", "claude"));
        for (int i = 0; i < 100; i++) {
            try (Assignment assignment = router.assign(FIX)) {
                assertThat(assignment).isInstanceOf(Assigned.class);
                assertThat(fleet.leases().size()).isEqualTo(1);
            }
        }
        assertThat(fleet.leases().size()).isZero();
    }

    @Test
    void aSnapshotIsAFleetOfItsOwn() {
        fleet.put(Session.of("a", "claude"));
        Fleet copy = fleet.snapshot();
        assertThat(Router.of(TestRules.fix("preferred_sessions: [a]"), copy).assign(FIX))
                .isInstanceOf(Assigned.class);

        assertThat(load("a")).isZero();
        assertThat(copy.find("a").orElseThrow().load()).isEqualTo(1);
    }

    // ---- ports ----

    private static final String PORTS = "requires_env: true, port_range: [6001, 6002], auto_create_env: true";
    private static final String TYPES = """
            environment_routing:
              fix: {requires_env: true, port_range: [6001, 6002], auto_create_env: true, preferred_sessions: [a],
                    merge_via_pr: true, timeout_minutes: 30, priority: 5}
              ui: {requires_env: true, port_range: [6002, 6003], auto_create_env: true, preferred_sessions: [a],
                   merge_via_pr: true, timeout_minutes: 30, priority: 5}
            """;

    @Test
    void portsAreHeldOnceAlsoAcrossRulesWhoseRangesOverlapAndAcrossRouters() {
        fleet.put(Session.of("a", "claude").capacity(9));
        Router one = Router.of(TestRules.of(TYPES), fleet);
        Router other = Router.of(TestRules.of(TYPES), fleet);

        Assigned first = (Assigned) one.assign(FIX);
        assertThat(first.port()).isEqualTo(OptionalInt.of(6001));
        assertThat(((Assigned) other.assign(RouteRequest.of("ui"))).port()).isEqualTo(OptionalInt.of(6002));
        assertThat(((Assigned) other.assign(RouteRequest.of("ui"))).port()).isEqualTo(OptionalInt.of(6003));
        assertThat(fleet.freePorts(TWO_PORTS)).isZero();
        assertThat(first).asString().contains("in a new environment (ports 6001-6002)", ", port 6001");

        assertThat(one.route(FIX)).isEqualTo(new Rejected(FIX, Reason.NO_PORTS_AVAILABLE, Optional.empty()));
        assertThat(one.assign(FIX).decision()).asString().contains("no port is free");
        assertThat(load("a")).isEqualTo(3);
        first.close();
        first.close();
        assertThat(((Assigned) one.assign(FIX)).port()).isEqualTo(OptionalInt.of(6001));
    }

    @Test
    void anExpiredAssignmentGivesItsPortBack() {
        fleet.put(Session.of("a", "claude").capacity(9));
        Router one = Router.of(TestRules.fix(PORTS + ", preferred_sessions: [a]"), fleet);
        Assigned silent = (Assigned) one.assign(FIX);
        clock.advance(Duration.ofMinutes(2));

        assertThat(((Assigned) one.assign(FIX)).port()).isEqualTo(OptionalInt.of(6001));
        silent.close();
        assertThat(fleet.freePorts(TWO_PORTS)).isEqualTo(1);
    }

    @Test
    void whatHappensWithoutAPortIsForTheFallbackRules() {
        fleet.put(Session.of("a", "claude").capacity(9));
        fleet.put(Session.of("b", "claude"));
        Router one = Router.of(TestRules.of(TYPES + """
                fallback_rules:
                  - {condition: no_sessions_available AND NOT no_ports_available, action: reject, reason: nobody}
                  - {condition: no_ports_available, action: route_to_default, default_session: b}
                  - {condition: no_sessions_available, action: queue_task, retry_after_seconds: 5}
                """), fleet);
        assertThat(one.assign(FIX)).isInstanceOf(Assigned.class);
        assertThat(one.assign(FIX)).isInstanceOf(Assigned.class);

        Queued queued = (Queued) one.assign(FIX).decision();
        assertThat(queued.reason()).isEqualTo(Reason.NO_PORTS_AVAILABLE);
        assertThat(queued.retryAfter()).isEqualTo(Duration.ofSeconds(5));
        RouteExplanation explanation = one.explain(FIX);
        assertThat(explanation.decision()).isEqualTo(queued);
        assertThat(explanation.candidates())
                .containsExactly(
                        new Candidate("a", Role.PREFERRED, Optional.of(PassedOver.NO_PORT)),
                        new Candidate("b", Role.OTHER, Optional.of(PassedOver.NO_PORT)),
                        new Candidate("b", Role.DEFAULT, Optional.of(PassedOver.NO_PORT)));
    }

    @Test
    void thePoolAgreesWithANaiveOne() {
        Random random = new Random(7);
        PortPool pool = new PortPool();
        BitSet naive = new BitSet();
        for (int i = 0; i < 20_000; i++) {
            int first = 1 + random.nextInt(300);
            PortRange range = new PortRange(first, first + random.nextInt(200));
            int lowest = naive.nextClearBit(first);
            OptionalInt expected = range.contains(lowest) ? OptionalInt.of(lowest) : OptionalInt.empty();
            assertThat(pool.anyFree(range)).isEqualTo(expected.isPresent());
            assertThat(pool.free(range))
                    .isEqualTo(range.size()
                            - naive.get(range.first(), range.last() + 1).cardinality());
            assertThat(pool.take(range)).isEqualTo(expected);
            expected.ifPresent(naive::set);
            int held = naive.nextSetBit(random.nextInt(500));
            if (held >= 0 && random.nextInt(5) > 0) {
                pool.giveBack(held);
                naive.clear(held);
            }
        }
        PortRange highest = new PortRange(65_535, 65_535);
        assertThat(pool.take(highest)).isEqualTo(OptionalInt.of(65_535));
        assertThat(pool.take(highest)).isEmpty();
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> pool.giveBack(65_534))
                .withMessageContaining("65534");
    }

    @Test
    void decisionsReadAsOneLine() {
        Router readable = Router.of(TestRules.of("""
                environment_routing:
                  fix: {requires_env: false, preferred_sessions: [a], exclusive: true, merge_via_pr: false,
                        timeout_minutes: 90.5, priority: 5, urgent: true}
                fallback_rules:
                  - {condition: no_sessions_available AND priority > 5, action: queue_task, retry_after_seconds: 60}
                  - {id: last, condition: task_type_unknown, action: route_to_default, default_session: a}
                """), fleet);
        fleet.put(Session.of("a", "claude"));

        List<RouteRequest> requests = List.of(FIX.priority(9), RouteRequest.of("other"), FIX.priority(8), FIX);
        assertThat(readable.route(requests.get(0)))
                .hasToString("fix -> a: priority 9, urgent, timeout 1 h 30 min 30 s, in production, merged directly"
                        + " (rule fix, base:3:3)");
        assertThat(readable.route(requests.get(1)))
                .hasToString("other -> a: priority 5, in production, merged by pull request"
                        + " (fallback task_type_unknown, base:7:5)");
        fleet.remove("a");
        assertThat(readable.route(requests.get(2)))
                .hasToString("fix queued: no session can take a task of the type \"fix\" now; ask again in 1 min"
                        + " (fallback no_sessions_available AND priority > 5, base:6:5)");
        assertThat(readable.route(requests.get(3)))
                .hasToString("fix rejected: no session can take a task of the type \"fix\" now;"
                        + " no fallback rule applies");
    }
}
