package dev.tenet.rules.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenet.rules.RuleSet;
import dev.tenet.rules.RuleSetDiff;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which variant of a rule a request follows, and that everything says so. */
class RouteVariantsTest {
    private final Fleet fleet = Fleet.create();

    @BeforeEach
    void everybodyIsThere() {
        List.of("a", "b", "c").forEach(name -> fleet.put(Session.of(name, "claude")));
    }

    private static RouteDecision.Routed routed(Router router, RouteRequest request) {
        return (RouteDecision.Routed) router.route(request);
    }

    private Router router(String variants) {
        return Router.of(TestRules.fix("preferred_sessions: [a, b], variants: [" + variants + "]"), fleet);
    }

    /** A key that falls into the wanted variant. */
    private static String key(Router router, String variant) {
        for (int i = 0; ; i++) {
            if (routed(router, RouteRequest.of("fix").key("k" + i))
                    .variant()
                    .orElseThrow()
                    .equals(variant)) {
                return "k" + i;
            }
        }
    }

    @Test
    void theKeyChoosesTheVariantWhoseRuleIsFollowed() {
        Router router = router("{name: control, weight: 1},"
                + " {name: other, weight: 1, set: {timeout_minutes: 60, preferred_sessions: [b], urgent: true}}");

        RouteDecision.Routed control = routed(router, RouteRequest.of("fix").key(key(router, "control")));
        assertThat(control.session().name()).isEqualTo("a");
        assertThat(control.timeout()).contains(Duration.ofMinutes(30));
        assertThat(control.ruleId()).isEqualTo("fix");
        RouteDecision.Routed other = routed(router, RouteRequest.of("fix").key(key(router, "other")));
        assertThat(other.session().name()).isEqualTo("b");
        assertThat(other.timeout()).contains(Duration.ofMinutes(60));
        assertThat(other.urgent()).isTrue();
    }

    @Test
    void withoutAKeyTheFirstVariantApplies() {
        Router router = router("{name: first, weight: 0, set: {priority: 8}}, {name: second, weight: 1}");
        assertThat(routed(router, RouteRequest.of("fix")).variant()).contains("first");
        assertThat(routed(router, RouteRequest.of("fix")).priority()).isEqualTo(8);
        assertThat(routed(router, RouteRequest.of("fix").key("any")).variant()).contains("second");
    }

    @Test
    void aRuleWithoutVariantsHasNone() {
        Router router = Router.of(TestRules.fix("preferred_sessions: [a]"), fleet);
        assertThat(routed(router, RouteRequest.of("fix").key("k")).variant()).isEmpty();
    }

    @Test
    void theRulesGiveTheSameVariantAsTheRouter() {
        RuleSet rules =
                TestRules.fix("preferred_sessions: [a], variants: [{name: x, weight: 3}, {name: y, weight: 1}]");
        Router router = Router.of(rules, fleet);
        for (int i = 0; i < 200; i++) {
            RouteRequest request = RouteRequest.of("fix").key("k" + i);
            assertThat(rules.routing().rule("fix", request.key()))
                    .contains(routed(router, request).rule());
        }
        assertThat(rules.routing().rules())
                .singleElement()
                .matches(rule -> rule.variant().isEmpty());
        assertThat(rules.routing().variants("fix").orElseThrow().salt()).isEqualTo("environment_routing.fix");
        assertThat(rules.routing().variants("unheard_of")).isEmpty();
    }

    @Test
    void theConditionSeesThePriorityOfTheVariant() {
        Router router = Router.of(
                TestRules.fix("preferred_sessions: [a], when: priority > 6,"
                        + " variants: [{name: low, weight: 1}, {name: high, weight: 0, set: {priority: 7}}]"),
                fleet);
        assertThat(router.route(RouteRequest.of("fix"))).isInstanceOf(RouteDecision.Rejected.class);
        Router other = Router.of(
                TestRules.fix("preferred_sessions: [a], when: priority > 6,"
                        + " variants: [{name: low, weight: 0}, {name: high, weight: 1, set: {priority: 7}}]"),
                fleet);
        assertThat(routed(other, RouteRequest.of("fix").key("k")).variant()).contains("high");
    }

