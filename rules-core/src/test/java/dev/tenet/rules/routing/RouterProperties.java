package dev.tenet.rules.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenet.rules.SourceLocation;
import dev.tenet.rules.decision.Effective;
import dev.tenet.rules.decision.Rule;
import dev.tenet.rules.decision.RuleTable;
import dev.tenet.rules.decision.Variant;
import dev.tenet.rules.decision.Variants;
import dev.tenet.rules.expression.Expression;
import dev.tenet.rules.routing.RouteDecision.Reason;
import dev.tenet.rules.routing.RouteExplanation.Candidate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Random rules over random fleets: the router decides as the plain words of its contract do. */
class RouterProperties {
    private static final SourceLocation HERE = new SourceLocation("base", "rules.yaml", 1, 1);
    private static final List<String> NAMES = List.of("a", "b", "c", "d", "e", "f");
    private static final List<String> PROVIDERS = List.of("p", "q", "r");
    private static final List<Strategy> STRATEGIES = List.of(
            new Strategy.Ordered(),
            new Strategy.LeastLoaded(),
            new Strategy.PowerOfTwo(),
            new Strategy.Weighted(Map.of("a", 3, "b", 2, "c", 2)),
            new Strategy.Sticky());
    private static final List<EnvironmentPlan> ENVIRONMENTS = List.of(
            new EnvironmentPlan.Production(),
            new EnvironmentPlan.Dedicated(Optional.empty(), EnvironmentPlan.Creation.MANUAL),
            new EnvironmentPlan.Dedicated(Optional.of(new PortRange(6001, 6002)), EnvironmentPlan.Creation.AUTOMATIC));

    private final MovableClock clock = new MovableClock();

    @Property(tries = 5000)
    void theRouterDecidesAsItsContractSaysAndTheExplanationAgrees(@ForAll long seed) {
        Random random = new Random(seed);
        RoutingRules rules = rules(random);
        Fleet fleet = fleet(random);
        RouteRequest request = request(random);

        RouteDecision decision = Router.decide(request, rules, fleet, new RouterMemory(seed), clock.millis());

        Oracle oracle = new Oracle(rules, fleet, request);
        assertThat(oracle.decideEachWay()).contains(decision);
        RouteExplanation explanation = new RouteTrace(decision, rules, fleet, clock.millis()).explain();
        assertThat(explanation.decision()).isEqualTo(decision);
        List<String> takers = explanation.candidates().stream()
                .filter(candidate -> candidate.passedOver().isEmpty())
                .map(Candidate::session)
                .toList();
        assertThat(takers)
                .isEqualTo(
                        decision instanceof RouteDecision.Routed routed
                                ? List.of(routed.session().name())
                                : List.of());
        boolean byRule = decision instanceof RouteDecision.Routed routed
                && routed.fallback().isEmpty();
        assertThat(explanation.fallback().isPresent()).isEqualTo(!byRule);
        assertThat(explanation.toString()).isNotBlank();
    }

    /** The contract in plain words, without an index, a cache or a short cut. */
    private final class Oracle {
        private final RoutingRules rules;
        private final Fleet fleet;
        private final RouteRequest request;

        Oracle(RoutingRules rules, Fleet fleet, RouteRequest request) {
            this.rules = rules;
            this.fleet = fleet;
            this.request = request;
        }

        /** Every decision that the contract allows: only the strategy power_of_two leaves a choice. */
        List<RouteDecision> decideEachWay() {
            Optional<RoutingRule> rule = rules.rules().stream()
                    .filter(it -> it.id().equals(request.taskType()))
                    .map(this::inItsVariant)
                    .filter(it -> it.state() == Rule.State.ENABLED)
                    .filter(it -> !clock.instant().isBefore(it.effective().from())
                            && clock.instant().isBefore(it.effective().until()))
                    .findFirst();
            if (rule.isEmpty()) {
                return List.of(fallBack(Reason.TASK_TYPE_UNKNOWN, rule));
            }
            int priority = request.priority().orElse(rule.get().priority());
            if (rule.get().when().isPresent() && priority < 5) { // the only condition that these tests use
                return List.of(fallBack(Reason.NO_RULE_MATCHES, rule));
            }
            List<Session> sessions = bySession(rule.get());
            if (sessions.isEmpty()) {
                return List.of(fallBack(Reason.NO_SESSIONS_AVAILABLE, rule));
            }
            if (!hasPort(rule.get())) {
                return List.of(fallBack(Reason.NO_PORTS_AVAILABLE, rule));
            }
            return sessions.stream()
                    .map(session ->
                            (RouteDecision) new RouteDecision.Routed(request, session, rule.get(), Optional.empty()))
                    .toList();
        }

