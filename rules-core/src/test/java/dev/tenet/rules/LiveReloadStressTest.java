package dev.tenet.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenet.rules.expression.Expression;
import dev.tenet.rules.expression.Facts;
import dev.tenet.rules.routing.Fleet;
import dev.tenet.rules.routing.MovableClock;
import dev.tenet.rules.routing.RouteDecision;
import dev.tenet.rules.routing.RouteExplanation;
import dev.tenet.rules.routing.RouteRequest;
import dev.tenet.rules.routing.Router;
import dev.tenet.rules.routing.RoutingRule;
import dev.tenet.rules.routing.Session;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Reloads under load. {@code -Dtenet.reloads=100000} sets their number; the ordinary run does a part of that.
 *
 * <p>Reload number {@code n} sets the same {@code n} in two files and four values, so whoever sees two numbers at once
 * saw two rule sets. Now and then a rule set is used until its condition is fused, which makes classes that must go with
 * it.
 */
class LiveReloadStressTest {
    private static final int RELOADS = Integer.getInteger("tenet.reloads", 300);
    private static final int HEATED = 12 + RELOADS / 200;
    private static final int TO_FUSE = 700_000;
    private static final Facts FACTS = Facts.of(Map.of("request", Map.of("n", 5L)));
    private static final RouteRequest REQUEST = RouteRequest.of("fix").attribute("n", 5L);

    @TempDir
    Path temp;

    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final ExecutorService listening = Executors.newSingleThreadExecutor();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicInteger heard = new AtomicInteger();
    private final AtomicLong decisions = new AtomicLong();
    /** On a clock that stands still, since nobody sends heartbeats. */
    private final Fleet fleet = Fleet.builder().clock(new MovableClock()).build();

    @Test
    void reloadsUnderLoadAreSeenWholeAndLeaveNothingBehind() throws Exception {
        fleet.put(Session.of("s0", "claude").capacity(10));
        fleet.put(Session.of("s1", "claude").capacity(10));
        LiveFolder folder = new LiveFolder(temp);
        write(folder, 1);
        try (LiveRuleSet live = LiveRuleSet.builder(temp)
                .withoutEvents()
                .polling(LiveFolder.NEVER)
                .executor(listening)
                .listener(event -> heard.incrementAndGet())
                .watch()) {
            Router router = Router.of(live, fleet);
            WeakReference<RuleSet> first = new WeakReference<>(live.current());
            int n = underLoad(router, folder, live, 2, RELOADS / 3);
            Footprint early = Footprint.take();
            n = underLoad(router, folder, live, n, RELOADS - RELOADS / 3);
            Footprint late = Footprint.take();
            assertThat(router.route(REQUEST)).isInstanceOf(RouteDecision.Routed.class);

            System.getLogger(getClass().getName())
                    .log(System.Logger.Level.INFO, "{0} reloads, {1} decisions; {2} -> {3}", n, decisions, early, late);
            assertThat(live.status().version()).isEqualTo(n - 1L);
            assertThat(live.status().folder()).isEqualTo(new ReloadStatus.Live());
            assertThat(decisions.get()).isGreaterThan(RELOADS);
            assertThat(heard.get()).isPositive();
            assertThat(first.refersTo(null)).isTrue();
            assertThat(late.classesEver - early.classesEver).isGreaterThan(HEATED / 3);
            assertThat(late.classes).isLessThan(early.classes + 300);
            assertThat(late.heapBytes).isLessThan(early.heapBytes + (256 << 10));
            assertThat(late.metaspaceBytes).isLessThan(early.metaspaceBytes + (4 << 20));
        } finally {
            ended.set(true);
            threads.shutdownNow();
            listening.shutdownNow();
        }
    }

