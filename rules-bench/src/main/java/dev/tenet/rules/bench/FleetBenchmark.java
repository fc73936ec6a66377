package dev.tenet.rules.bench;

import dev.tenet.rules.Layer;
import dev.tenet.rules.RuleSet;
import dev.tenet.rules.routing.Assignment;
import dev.tenet.rules.routing.Fleet;
import dev.tenet.rules.routing.RouteDecision;
import dev.tenet.rules.routing.RouteRequest;
import dev.tenet.rules.routing.Router;
import dev.tenet.rules.routing.Session;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Routing and assigning over fleets of 10 to 100,000 sessions, half full at random, on one thread or (with {@code -t 2})
 * on two that share the fleet. An assignment is closed at once, so that the fleet stays as it is.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FleetBenchmark {
    private static final int CAPACITY = 1_000;

    /** How many sessions there are. */
    @Param({"10", "10000", "100000"})
    public int sessions;

    private final RouteRequest preferred = RouteRequest.of("preferred");
    private final RouteRequest leastLoaded = RouteRequest.of("least_loaded");
    private final RouteRequest powerOfTwo = RouteRequest.of("power_of_two");
    private final RouteRequest weighted = RouteRequest.of("weighted");
    private final RouteRequest sticky = RouteRequest.of("sticky").key("customer-4711");
    private Fleet fleet = Fleet.create();
    private Router router = Router.of(RuleSet.loader().load(), fleet);

    /** Builds the rules and the fleet. */
    @Setup
    public void setUp() {
        fleet = Fleet.create();
        for (int i = 0; i < sessions; i++) {
            int load = (int) (i * 2_654_435_761L >>> 7) & 511;
            fleet.put(Session.of("session" + i, "claude").capacity(CAPACITY).load(load));
        }
        String terms = "requires_env: false, merge_via_pr: true, priority: 5, timeout_minutes: 30";
        String listed = "preferred_sessions: [session1, session2, session3]";
        router = Router.of(
                RuleSet.loader()
                        .layer(Layer.of(
                                "bench",
                                "version: '1.0'\nenvironment_routing:\n"
                                        + "  preferred: {" + terms + ", " + listed + "}\n"
                                        + "  least_loaded: {" + terms
                                        + ", preferred_sessions: [], strategy: least_loaded}\n"
                                        + "  power_of_two: {" + terms
                                        + ", preferred_sessions: [], strategy: power_of_two}\n"
                                        + "  weighted: {" + terms + ", " + listed + ", strategy: weighted,"
                                        + " weights: {session1: 3}}\n"
                                        + "  sticky: {" + terms + ", " + listed + ", strategy: sticky}\n"))
                        .load(),
                fleet);
    }

    /** The first of three preferred sessions. */
    @Benchmark
    public RouteDecision routePreferred() {
        return router.route(preferred);
    }

    /** The least loaded of all. */
    @Benchmark
    public RouteDecision routeLeastLoaded() {
        return router.route(leastLoaded);
    }

    /** The less loaded of two random ones of all. */
    @Benchmark
    public RouteDecision routePowerOfTwo() {
        return router.route(powerOfTwo);
    }

    /** Whose turn it is of three. */
    @Benchmark
    public RouteDecision routeWeighted() {
        return router.route(weighted);
    }

    /** Where a key sticks, of three. */
    @Benchmark
    public RouteDecision routeSticky() {
        return router.route(sticky);
    }

    /** Takes and gives back a slot of the first preferred session. */
    @Benchmark
    public RouteDecision assignPreferred() {
        return assign(preferred);
    }

    /** Takes and gives back a slot of the least loaded of all. */
    @Benchmark
    public RouteDecision assignLeastLoaded() {
        return assign(leastLoaded);
    }

    /** Takes and gives back a slot of the less loaded of two. */
    @Benchmark
    public RouteDecision assignPowerOfTwo() {
        return assign(powerOfTwo);
    }

    /** Takes and gives back a slot of whose turn it is. */
    @Benchmark
    public RouteDecision assignWeighted() {
        return assign(weighted);
    }

    private RouteDecision assign(RouteRequest request) {
        try (Assignment assignment = router.assign(request)) {
            return assignment.decision();
        }
    }

    /** The specification's slow form: a look at each session of a plain array for the least loaded. */
    @Benchmark
    public Session scanByHand(Sessions all) {
        Session best = all.array[0];
        for (Session session : all.array) {
            if (session.status() == Session.Status.IDLE
                    && session.health() != Session.Health.UNHEALTHY
                    && !session.full()
                    && (long) session.load() * best.capacity() < (long) best.load() * session.capacity()) {
                best = session;
            }
        }
        return best;
    }

    /** The specification's quick form, for one thread only: the head of a heap is taken out, loaded and put back. */
    @Benchmark
    public Session heapByHand(Sessions all) {
        Session head = all.heap.remove();
        all.heap.add(head.load(head.load() + 1));
        Session loaded = all.heap.remove();
        all.heap.add(head);
        return loaded;
    }

    /** The sessions for the forms by hand, each thread's own. */
    @State(Scope.Thread)
    public static class Sessions {
        private Session[] array = {};
        private final PriorityQueue<Session> heap =
                new PriorityQueue<>(Comparator.comparingDouble(it -> (double) it.load() / it.capacity()));

        /** Copies the fleet. */
        @Setup
        public void setUp(FleetBenchmark benchmark) {
            array = benchmark.fleet.sessions().toArray(Session[]::new);
            heap.addAll(benchmark.fleet.sessions());
        }
    }
}