        private RoutingRule inItsVariant(RoutingRule rule) {
            return rules.variants(rule.id())
                    .map(all -> all.select(request.key()).value())
                    .orElse(rule);
        }

        private boolean hasPort(RoutingRule rule) {
            return rule.environment()
                    .ports()
                    .map(range -> fleet.freePorts(range) > 0)
                    .orElse(true);
        }

        private List<Session> bySession(RoutingRule rule) {
            List<Session> preferred = rule.preferredSessions().stream()
                    .flatMap(name -> fleet.find(name).stream())
                    .filter(session -> able(session, rule.providers()))
                    .toList();
            if (!preferred.isEmpty() || rule.exclusive()) {
                return byStrategy(rule.strategy(), preferred);
            }
            List<Session> all = fleet.sessions().stream()
                    .filter(session -> able(session, rule.providers()))
                    .toList();
            boolean keepsStrategy = rule.preferredSessions().isEmpty()
                    && (rule.strategy() instanceof Strategy.PowerOfTwo || rule.strategy() instanceof Strategy.Sticky);
            return byStrategy(keepsStrategy ? rule.strategy() : new Strategy.LeastLoaded(), all);
        }

        /** Those that the strategy may choose from a list in which equals stand in the order of preference. */
        private List<Session> byStrategy(Strategy strategy, List<Session> able) {
            Stream<Session> all = able.stream();
            if (strategy instanceof Strategy.PowerOfTwo && able.size() > 1) {
                return all.filter(it -> able.stream().anyMatch(other -> other != it && share(it) <= share(other)))
                        .toList();
            } else if (strategy instanceof Strategy.Sticky && request.key().isPresent()) {
                return all.min((a, b) -> Long.compareUnsigned(score(b), score(a))).stream()
                        .toList();
            } else if (strategy instanceof Strategy.Weighted weighted) {
                return all
                        .max(Comparator.<Session>comparingInt(it -> weighted.of(it.name()))
                                .thenComparing(Comparator.<Session>comparingInt(able::indexOf)
                                        .reversed()))
                        .stream()
                        .toList();
            } else if (strategy instanceof Strategy.Ordered) {
                return all.findFirst().stream().toList();
            }
            return all.min(Comparator.comparingDouble(this::share)).stream().toList();
        }

        /** As the class Rendezvous says it, written down once more. */
        private long score(Session session) {
            long mixed = 31 * fnv(request.key().orElseThrow()) + fnv(session.name());
            mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
            mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
            return mixed ^ (mixed >>> 31);
        }

        private long fnv(String text) {
            return text.chars().asLongStream().reduce(0xcbf29ce484222325L, (hash, it) -> (hash ^ it) * 0x100000001b3L);
        }

        private double share(Session session) {
            return (double) session.load() / session.capacity();
        }

        private boolean able(Session session, Set<String> admitted) {
            return !rules.excludedSessions().contains(session.name())
                    && rules.supportedProviders()
                            .map(all -> all.contains(session.provider()))
                            .orElse(true)
                    && (admitted.isEmpty() || admitted.contains(session.provider()))
                    && (session.status() == Session.Status.IDLE || session.status() == Session.Status.WORKING)
                    && session.health() != Session.Health.UNHEALTHY
                    && Duration.between(session.lastHeartbeat(), clock.instant())
                                    .compareTo(fleet.staleAfter())
                            < 0
                    && session.load() < session.capacity();
        }

        private RouteDecision fallBack(Reason reason, Optional<RoutingRule> rule) {
            boolean applies = reason == Reason.NO_SESSIONS_AVAILABLE || reason == Reason.NO_PORTS_AVAILABLE;
            Set<String> admitted = applies ? rule.orElseThrow().providers() : Set.of();
            boolean nobody = applies || fleet.sessions().stream().noneMatch(session -> able(session, Set.of()));
            for (Rule<Fallback> fallback : rules.fallbacks().rules()) {
                boolean holds = switch (fallback.condition().text()) {
                    case "no_sessions_available" -> nobody;
                    case "task_type_unknown" -> reason == Reason.TASK_TYPE_UNKNOWN;
                    case "no_rule_matches" -> reason == Reason.NO_RULE_MATCHES;
                    case "no_ports_available" -> reason == Reason.NO_PORTS_AVAILABLE;
                    case "TRUE" -> true;
                    default -> throw new AssertionError(fallback);
                };
                if (holds && fallback.outcome() instanceof Fallback.Queue queue) {
                    return new RouteDecision.Queued(request, queue.retryAfter(), reason, fallback);
                } else if (holds && fallback.outcome() instanceof Fallback.Reject) {
                    return new RouteDecision.Rejected(request, reason, Optional.of(fallback));
                } else if (holds && fallback.outcome() instanceof Fallback.RouteToDefault to) {
                    Optional<Session> session = fleet.find(to.session()).filter(it -> able(it, admitted));
                    if (session.isPresent() && (!applies || hasPort(rule.orElseThrow()))) {
                        return new RouteDecision.Routed(
                                request,
                                session.get(),
                                applies ? rule.orElseThrow() : to.terms(),
                                Optional.of(fallback));
                    }
                }
            }
            return new RouteDecision.Rejected(request, reason, Optional.empty());
        }
    }

