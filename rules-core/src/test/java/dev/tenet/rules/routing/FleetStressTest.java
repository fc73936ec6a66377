package dev.tenet.rules.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenet.rules.RuleSet;
import dev.tenet.rules.routing.Assignment.Assigned;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * Eight threads over one fleet, and a count of their own beside it. {@code -Dtenet.stress=10000000} sets the number of
 * operations; the ordinary run does a part of that.
 */
class FleetStressTest {
    private static final int THREADS = 8;
    private static final int SESSIONS = 24;
    private static final int CAPACITY = 3;
    private static final long OPERATIONS = Long.getLong("tenet.stress", 2_000_000);

    private static final RuleSet RULES = TestRules.of("""
            environment_routing:
              ordered: {requires_env: false, preferred_sessions: [s0, s1], merge_via_pr: true, timeout_minutes: 1, priority: 5}
              least: {requires_env: false, preferred_sessions: [], strategy: least_loaded, merge_via_pr: true,
                      timeout_minutes: 1, priority: 5}
              two: {requires_env: false, preferred_sessions: [], strategy: power_of_two, merge_via_pr: true,
                    timeout_minutes: 1, priority: 5}
              turns: {requires_env: false, preferred_sessions: [s2, s3, s4], strategy: weighted, weights: {s2: 3},
                      merge_via_pr: true, timeout_minutes: 1, priority: 5}
              sticky: {requires_env: true, port_range: [6001, 6012], auto_create_env: true,
                       preferred_sessions: [s5, s6, s7], strategy: sticky, merge_via_pr: true, timeout_minutes: 1, priority: 5}
              ports: {requires_env: true, port_range: [6008, 6020], auto_create_env: true, preferred_sessions: [],
                      merge_via_pr: true, timeout_minutes: 1, priority: 5}
            fallback_rules:
              - {condition: no_sessions_available AND priority > 5, action: route_to_default, default_session: s0}
            """);
    private static final List<String> TYPES =
            List.of("ordered", "least", "two", "turns", "sticky", "ports", "unheard of");

    private final AtomicLong millis = new AtomicLong(1_000_000);
    private final Fleet fleet = Fleet.builder()
            .clock(() -> java.time.Instant.ofEpochMilli(millis.get()))
            .staleAfter(Duration.ofSeconds(40))
            .assignmentTimeout(Duration.ofSeconds(20))
            .build();

    // The independent count: what the threads themselves believe to hold.
    private final Map<String, AtomicInteger> held = new ConcurrentHashMap<>();
    private final AtomicIntegerArray ports = new AtomicIntegerArray(65_536);
    private final AtomicInteger assigned = new AtomicInteger();
    private final AtomicInteger expired = new AtomicInteger();

    /** Without expiry a thread knows exactly when it holds what, so every moment can be checked. */
    @Test
    void noSlotAndNoPortIsHeldTwiceAtAnyMoment() throws Exception {
        run(thread -> new Worker(thread, false));

        assertThat(assigned.get()).isPositive();
        assertNothingIsLeft();
    }

    /** With expiry a slot may pass on before its holder hears of it; then nothing may be lost or given back twice. */
    @Test
    void whatExpiresIsGivenBackOnce() throws Exception {
        run(thread -> new Worker(thread, true));

        assertThat(expired.get()).isPositive();
        millis.addAndGet(20_000);
        Router.of(RULES, fleet).expire();
        assertNothingIsLeft();
    }

    /** Both walk the same assignments in the same order, so they meet at many of them. */
    @Test
    void closingAndExpiringTheSameAssignmentGiveBackOnce() throws Exception {
        int count = 500;
        fleet.put(Session.of("s0", "claude").capacity(2 * count));
        Router router = Router.of(TestRules.fix("preferred_sessions: [s0]"), fleet);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 60; round++) {
                fleet.heartbeat("s0");
                List<Assigned> due = assign(router, count);
                millis.addAndGet(10_000);
                List<Assigned> others = assign(router, count);
                millis.addAndGet(10_000);
                CyclicBarrier together = new CyclicBarrier(2);
                Future<?> closing = threads.submit(() -> {
                    together.await();
                    due.forEach(Assigned::close);
                    return true;
                });
                Future<?> expiring = threads.submit(() -> {
                    together.await();
                    return router.expire();
                });
                closing.get();
                expiring.get();
                assertThat(fleet.find("s0").orElseThrow().load()).isEqualTo(count);
                others.forEach(Assigned::close);
                assertThat(fleet.leases().size()).isZero();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<Assigned> assign(Router router, int count) {
        List<Assigned> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add((Assigned) router.assign(RouteRequest.of("fix")));
        }
        return all;
    }

