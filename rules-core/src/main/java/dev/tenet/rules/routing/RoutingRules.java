package dev.tenet.rules.routing;

import dev.tenet.rules.decision.RuleTable;
import dev.tenet.rules.decision.Variants;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The section {@code routing}: which session takes which work. Immutable and safe to share between threads. */
public final class RoutingRules {
    private final List<RoutingRule> rules;
    private final Map<String, Variants<RoutingRule>> variants;
    private final Set<String> excludedSessions;
    private final Optional<Set<String>> supportedProviders;
    private final RuleTable<Fallback> fallbacks;
    private final Map<String, TypeRoute> routes = new HashMap<>();
    private final Eligibility anyTask;

    private RoutingRules(
            List<RoutingRule> rules,
            Map<String, Variants<RoutingRule>> variants,
            Set<String> excludedSessions,
            Optional<Set<String>> supportedProviders,
            RuleTable<Fallback> fallbacks) {
        this.rules = List.copyOf(rules);
        this.variants = Map.copyOf(variants);
        this.excludedSessions = ordered(excludedSessions);
        this.supportedProviders = supportedProviders.map(RoutingRules::ordered);
        this.fallbacks = fallbacks;
        for (RoutingRule rule : rules) {
            if (routes.put(rule.id(), route(rule)) != null) {
                throw new IllegalArgumentException("two routing rules have the task type \"" + rule.id() + "\"");
            }
        }
        this.anyTask = new Eligibility(excludedSessions, supportedProviders, Set.of());
    }

    private TypeRoute route(RoutingRule rule) {
        Variants<RoutingRule> choice = variants.get(rule.id());
        return choice == null
                ? new TypeRoute(rule, excludedSessions, supportedProviders)
                : new TypeRoute(
                        rule,
                        excludedSessions,
                        supportedProviders,
                        choice.map(it -> new TypeRoute(it, excludedSessions, supportedProviders)));
    }

    /**
     * Makes the section's value.
     *
     * @param rules one for each task type
     * @param variants the variants of those rules that have some, by task type
     * @param excludedSessions the sessions that never get work
     * @param supportedProviders the providers whose sessions may get work; empty for every provider
     * @param fallbacks what is tried when no rule finds a session, over {@link RoutingFacts#FALLBACK}
     * @throws IllegalArgumentException if two rules have the same id
     */
    public static RoutingRules of(
            List<RoutingRule> rules,
            Map<String, Variants<RoutingRule>> variants,
            Set<String> excludedSessions,
            Optional<Set<String>> supportedProviders,
            RuleTable<Fallback> fallbacks) {
        return new RoutingRules(rules, variants, excludedSessions, supportedProviders, fallbacks);
    }

    /** All rules as they are written, in that order, disabled ones included. */
    public List<RoutingRule> rules() {
        return rules;
    }

    /** The rule for a task without a key: that of its type; of a rule with variants the first variant. */
    public Optional<RoutingRule> rule(String taskType) {
        return rule(taskType, Optional.empty());
    }

    /**
     * The rule for a task: that of its type; of a rule with variants the one that the task's key falls into, without a
     * key the first.
     */
    public Optional<RoutingRule> rule(String taskType, Optional<String> key) {
        return Optional.ofNullable(routes.get(taskType))
                .map(route -> route.forKey(key).rule());
    }

    /** The variants of the rule of a task type; empty when it has none. */
    public Optional<Variants<RoutingRule>> variants(String taskType) {
        return Optional.ofNullable(variants.get(taskType));
    }

    /** The task types that have a rule, in the order they were written. */
    public List<String> taskTypes() {
        List<String> types = new ArrayList<>(rules.size());
        rules.forEach(rule -> types.add(rule.id()));
        return List.copyOf(types);
    }

    /** The sessions that never get work, in the order they were written. */
    public Set<String> excludedSessions() {
        return excludedSessions;
    }

    /** The providers whose sessions may get work, in the order they were written; empty for every provider. */
    public Optional<Set<String>> supportedProviders() {
        return supportedProviders;
    }

    /** What is tried when no rule finds a session. */
    public RuleTable<Fallback> fallbacks() {
        return fallbacks;
    }

    /** What a request follows, in the variant that it falls into; null when there is no rule of its type. */
    @Nullable
    TypeRoute route(RouteRequest request) {
        TypeRoute route = routes.get(request.taskType());
        return route == null ? null : route.forKey(request.key());
    }

    /** Which sessions may take work at all. */
    Eligibility anyTask() {
        return anyTask;
    }

    private static Set<String> ordered(Set<String> names) {
        return Collections.unmodifiableSet(new LinkedHashSet<>(names));
    }
}
