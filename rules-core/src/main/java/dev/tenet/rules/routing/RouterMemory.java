package dev.tenet.rules.routing;

import dev.tenet.rules.routing.Strategy.Weighted;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What a router remembers from one decision to the next: its place in the random numbers, and whose turn it is. */
final class RouterMemory {
    final Draws draws;
    private final ConcurrentHashMap<String, Turns> turns = new ConcurrentHashMap<>();

    RouterMemory(long seed) {
        this.draws = new Draws(seed);
    }

    /** The turns of a rule, or of one of its variants, which outlive a reload that leaves its sessions and weights as they were. */
    Turns turns(String rule, Weighted strategy, Candidates candidates) {
        Turns known = turns.get(rule);
        return known != null && known.serve(strategy, candidates) ? known : renewed(rule, strategy, candidates);
    }

    /** Forgets the turns of rules that are no more, so that reloads do not add up. */
    void keep(RoutingRules rules) {
        turns.keySet().removeIf(rule -> rules.rule(rule).isEmpty());
    }

    private Turns renewed(String rule, Weighted strategy, Candidates candidates) {
        return turns.compute(rule, (id, old) -> renewed(old, strategy, candidates));
    }

    private static Turns renewed(@Nullable Turns old, Weighted strategy, Candidates candidates) {
        return old != null && old.serve(strategy, candidates) ? old : new Turns(strategy, candidates);
    }
}
