package dev.tenet.rules.internal.bind;

import dev.tenet.rules.decision.Variants;
import dev.tenet.rules.routing.RoutingRule;
import dev.tenet.rules.routing.RoutingRules;
import dev.tenet.rules.spi.MapReader;
import dev.tenet.rules.spi.Node;
import dev.tenet.rules.spi.Place;
import dev.tenet.rules.spi.RuleSection;
import dev.tenet.rules.spi.ScalarNode;
import dev.tenet.rules.spi.Sections;
import java.net.URL;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Types the section {@code routing}. */
public final class RoutingSection implements RuleSection<RoutingRules> {

    @Override
    public String name() {
        return "routing";
    }

    @Override
    public Class<RoutingRules> type() {
        return RoutingRules.class;
    }

    @Override
    public Set<String> keys() {
        return Set.of("environment_routing", "excluded_sessions", "supported_providers", "fallback_rules");
    }

    @Override
    public URL schema() {
        return Schemas.of("routing");
    }

    @Override
    public RoutingRules bind(MapReader in, Sections others) {
        Map<String, Place> excluded = names(in, "excluded_sessions");
        Optional<Map<String, Place>> supported =
                in.has("supported_providers") ? Optional.of(names(in, "supported_providers")) : Optional.empty();
        RoutingRuleBinder binder = new RoutingRuleBinder(excluded, supported);
        List<RoutingRule> rules = new ArrayList<>();
        Map<String, Variants<RoutingRule>> variants = new LinkedHashMap<>();
        in.optionalMap("environment_routing", "the routing rules")
                .ifPresent(types -> types.named("a routing rule").forEach((type, rule) -> {
                    RoutingRuleBinder.Bound bound = binder.bind(type, rule);
                    rules.add(bound.rule());
                    bound.variants().ifPresent(all -> variants.put(type, all));
                }));
        return RoutingRules.of(
                rules,
                variants,
                new LinkedHashSet<>(excluded.keySet()),
                supported.map(places -> new LinkedHashSet<>(places.keySet())),
                new FallbackBinder(excluded).bind(in));
    }

    /** The texts of a list with the place of each. */
    static Map<String, Place> names(MapReader in, String key) {
        in.optionalTexts(key);
        return places(in, key);
    }

    /** The texts of a list that was read already, with the place of each. */
    static Map<String, Place> places(MapReader in, String key) {
        Map<String, Place> places = new LinkedHashMap<>();
        for (Node item : in.optionalItems(key)) {
            if (item instanceof ScalarNode scalar
                    && scalar.value().orElse(0) instanceof String text
                    && !text.isEmpty()) {
                places.putIfAbsent(text, item.place());
            }
        }
        return places;
    }
}
