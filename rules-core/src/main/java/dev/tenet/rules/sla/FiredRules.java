package dev.tenet.rules.sla;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The ids of the rules that have fired for a task. Tasks that went the same way share one. Not thread-safe. */
final class FiredRules {
    private final Set<String> ids;
    private final Map<String, FiredRules> more = new HashMap<>();

    private FiredRules(Set<String> ids) {
        this.ids = ids;
    }

    static FiredRules none() {
        return new FiredRules(Set.of());
    }

    boolean has(String ruleId) {
        return ids.contains(ruleId);
    }

    FiredRules plus(String ruleId) {
        return has(ruleId) ? this : more.computeIfAbsent(ruleId, this::grown);
    }

    private FiredRules grown(String ruleId) {
        Set<String> grown = new TreeSet<>(ids);
        grown.add(ruleId);
        return new FiredRules(Set.copyOf(grown));
    }

    /** Lets go of the ways that no task may go any more, so that rules which come and go leave nothing behind. */
    void forgetWays() {
        more.clear();
    }
}
