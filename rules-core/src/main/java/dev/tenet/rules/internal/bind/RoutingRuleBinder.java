package dev.tenet.rules.internal.bind;

import dev.tenet.rules.decision.Variants;
import dev.tenet.rules.routing.EnvironmentPlan;
import dev.tenet.rules.routing.MergePolicy;
import dev.tenet.rules.routing.PortRange;
import dev.tenet.rules.routing.RoutingFacts;
import dev.tenet.rules.routing.RoutingRule;
import dev.tenet.rules.routing.Strategy;
import dev.tenet.rules.spi.ListNode;
import dev.tenet.rules.spi.MapReader;
import dev.tenet.rules.spi.Node;
import dev.tenet.rules.spi.Place;
import dev.tenet.rules.spi.Problems;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Types one entry of {@code environment_routing}. */
final class RoutingRuleBinder {
    private static final int HIGHEST_PORT = 65_535;
    private static final MapReader.Settable SETTABLE = new MapReader.Settable(
            List.of(
                    "preferred_sessions",
                    "strategy",
                    "weights",
                    "exclusive",
                    "port_range",
                    "auto_create_env",
                    "requires_env",
                    "merge_via_pr",
                    "priority",
                    "timeout_minutes",
                    "urgent",
                    "description"),
            List.of("providers"));

    private final Map<String, Place> excluded;
    private final Optional<Map<String, Place>> supported;

    /**
     * Knows what the rules are held against.
     *
     * @param excluded the excluded sessions, each with its place
     * @param supported the supported providers, each with its place; empty when all are
     */
    RoutingRuleBinder(Map<String, Place> excluded, Optional<Map<String, Place>> supported) {
        this.excluded = excluded;
        this.supported = supported;
    }

    /** The strategies by the names that a rule gives them. */
    private enum Named {
        ORDERED,
        LEAST_LOADED,
        POWER_OF_TWO,
        WEIGHTED,
        STICKY
    }

    /**
     * A rule and its variants.
     *
     * @param rule as it is written
     * @param variants empty when it has none
     */
    record Bound(RoutingRule rule, Optional<Variants<RoutingRule>> variants) {}

    Bound bind(String taskType, MapReader in) {
        RoutingRule rule = rule(taskType, in, Optional.empty());
        Optional<Variants<RoutingRule>> variants = in.variants(
                "environment_routing." + taskType, SETTABLE, (name, whole) -> rule(taskType, whole, Optional.of(name)));
        reportConstant(rule, variants, in);
        return new Bound(rule, variants);
    }

    /** Says nothing of a condition whose facts differ between the variants: it may be constant in one of them only. */
    private static void reportConstant(RoutingRule rule, Optional<Variants<RoutingRule>> variants, MapReader in) {
        Set<Boolean> urgent = new HashSet<>();
        variants.ifPresentOrElse(
                all -> all.list().forEach(variant -> urgent.add(variant.value().urgent())),
                () -> urgent.add(rule.urgent()));
        if (rule.when().isPresent() && urgent.size() == 1) {
            RoutingGiven.reportConstant(rule.id(), in, rule.when().get(), urgent.contains(true));
        }
    }

    private RoutingRule rule(String taskType, MapReader in, Optional<String> variant) {
        in.texts("preferred_sessions");
        Map<String, Place> preferred = RoutingSection.places(in, "preferred_sessions");
        Map<String, Place> providers = providers(in);
        reportExcluded(preferred, in.problems());
        reportUnsupported(providers, in.problems());
        return new RoutingRule(
                taskType,
                Conditions.optional(in, "when", RoutingFacts.REQUEST),
                List.copyOf(preferred.keySet()),
                providers.keySet(),
                strategy(in, preferred),
                in.flag("exclusive", false),
                environment(in),
                in.flag("merge_via_pr") ? MergePolicy.PULL_REQUEST : MergePolicy.DIRECT,
                (int) in.integer("priority", 0, 100),
                Optional.of(Formats.minutes(in, "timeout_minutes")),
                in.flag("urgent", false),
                Formats.anyText(in, "description"),
                TableBinder.state(in),
                Formats.effective(in),
                variant,
                in.place().location());
    }

    private static Map<String, Place> providers(MapReader in) {
        if (!in.has("providers")) {
            return Map.of();
        }
        in.value("providers").ifPresent(list -> Lists.requireItems(list, 1, in.problems()));
        return RoutingSection.names(in, "providers");
    }

