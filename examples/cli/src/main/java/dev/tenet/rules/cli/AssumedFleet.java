package dev.tenet.rules.cli;

import dev.tenet.rules.decision.Rule;
import dev.tenet.rules.routing.Fallback;
import dev.tenet.rules.routing.RoutingRule;
import dev.tenet.rules.routing.RoutingRules;
import dev.tenet.rules.routing.Session;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The fleet when nobody says what is running: every session that the rules name, idle, of a provider that may work. */
final class AssumedFleet {
    private AssumedFleet() {}

    static List<Session> of(RoutingRules rules, String taskType) {
        Set<String> names = new LinkedHashSet<>();
        rules.rules().forEach(rule -> names.addAll(rule.preferredSessions()));
        for (Rule<Fallback> rule : rules.fallbacks().rules()) {
            if (rule.outcome() instanceof Fallback.RouteToDefault to) {
                names.add(to.session());
            }
        }
        String provider = provider(rules, taskType);
        return names.stream().map(name -> Session.of(name, provider)).toList();
    }

    private static String provider(RoutingRules rules, String taskType) {
        Stream<String> admitted = rules.rule(taskType).map(RoutingRule::providers).orElse(Set.of()).stream()
                .sorted()
                .filter(name -> rules.supportedProviders()
                        .map(supported -> supported.contains(name))
                        .orElse(true));
        return Stream.concat(admitted, rules.supportedProviders().orElse(Set.of()).stream())
                .findFirst()
                .orElse("any");
    }
}