    /** Reloads while two threads decide. Then all is at rest: what a thread allocates meanwhile counts as in use. */
    private int underLoad(Router router, LiveFolder folder, LiveRuleSet live, int from, int count) throws Exception {
        ended.set(false);
        List<Future<?>> deciding = new ArrayList<>();
        for (int thread = 0; thread < 2; thread++) {
            deciding.add(threads.submit(() -> decide(live, router)));
        }
        int next = reload(folder, live, from, count);
        ended.set(true);
        for (Future<?> each : deciding) {
            each.get();
        }
        listening.submit(heard::get).get(); // events that wait hold their rules
        return next;
    }

    private int reload(LiveFolder folder, LiveRuleSet live, int from, int count) {
        int every = Math.max(1, RELOADS / HEATED);
        for (int n = from; n < from + count; n++) {
            write(folder, n);
            live.reload();
            if (n % every == 0) {
                Expression when = live.current()
                        .routing()
                        .rule("fix")
                        .orElseThrow()
                        .when()
                        .orElseThrow();
                for (int i = 0; i < TO_FUSE; i++) {
                    when.matches(FACTS);
                }
            }
        }
        return from + count;
    }

    private static void write(LiveFolder folder, int n) {
        folder.target(n)
                .write(
                        "base/routing_rules.yaml",
                        "version: \"1.0\"\nenvironment_routing:\n  fix:\n"
                                + "    when: request.n >= 0 AND request.n < 10 AND request.n <> -" + n + "\n"
                                + "    requires_env: false\n    preferred_sessions: [s" + n % 2 + "]\n"
                                + "    merge_via_pr: true\n    timeout_minutes: " + n + "\n    priority: " + n % 10
                                + "\n"
                                + "  weighted_" + n + ": {requires_env: false, preferred_sessions: [s0, s1],"
                                + " strategy: weighted, weights: {s0: 2}, merge_via_pr: true, timeout_minutes: 1, priority: 1}\n");
    }

    private Void decide(LiveRuleSet live, Router router) {
        long count = 0;
        while (!ended.get()) {
            RouteDecision.Routed routed = (RouteDecision.Routed) router.route(REQUEST);
            long n = numberOf(routed.rule());
            assertThat(routed.session().name()).isEqualTo("s" + n % 2);

            RuleSet rules = live.current();
            long there = numberOf(rules.routing().rule("fix").orElseThrow());
            assertThat(LiveFolder.minutes(rules)).isEqualTo((int) there);
            router.assign(RouteRequest.of("weighted_" + there)).close();

            if (++count % 16 == 0) {
                RouteExplanation why = router.explain(REQUEST);
                long explained = numberOf(why.rule().orElseThrow());
                assertThat(((RouteDecision.Routed) why.decision()).rule())
                        .isSameAs(why.rule().orElseThrow());
                assertThat(why.when().orElseThrow().toString()).contains("<> -" + explained);
            }
        }
        decisions.addAndGet(count);
        return null;
    }

    /** The number of the reload that all values of a rule agree upon. */
    private static long numberOf(RoutingRule rule) {
        long n = rule.timeout().orElseThrow().toMinutes();
        assertThat((long) rule.priority()).isEqualTo(n % 10);
        assertThat(rule.when().orElseThrow().text()).endsWith(" -" + n);
        return n;
    }

    /** What is in use after garbage collections that found nothing more to collect. */
    private record Footprint(long heapBytes, long metaspaceBytes, long classes, long classesEver) {
        static Footprint take() {
            Footprint best = now();
            for (int better = 0; better < 3; better++) {
                System.gc();
                Footprint next = now();
                better = next.heapBytes < best.heapBytes * 0.98 || next.classes < best.classes ? -1 : better;
                best = next;
            }
            return best;
        }

        private static Footprint now() {
            ClassLoadingMXBean classes = ManagementFactory.getClassLoadingMXBean();
            long metaspace = ManagementFactory.getMemoryPoolMXBeans().stream()
                    .filter(pool -> pool.getName().equals("Metaspace"))
                    .mapToLong(pool -> pool.getUsage().getUsed())
                    .sum();
            return new Footprint(
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                    metaspace,
                    classes.getLoadedClassCount(),
                    classes.getTotalLoadedClassCount());
        }
    }
}