    private void reportExcluded(Map<String, Place> preferred, Problems problems) {
        preferred.forEach((session, place) -> {
            Place exclusion = excluded.get(session);
            if (exclusion != null) {
                problems.warning(
                        "excluded-session",
                        place,
                        "the session \"" + session + "\" is preferred here and excluded at " + exclusion
                                + "; exclusion wins",
                        "remove it from one of the two lists",
                        Places.related(exclusion, "it is excluded here"));
            }
        });
    }

    private void reportUnsupported(Map<String, Place> providers, Problems problems) {
        providers.forEach((provider, place) -> {
            if (supported.isPresent() && !supported.get().containsKey(provider)) {
                problems.warning(
                        "unsupported-provider",
                        place,
                        "the provider \"" + provider
                                + "\" is not one of supported_providers, so its sessions get no work",
                        Names.didYouMean(provider, supported.get().keySet(), "supported providers"));
            }
        });
    }

    private static Strategy strategy(MapReader in, Map<String, Place> preferred) {
        Named named = in.oneOf("strategy", Named.class, Named.ORDERED);
        Map<String, Integer> weights = weights(in, preferred);
        if (named == Named.WEIGHTED && !in.has("weights")) {
            in.missing("weights", "a routing rule with the strategy weighted");
        }
        return switch (named) {
            case ORDERED -> new Strategy.Ordered();
            case LEAST_LOADED -> new Strategy.LeastLoaded();
            case POWER_OF_TWO -> new Strategy.PowerOfTwo();
            case WEIGHTED -> new Strategy.Weighted(weights);
            case STICKY -> new Strategy.Sticky();
        };
    }

    private static Map<String, Integer> weights(MapReader in, Map<String, Place> preferred) {
        Map<String, Integer> known = new LinkedHashMap<>();
        in.optionalMap("weights", "the weights").ifPresent(weights -> {
            if (weights.node().keys().isEmpty()) {
                weights.problems().outOfRange(weights.node(), "at least 1 weight");
            }
            weights.values(value -> weights.integer(value, 1, 1_000_000)).forEach((session, weight) -> {
                if (!preferred.containsKey(session)) {
                    in.problems()
                            .warning(
                                    "unused-weight",
                                    weights.keyPlace(session),
                                    "the session \"" + session + "\" has a weight but is not preferred",
                                    Names.didYouMean(session, preferred.keySet(), "preferred sessions"),
                                    Places.related(
                                            in.keyPlace("preferred_sessions"), "the preferred sessions stand here"));
                }
                known.put(session, (int) (long) weight);
            });
        });
        return known;
    }

    private static EnvironmentPlan environment(MapReader in) {
        Optional<PortRange> ports = in.value("port_range").flatMap(value -> portRange(value, in));
        boolean automatic = in.flag("auto_create_env", false);
        if (!in.flag("requires_env")) {
            return new EnvironmentPlan.Production();
        }
        for (String key : List.of("port_range", "auto_create_env")) {
            if (!in.has(key)) {
                in.missing(key, "a routing rule that requires an environment");
            }
        }
        return new EnvironmentPlan.Dedicated(
                ports, automatic ? EnvironmentPlan.Creation.AUTOMATIC : EnvironmentPlan.Creation.MANUAL);
    }

    private static Optional<PortRange> portRange(Node value, MapReader in) {
        List<Node> items = in.optionalItems("port_range");
        boolean sound = true;
        for (Node item : items) {
            sound &= isPort(item, in);
        }
        if (items.size() != 2) {
            if (value instanceof ListNode) {
                in.problems().outOfRange(value, "2 items: the first and the last port");
            }
            return Optional.empty();
        }
        if (!sound) {
            return Optional.empty();
        }
        long first = in.integer(items.get(0), 1, HIGHEST_PORT);
        long last = in.integer(items.get(1), 1, HIGHEST_PORT);
        if (first > last) {
            in.problems()
                    .error(
                            "empty-port-range",
                            value.place(),
                            "empty port range: the first port " + first + " is above the last, " + last,
                            "write the lower port first");
            return Optional.empty();
        }
        return Optional.of(new PortRange((int) first, (int) last));
    }

    /** Reports what is no port; 1 stands in for it then, which must not be compared. */
    private static boolean isPort(Node item, MapReader in) {
        long read = in.integer(item, 1, HIGHEST_PORT);
        return Formats.says(Optional.of(item), (double) read);
    }
}