    private void assertNothingIsLeft() {
        assertThat(fleet.leases().size()).isZero();
        assertThat(fleet.freePorts(new PortRange(1, 65_535))).isEqualTo(65_535);
        for (int i = 0; i < SESSIONS; i++) {
            fleet.put(Session.of("s" + i, "claude").capacity(CAPACITY));
        }
        assertThat(fleet.sessions()).hasSize(SESSIONS).allMatch(session -> session.load() == 0);
        // Every slot can be found and taken, by the index too.
        Router router = Router.of(RULES, fleet);
        for (int i = 0; i < SESSIONS * CAPACITY; i++) {
            assertThat(router.assign(RouteRequest.of("least"))).isInstanceOf(Assigned.class);
        }
        assertThat(router.assign(RouteRequest.of("least"))).isInstanceOf(Assignment.Unassigned.class);
    }

    private interface Workers {
        Worker of(int thread);
    }

    private void run(Workers workers) throws Exception {
        Router router = Router.builder(RULES, fleet).seed(7).build();
        for (int i = 0; i < SESSIONS; i++) {
            fleet.put(Session.of("s" + i, "claude").capacity(CAPACITY));
            held.put("s" + i, new AtomicInteger());
        }
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                Worker worker = workers.of(thread);
                running.add(threads.submit(() -> worker.run(router, OPERATIONS / 2 / THREADS)));
            }
            for (Future<?> each : running) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private final class Worker {
        private final Random random;
        private final boolean expires;
        private final Deque<Assigned> open = new ArrayDeque<>();

        Worker(int thread, boolean expires) {
            this.random = new Random(thread);
            this.expires = expires;
        }

        void run(Router router, long operations) {
            for (long i = 0; i < operations; i++) {
                step(router);
            }
            while (!open.isEmpty()) {
                close(open.poll());
            }
        }

        private void step(Router router) {
            String name = "s" + random.nextInt(SESSIONS);
            switch (random.nextInt(16)) {
                case 0, 1, 2, 3, 4, 5 -> assign(router);
                case 6, 7, 8, 9 -> {
                    if (!open.isEmpty()) {
                        close(random.nextBoolean() ? open.pollFirst() : open.pollLast());
                    }
                }
                case 10 ->
                    fleet.put(Session.of(name, random.nextInt(4) == 0 ? "codex" : "claude")
                            .capacity(CAPACITY)
                            .load(random.nextInt(2)));
                case 11 -> fleet.update(name, it -> it.load(random.nextInt(CAPACITY)));
                case 12 -> fleet.remove(name);
                case 13 -> fleet.heartbeat(name);
                case 14 -> open.forEach(Assigned::heartbeat);
                default -> {
                    router.expire();
                    millis.addAndGet(expires ? random.nextInt(100) : 0);
                }
            }
        }

        private void assign(Router router) {
            if (open.size() > 20) {
                return;
            }
            RouteRequest request = RouteRequest.of(TYPES.get(random.nextInt(TYPES.size())))
                    .key("key" + random.nextInt(9))
                    .priority(random.nextInt(10));
            if (router.assign(request) instanceof Assigned taken) {
                assigned.incrementAndGet();
                open.add(taken);
                if (!expires) {
                    assertThat(count(taken).incrementAndGet()).isLessThanOrEqualTo(CAPACITY);
                    taken.port()
                            .ifPresent(port ->
                                    assertThat(ports.incrementAndGet(port)).isEqualTo(1));
                }
            }
        }

        private void close(Assigned taken) {
            if (!expires) {
                assertThat(taken.state()).isEqualTo(Assignment.State.OPEN);
                taken.port().ifPresent(ports::decrementAndGet);
                count(taken).decrementAndGet();
            }
            if (random.nextInt(50) > 0 || !expires) {
                taken.close();
                if (taken.state() == Assignment.State.EXPIRED) {
                    expired.incrementAndGet();
                }
            }
        }

        private AtomicInteger count(Assigned taken) {
            return held.get(taken.decision().session().name());
        }
    }
}