    private static RouteRequest request(Random random) {
        RouteRequest request = RouteRequest.of("type" + random.nextInt(4));
        request = random.nextBoolean() ? request : request.priority(random.nextInt(10));
        return random.nextBoolean() ? request : request.key("key" + random.nextInt(100));
    }

    private Fleet fleet(Random random) {
        Fleet fleet =
                Fleet.builder().clock(clock).staleAfter(Duration.ofSeconds(10)).build();
        for (String name : some(NAMES, random)) {
            int capacity = random.nextInt(4);
            fleet.put(new Session(
                    name,
                    one(PROVIDERS, random),
                    random.nextInt(3) > 0 ? Session.Status.IDLE : one(List.of(Session.Status.values()), random),
                    random.nextInt(3) > 0 ? Session.Health.HEALTHY : one(List.of(Session.Health.values()), random),
                    capacity,
                    random.nextInt(4),
                    clock.instant().minusMillis(random.nextInt(4) > 0 ? 9_999 : 10_000)));
        }
        return fleet;
    }

    private RoutingRules rules(Random random) {
        List<RoutingRule> rules = new ArrayList<>();
        Map<String, Variants<RoutingRule>> variants = new HashMap<>();
        for (int i = 0; i < 3; i++) {
            String type = "type" + i;
            rules.add(rule(type, random));
            if (random.nextInt(3) == 0) {
                variants.put(
                        type,
                        Variants.of(
                                type,
                                List.of(
                                        new Variant<>("a", random.nextInt(3), rule(type, random)),
                                        new Variant<>("b", 1, rule(type, random)))));
            }
        }
        RuleTable.Builder<Fallback> fallbacks = RuleTable.builder(RoutingFacts.FALLBACK);
        List<String> conditions =
                List.of("no_sessions_available", "task_type_unknown", "no_rule_matches", "no_ports_available", "TRUE");
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            Expression condition = Expression.condition(one(conditions, random), RoutingFacts.FALLBACK);
            fallbacks.add(Rule.of("f" + i, condition, fallback("f" + i, random), HERE));
        }
        return RoutingRules.of(
                rules,
                variants,
                random.nextBoolean() ? Set.of() : Set.of(one(NAMES, random)),
                random.nextBoolean() ? Optional.empty() : Optional.of(new TreeSet<>(some(PROVIDERS, random))),
                fallbacks.build());
    }

    private static Fallback fallback(String id, Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> new Fallback.Queue(Duration.ofSeconds(random.nextInt(9)));
            case 1 -> new Fallback.Reject("no");
            default -> new Fallback.RouteToDefault(one(NAMES, random), RoutingRule.termsOfFallback(id, HERE));
        };
    }

    private RoutingRule rule(String id, Random random) {
        Instant now = clock.instant();
        List<Effective> times = List.of(
                Effective.ALWAYS,
                Effective.ALWAYS,
                new Effective(now, Instant.MAX),
                new Effective(Instant.MIN, now),
                new Effective(now.minusSeconds(1), now.plusSeconds(1)));
        return new RoutingRule(
                id,
                random.nextInt(3) > 0
                        ? Optional.empty()
                        : Optional.of(Expression.condition("priority >= 5", RoutingFacts.REQUEST)),
                some(NAMES, random),
                random.nextBoolean() ? Set.of() : Set.of(one(PROVIDERS, random)),
                one(STRATEGIES, random),
                random.nextInt(3) == 0,
                one(ENVIRONMENTS, random),
                MergePolicy.DIRECT,
                random.nextInt(10),
                Optional.empty(),
                random.nextBoolean(),
                "",
                random.nextInt(5) == 0 ? Rule.State.DISABLED : Rule.State.ENABLED,
                one(times, random),
                Optional.empty(),
                HERE);
    }

    private static <T> T one(List<T> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }

    private static <T> List<T> some(List<T> all, Random random) {
        List<T> some = new ArrayList<>(all);
        java.util.Collections.shuffle(some, random);
        return some.subList(0, random.nextInt(all.size() + 1));
    }
}
