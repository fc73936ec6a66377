package dev.tenet.rules.internal.bind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenet.rules.Layer;
import dev.tenet.rules.Problem;
import dev.tenet.rules.RuleSet;
import dev.tenet.rules.RuleSetException;
import dev.tenet.rules.routing.RoutingRule;
import dev.tenet.rules.sla.SlaTarget;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A variant is what the same rule becomes under a layer that holds what the variant sets. */
class VariantLayerProperties {
    private static final List<String> RULE_CHANGES = List.of(
            "requires_env: true",
            "preferred_sessions: [c]",
            "preferred_sessions: []",
            "port_range: [5, 9]",
            "port_range: [9, 5]",
            "auto_create_env: true",
            "merge_via_pr: true",
            "priority: 7",
            "priority: 101",
            "timeout_minutes: 0.5",
            "urgent: true",
            "providers: [codex]",
            "providers: null",
            "strategy: weighted",
            "strategy: stick",
            "weights: {a: 7, c: 2}",
            "exclusive: true",
            "description: other");
    private static final List<String> TARGET_CHANGES = List.of(
            "target_minutes: 5",
            "target_minutes: 0",
            "warning_percent: 50",
            "warning_percent: 120",
            "critical_percent: 60",
            "calendar: null",
            "calendar: shop",
            "calendar: nowhere",
            "description: other");

    @Property(tries = 300)
    void ofARoutingRule(@ForAll Random random) {
        String rule = "requires_env: false, preferred_sessions: [a, b], merge_via_pr: false, priority: 5,"
                + " timeout_minutes: 30, description: base"
                + some(
                        random,
                        List.of(
                                ", when: 'priority > 3 AND urgent'",
                                ", weights: {a: 3, b: 1}",
                                ", providers: [claude]"));
        String set = set(RULE_CHANGES, random);
        String base = "supported_providers: [claude, codex]\nenvironment_routing:\n  fix: {" + rule;
        Loaded variant = load(base + ", variants: [{name: v, weight: 1, set: {" + set + "}}]}\n", Optional.empty());
        Loaded layered = load(base + "}\n", Optional.of("environment_routing:\n  fix: {" + set + "}\n"));

        assertThat(variant.codes()).isEqualTo(layered.codes());
        if (layered.rules().isPresent()) {
            RoutingRule expected = layered.rules().get().routing().rule("fix").orElseThrow();
            RoutingRule got =
                    variant.rules().orElseThrow().routing().rule("fix").orElseThrow();
            assertThat(got.variant()).contains("v");
            assertThat(got.toString().replace("variant=Optional[v]", "variant=Optional.empty"))
                    .isEqualTo(expected.toString());
        }
    }

    @Property(tries = 200)
    void ofATarget(@ForAll Random random) {
        String target = "target_minutes: 30, warning_percent: 70, critical_percent: 90"
                + some(random, List.of(", calendar: office"));
        String set = set(TARGET_CHANGES, random);
        String base = "calendars:\n"
                + "  office: {time_zone: UTC, working_hours: {monday: ['09:00-17:00']}}\n"
                + "  shop: {time_zone: UTC, working_hours: {sunday: ['09:00-17:00']}}\n"
                + "sla_targets:\n  default: {" + target;
        Loaded variant = load(base + ", variants: [{name: v, weight: 1, set: {" + set + "}}]}\n", Optional.empty());
        Loaded layered = load(base + "}\n", Optional.of("sla_targets:\n  default: {" + set + "}\n"));

        assertThat(variant.codes()).isEqualTo(layered.codes());
        if (layered.rules().isPresent()) {
            SlaTarget expected = layered.rules().get().sla().target("any").orElseThrow();
            SlaTarget got = variant.rules().orElseThrow().sla().target("any").orElseThrow();
            assertThat(got.toString().replace("variant=Optional[v]", "variant=Optional.empty"))
                    .isEqualTo(expected.toString());
        }
    }

    /** What a load gave: rules unless there was an error, and the codes of all problems. */
    private record Loaded(Optional<RuleSet> rules, Set<String> codes) {}

    private static Loaded load(String base, Optional<String> above) {
        try {
            RuleSet rules = RuleSet.loader()
                    .layer(Layer.of("base", "version: \"1.0\"\n" + base))
                    .load();
            for (String layer : above.stream().toList()) {
                rules = rules.with(Layer.of("above", "version: \"1.0\"\n" + layer));
            }
            return new Loaded(Optional.of(rules), codes(rules.problems()));
        } catch (RuleSetException refused) {
            return new Loaded(Optional.empty(), codes(refused.problems()));
        }
    }

    private static Set<String> codes(List<Problem> problems) {
        return problems.stream().map(Problem::code).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String set(List<String> changes, Random random) {
        List<String> shuffled = new ArrayList<>(changes);
        Collections.shuffle(shuffled, random);
        Set<String> keys = new TreeSet<>();
        return shuffled.stream()
                .limit(random.nextInt(6))
                .filter(change -> keys.add(change.substring(0, change.indexOf(':'))))
                .collect(Collectors.joining(", "));
    }

    private static String some(Random random, List<String> parts) {
        return parts.stream().filter(part -> random.nextBoolean()).collect(Collectors.joining());
    }
}