    @Test
    void decisionsAndExplanationsNameTheVariant() {
        Router router = router("{name: control, weight: 1}, {name: alone, weight: 0, set: {preferred_sessions: [x],"
                + " exclusive: true}}");
        RouteRequest request = RouteRequest.of("fix").key("k");
        assertThat(router.route(request)).asString().endsWith("(rule fix, variant control, base:3:3)");
        assertThat(router.explain(request)).asString().contains("(rule fix, variant control, base:3:3)");
        assertThat(router.explain(request).rule().orElseThrow().variant()).contains("control");

        Router nobody = router("{name: alone, weight: 1, set: {preferred_sessions: [x], exclusive: true}}");
        assertThat(nobody.explain(request)).asString().contains("\n  rule fix, variant alone, base:3:3");
    }

    @Test
    void aFallbackStandsInOnTheTermsOfTheVariant() {
        RuleSet rules = TestRules.of("environment_routing:\n"
                + "  fix: {preferred_sessions: [x], exclusive: true, requires_env: false, merge_via_pr: true,"
                + " timeout_minutes: 30, priority: 5, variants: [{name: v, weight: 1, set: {timeout_minutes: 60}}]}\n"
                + "fallback_rules:\n"
                + "  - {condition: no_sessions_available, action: route_to_default, default_session: c}\n");
        RouteDecision.Routed decision = routed(Router.of(rules, fleet), RouteRequest.of("fix"));
        assertThat(decision.session().name()).isEqualTo("c");
        assertThat(decision.variant()).contains("v");
        assertThat(decision.timeout()).contains(Duration.ofMinutes(60));
    }

    @Test
    void eachVariantKeepsTurnsOfItsOwn() {
        Router router = Router.of(
                TestRules.fix("preferred_sessions: [a, b], strategy: weighted, weights: {a: 1, b: 1},"
                        + " variants: [{name: x, weight: 1}, {name: y, weight: 1}]"),
                fleet);
        StringBuilder taken = new StringBuilder();
        for (String variant : List.of("x", "y", "x", "y")) {
            try (Assignment assignment = router.assign(RouteRequest.of("fix").key(key(router, variant)))) {
                taken.append(
                        ((Assignment.Assigned) assignment).decision().session().name());
            }
        }
        assertThat(taken).hasToString("aabb");
    }

    @Test
    void stickySessionsDoNotFollowTheVariants() {
        Router router = Router.of(
                TestRules.fix("preferred_sessions: [a, b], strategy: sticky,"
                        + " variants: [{name: x, weight: 1}, {name: y, weight: 1}]"),
                fleet);
        Map<String, Integer> counts = new HashMap<>();
        int keys = 8_000;
        for (int i = 0; i < keys; i++) {
            RouteDecision.Routed decision =
                    routed(router, RouteRequest.of("fix").key("customer-" + i));
            counts.merge(decision.variant().orElseThrow() + decision.session().name(), 1, Integer::sum);
        }
        double chiSquare = 0;
        for (int count : counts.values()) {
            chiSquare += Math.pow(count - keys / 4.0, 2) / (keys / 4.0);
        }
        // Three degrees of freedom: above 21.1 once in 10,000 times.
        assertThat(counts).hasSize(4);
        assertThat(chiSquare).as(counts.toString()).isLessThan(21.1);
    }

    @Test
    void aDiffNamesTheVariantByItsPlace() {
        RuleSet before = TestRules.fix("preferred_sessions: [a], variants: [{name: x, weight: 1},"
                + " {name: y, weight: 1, set: {urgent: true}}]");
        RuleSet after = TestRules.fix("preferred_sessions: [a], variants: [{name: x, weight: 1},"
                + " {name: y, weight: 2, set: {urgent: false}}]");
        assertThat(RuleSetDiff.between(before, after).changes())
                .extracting(RuleSetDiff.Change::path)
                .containsExactly(
                        "environment_routing.fix.variants[1].weight", "environment_routing.fix.variants[1].set.urgent");
        assertThat(after.provenance("environment_routing.fix.variants[1].set.urgent"))
                .singleElement()
                .matches(origin -> origin.value().equals("false"));
    }
}
