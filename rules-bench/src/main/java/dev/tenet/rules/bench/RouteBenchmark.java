package dev.tenet.rules.bench;

import dev.tenet.rules.Layer;
import dev.tenet.rules.RuleSet;
import dev.tenet.rules.routing.Fleet;
import dev.tenet.rules.routing.RouteDecision;
import dev.tenet.rules.routing.RouteRequest;
import dev.tenet.rules.routing.Router;
import dev.tenet.rules.routing.RoutingRule;
import dev.tenet.rules.routing.RoutingRules;
import dev.tenet.rules.routing.Session;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One routing decision among ten rules, beside the same decision written by hand over plain maps. Requests are built
 * before and take turns over all ten task types, so that neither side can learn one answer by heart; half of the first
 * choices are busy, so that the second is looked at too.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class RouteBenchmark {
    private static final int TYPES = 10;
    private static final long STALE_AFTER_MILLIS = 300_000;

    private final RouteRequest[] requests = new RouteRequest[TYPES];
    private final RouteRequest unknown = RouteRequest.of("unheard_of");
    private final Map<String, RoutingRule> rulesByHand = new HashMap<>();
    private final Map<String, Session> fleetByHand = new ConcurrentHashMap<>();
    private Set<String> excluded = Set.of();
    private Set<String> supported = Set.of();
    private Router router = Router.of(RuleSet.loader().load(), Fleet.create());
    private int turn;

    /** Builds the rules, the fleet of twenty sessions and the requests; every session is fresh for five minutes. */
    @Setup
    public void setUp() {
        RuleSet rules = RuleSet.loader().layer(Layer.of("bench", yaml())).load();
        Fleet fleet = Fleet.create();
        for (int i = 0; i < 2 * TYPES; i++) {
            fleet.put(Session.of("session" + i, "claude").load(i % 4 == 0 ? 1 : 0));
        }
        router = Router.of(rules, fleet);

        RoutingRules routing = rules.section(RoutingRules.class);
        routing.rules().forEach(rule -> rulesByHand.put(rule.id(), rule));
        fleet.sessions().forEach(session -> fleetByHand.put(session.name(), session));
        excluded = new HashSet<>(routing.excludedSessions());
        supported = new HashSet<>(routing.supportedProviders().orElseThrow());
        for (int i = 0; i < TYPES; i++) {
            requests[i] = RouteRequest.of("type" + i).priority(9);
            RouteDecision decision = router.route(requests[i]);
            if (!decision.equals(byHand(requests[i]))) {
                throw new IllegalStateException("by hand another decision than " + decision);
            }
        }
    }

    private static String yaml() {
        StringBuilder yaml = new StringBuilder("version: '1.0'\nenvironment_routing:\n");
        for (int i = 0; i < TYPES; i++) {
            yaml.append(String.format(
                    "  type%d: {requires_env: false, preferred_sessions: [session%d, session%d], merge_via_pr: true,"
                            + " priority: %d, timeout_minutes: 30}%n",
                    i, 2 * i, 2 * i + 1, i));
        }
        return yaml.append("excluded_sessions: [architect, arch_dev]\n")
                .append("supported_providers: [claude, codex, ollama, comet, gemini, grok]\n")
                .append("fallback_rules:\n")
                .append("  - {condition: no_sessions_available, action: queue_task, retry_after_seconds: 60}\n")
                .append("  - {condition: task_type_unknown, action: route_to_default, default_session: session1}\n")
                .toString();
    }

    private RouteRequest next() {
        int at = turn;
        turn = at + 1 == TYPES ? 0 : at + 1;
        return requests[at];
    }

    /** A preferred session is found. */
    @Benchmark
    public RouteDecision route() {
        return router.route(next());
    }

    /** The same by hand. */
    @Benchmark
    public RouteDecision routeByHand() {
        return byHand(next());
    }

    /** The type is unknown; the second fallback rule names a session. */
    @Benchmark
    public RouteDecision fallback() {
        return router.route(unknown);
    }

    private RouteDecision byHand(RouteRequest request) {
        RoutingRule rule = rulesByHand.get(request.taskType());
        long now = System.currentTimeMillis();
        for (String name : rule.preferredSessions()) {
            Session session = fleetByHand.get(name);
            if (session != null
                    && !excluded.contains(name)
                    && supported.contains(session.provider())
                    && (session.status() == Session.Status.IDLE || session.status() == Session.Status.WORKING)
                    && session.health() != Session.Health.UNHEALTHY
                    && now - session.lastHeartbeat().toEpochMilli() < STALE_AFTER_MILLIS
                    && session.load() < session.capacity()) {
                return new RouteDecision.Routed(request, session, rule, Optional.empty());
            }
        }
        throw new IllegalStateException("the benchmark gives every task to a preferred session");
    }
}
