package dev.tenet.rules.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tenet.rules.Layer;
import dev.tenet.rules.RuleSet;
import dev.tenet.rules.expression.EvaluationException;
import dev.tenet.rules.routing.RouteDecision.Queued;
import dev.tenet.rules.routing.RouteDecision.Reason;
import dev.tenet.rules.routing.RouteDecision.Rejected;
import dev.tenet.rules.routing.RouteDecision.Routed;
import dev.tenet.rules.routing.RouteExplanation.Candidate;
import dev.tenet.rules.routing.RouteExplanation.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RouterTest {
    private static final String TERMS = "requires_env: false, merge_via_pr: true, timeout_minutes: 30";

    private final MovableClock clock = new MovableClock();
    private final Fleet fleet = Fleet.builder().clock(clock).build();

    private Router router(String yaml) {
        RuleSet rules = RuleSet.loader()
                .layer(Layer.of("base", "version: \"1.0\"\n" + yaml))
                .load();
        return Router.of(rules, fleet);
    }

    private static String rule(String type, String more) {
        return "  " + type + ": {" + TERMS + ", priority: 5" + (more.isEmpty() ? "" : ", " + more) + "}\n";
    }

    private static String rules(String... rules) {
        return "environment_routing:\n" + String.join("", rules);
    }

    private Router preferring(String more) {
        return router(rules(rule("fix", "preferred_sessions: [a, b]" + (more.isEmpty() ? "" : ", " + more)))
                + "excluded_sessions: [x]\nsupported_providers: [claude, codex]\n");
    }

    private void put(String... names) {
        for (String name : names) {
            fleet.put(Session.of(name, "claude"));
        }
    }

    private static String name(RouteDecision decision) {
        return ((Routed) decision).session().name();
    }

    @Test
    void thePreferredSessionsAreTriedInOrder() {
        Router router = preferring("");
        put("a", "b", "c");

        assertThat(name(router.route(RouteRequest.of("fix")))).isEqualTo("a");
        fleet.update("a", session -> session.load(1));
        assertThat(name(router.route(RouteRequest.of("fix")))).isEqualTo("b");
    }

    @Test
    void aSessionThatCannotTakeWorkIsPassedOver() {
        Router router = preferring("exclusive: true");
        put("b");
        Session able = Session.of("a", "claude").lastHeartbeat(clock.instant());
        fleet.put(able);
        assertThat(name(router.route(RouteRequest.of("fix")))).isEqualTo("a");

        assertPassedOver(router, able.status(Session.Status.OFFLINE), PassedOver.OFFLINE);
        assertPassedOver(router, able.status(Session.Status.WAITING_INPUT), PassedOver.WAITING_INPUT);
        assertPassedOver(router, able.health(Session.Health.UNHEALTHY), PassedOver.UNHEALTHY);
        assertPassedOver(router, able.lastHeartbeat(clock.instant().minus(Duration.ofMinutes(5))), PassedOver.STALE);
        assertPassedOver(router, able.load(1), PassedOver.FULL);
        assertPassedOver(router, able.capacity(0), PassedOver.FULL);
        assertPassedOver(
                router,
                new Session("a", "other", able.status(), able.health(), 1, 0, able.lastHeartbeat()),
                PassedOver.PROVIDER_NOT_SUPPORTED);
        fleet.remove("a");
        assertThat(name(router.route(RouteRequest.of("fix")))).isEqualTo("b");
        assertThat(router.explain(RouteRequest.of("fix")).candidates())
                .contains(new Candidate("a", Role.PREFERRED, Optional.of(PassedOver.UNKNOWN_SESSION)));
    }

    private void assertPassedOver(Router router, Session session, PassedOver reason) {
        fleet.put(session);
        assertThat(name(router.route(RouteRequest.of("fix")))).as(reason.name()).isEqualTo("b");
        assertThat(router.explain(RouteRequest.of("fix")).candidates())
                .contains(new Candidate("a", Role.PREFERRED, Optional.of(reason)));
    }

    @Test
    void aWorkingSessionWithRoomAndADegradedOneGetWork() {
        Router router = preferring("exclusive: true");
        fleet.put(Session.of("a", "claude")
                .status(Session.Status.WORKING)
                .capacity(2)
                .load(1));
        assertThat(name(router.route(RouteRequest.of("fix")))).isEqualTo("a");

        fleet.put(Session.of("a", "claude").health(Session.Health.DEGRADED));
        assertThat(name(router.route(RouteRequest.of("fix")))).isEqualTo("a");
    }

    @Test
    void exclusionWinsOverPreference() {
        Router router = router(rules(rule("fix", "preferred_sessions: [x, b]")) + "excluded_sessions: [x]\n");
        put("x", "b");

        assertThat(name(router.route(RouteRequest.of("fix")))).isEqualTo("b");
        assertThat(router.explain(RouteRequest.of("fix")).candidates())
                .containsExactly(
                        new Candidate("x", Role.PREFERRED, Optional.of(PassedOver.EXCLUDED)),
                        new Candidate("b", Role.PREFERRED, Optional.empty()));
    }

    @Test
    void theLeastLoadedOtherSessionStandsInUnlessTheRuleIsExclusive() {
        fleet.put(Session.of("d", "claude").capacity(4).load(2));
        fleet.put(Session.of("c", "codex").capacity(8).load(3));
        fleet.put(Session.of("x", "claude"));

        assertThat(name(preferring("").route(RouteRequest.of("fix")))).isEqualTo("c");
        assertThat(preferring("exclusive: true").route(RouteRequest.of("fix")))
                .isEqualTo(new Rejected(RouteRequest.of("fix"), Reason.NO_SESSIONS_AVAILABLE, Optional.empty()));
    }

    @Test
    void leastLoadedChoosesAmongThePreferredAndKeepsTheirOrderAmongEquals() {
        Router router = preferring("strategy: least_loaded");
        fleet.put(Session.of("a", "claude").capacity(2).load(1));
        fleet.put(Session.of("b", "claude").capacity(4).load(1));
        put("c");
        assertThat(name(router.route(RouteRequest.of("fix")))).isEqualTo("b");

        fleet.update("b", session -> session.load(2));
        assertThat(name(router.route(RouteRequest.of("fix")))).isEqualTo("a");
    }

    @Test
    void aRuleCanAdmitFewerProvidersThanAreSupported() {
        Router router = preferring("providers: [codex]");
        put("a", "b");
        fleet.put(Session.of("c", "codex").capacity(9).load(8));

        assertThat(name(router.route(RouteRequest.of("fix")))).isEqualTo("c");
    }

    @Test
    void withoutSupportedProvidersEveryProviderIsSupportedAndAnEmptyListSupportsNone() {
        put("a");

        assertThat(router(rules(rule("fix", "preferred_sessions: [a]"))).route(RouteRequest.of("fix")))
                .isInstanceOf(Routed.class);
        assertThat(router(rules(rule("fix", "preferred_sessions: [a]")) + "supported_providers: []\n")
                        .route(RouteRequest.of("fix")))
                .isInstanceOf(Rejected.class);
    }

    @Test
    void theDecisionCarriesTheTermsOfTheRule() {
        Router router = router("""
                environment_routing:
                  fix:
                    requires_env: true
                    preferred_sessions: [a]
                    port_range: [6001, 6010]
                    auto_create_env: true
                    merge_via_pr: false
                    priority: 7
                    timeout_minutes: 1.5
                    urgent: true
                    description: "Repairs"
                """);
        put("a");

        Routed routed = (Routed) router.route(RouteRequest.of("fix"));

        assertThat(routed.ruleId()).isEqualTo("fix");
        assertThat(routed.environment())
                .isEqualTo(new EnvironmentPlan.Dedicated(
                        Optional.of(new PortRange(6001, 6010)), EnvironmentPlan.Creation.AUTOMATIC));
        assertThat(routed.mergePolicy()).isEqualTo(MergePolicy.DIRECT);
        assertThat(routed.priority()).isEqualTo(7);
        assertThat(routed.timeout()).contains(Duration.ofSeconds(90));
        assertThat(routed.urgent()).isTrue();
        assertThat(routed.rule().location().line()).isEqualTo(3);
        assertThat(routed.fallback()).isEmpty();
        assertThat(((Routed) router.route(RouteRequest.of("fix").priority(9))).priority())
                .isEqualTo(9);
    }

    @Test
    void aConditionOfTheRuleIsHeldAgainstTheRequest() {
        Router router = router(rules(rule(
                "fix",
                "preferred_sessions: [], when: \"priority >= 5 AND request.customer = 'acme' AND key IS NULL\"")));
        put("a");
        RouteRequest acme = RouteRequest.of("fix").attribute("customer", "acme");

        assertThat(router.route(acme)).isInstanceOf(Routed.class);
        assertThat(router.route(acme.priority(4)))
                .isEqualTo(new Rejected(acme.priority(4), Reason.NO_RULE_MATCHES, Optional.empty()));
        assertThat(router.route(acme.key("k"))).isInstanceOf(Rejected.class);
        assertThat(router.route(RouteRequest.of("fix")))
                .as("an unknown attribute")
                .isInstanceOf(Rejected.class);
        assertThat(router.explain(RouteRequest.of("fix")).when().orElseThrow().isUnknownByMissingFact())
                .isTrue();
        assertThatExceptionOfType(EvaluationException.class)
                .isThrownBy(() -> router.route(RouteRequest.of("fix").attribute("customer", 5)));
    }

    @Test
    void aRuleThatIsDisabledOrOutOfItsTimeLeavesItsTypeUnknown() {
        Router router = router(rules(
                rule("off", "preferred_sessions: [], enabled: false"),
                rule("timed", "preferred_sessions: [], effective: {from: '2027-01-01', until: '2027-01-02'}")));
        clock.set(Instant.parse("2026-12-31T23:59:59.999Z"));
        put("a");

        assertThat(((Rejected) router.route(RouteRequest.of("off"))).reason()).isEqualTo(Reason.TASK_TYPE_UNKNOWN);
        assertThat(((Rejected) router.route(RouteRequest.of("timed"))).reason()).isEqualTo(Reason.TASK_TYPE_UNKNOWN);
        clock.advance(Duration.ofMillis(1));
        assertThat(router.route(RouteRequest.of("timed"))).isInstanceOf(Routed.class);
        clock.set(Instant.parse("2027-01-02T00:00:00Z"));
        fleet.heartbeat("a");
        assertThat(router.route(RouteRequest.of("timed"))).isInstanceOf(Rejected.class);
    }

    private static final String FALLBACKS = """
            fallback_rules:
              - {id: wait, condition: no_sessions_available, action: queue_task, retry_after_seconds: 60}
              - {id: first, condition: task_type_unknown, action: route_to_default, default_session: a}
              - {id: second, condition: task_type_unknown, action: route_to_default, default_session: b}
              - {id: refuse, condition: "no_rule_matches AND priority < 9", action: reject, reason: "Not like this"}
            """;

    @Test
    void aBusyFleetQueues() {
        Router router = router(rules(rule("fix", "preferred_sessions: [a]")) + FALLBACKS);
        fleet.put(Session.of("a", "claude").load(1));

        Queued queued = (Queued) router.route(RouteRequest.of("fix"));
        assertThat(queued.retryAfter()).isEqualTo(Duration.ofMinutes(1));
        assertThat(queued.rule().id()).isEqualTo("wait");
        assertThat(router.route(RouteRequest.of("other")))
                .as("an unknown type, but nobody could take anything")
                .isInstanceOf(Queued.class);
    }

    @Test
    void aDefaultSessionThatCannotTakeTheTaskPassesOnToTheNextFallback() {
        Router router = router(rules(rule("fix", "preferred_sessions: [a]")) + FALLBACKS);
        put("a", "b", "c");
        Routed routed = (Routed) router.route(RouteRequest.of("other"));
        assertThat(routed.session().name()).isEqualTo("a");
        assertThat(routed.ruleId()).isEqualTo("first");
        assertThat(routed.priority()).isEqualTo(RoutingRule.DEFAULT_PRIORITY);
        assertThat(routed.timeout()).isEmpty();
        assertThat(routed.environment()).isEqualTo(new EnvironmentPlan.Production());

        fleet.remove("a");
        assertThat(((Routed) router.route(RouteRequest.of("other")))
                        .fallback()
                        .orElseThrow()
                        .id())
                .isEqualTo("second");
        assertThat(router.explain(RouteRequest.of("other")).candidates())
                .containsExactly(
                        new Candidate("a", Role.DEFAULT, Optional.of(PassedOver.UNKNOWN_SESSION)),
                        new Candidate("b", Role.DEFAULT, Optional.empty()));

        fleet.update("b", session -> session.load(1));
        Rejected rejected = (Rejected) router.route(RouteRequest.of("other"));
        assertThat(rejected.reason()).isEqualTo(Reason.TASK_TYPE_UNKNOWN);
        assertThat(rejected.message()).contains("\"other\"");
    }

    @Test
    void aRejectingFallbackGivesItsReason() {
        Router router = router(rules(rule("fix", "preferred_sessions: [a], when: \"request.ok = TRUE\"")) + FALLBACKS);
        put("a");

        Rejected rejected = (Rejected) router.route(RouteRequest.of("fix"));
        assertThat(rejected.reason()).isEqualTo(Reason.NO_RULE_MATCHES);
        assertThat(rejected.message()).isEqualTo("Not like this");
        assertThat(((Rejected) router.route(RouteRequest.of("fix").priority(9))).rule())
                .isEmpty();
    }

    @Test
    void aRuleThatAppliesKeepsItsTermsAndProvidersWhereAFallbackNamesTheSession() {
        Router router =
                router(rules(rule("fix", "preferred_sessions: [a], exclusive: true, providers: [claude]")) + """
                fallback_rules:
                  - {condition: no_sessions_available, action: route_to_default, default_session: other}
                  - {condition: no_sessions_available, action: route_to_default, default_session: b}
                """);
        put("b");
        fleet.put(Session.of("other", "codex"));

        Routed routed = (Routed) router.route(RouteRequest.of("fix"));
        assertThat(routed.session().name()).isEqualTo("b");
        assertThat(routed.ruleId()).isEqualTo("fix");
        assertThat(routed.fallback()).isPresent();
    }

    @Test
    void anExplanationReadsAsText() {
        Router router =
                router(rules(rule("fix", "preferred_sessions: [x, a]")) + "excluded_sessions: [x]\n" + FALLBACKS);
        fleet.put(Session.of("a", "claude").load(1));

        assertThat(router.explain(RouteRequest.of("fix").priority(8))).hasToString("""
                fix queued: no session can take a task of the type "fix" now; ask again in 1 min \
                (fallback no_sessions_available, base:6:5)
                  rule fix, base:3:3
                  preferred  x  is excluded
                  preferred  a  is full
                  fallback   no_sessions_available, base:6:5: matched
                  fallback   task_type_unknown, base:7:5: not evaluated
                  fallback   task_type_unknown, base:8:5: not evaluated
                  fallback   no_rule_matches AND priority < 9, base:9:5: not evaluated""");
    }
}
