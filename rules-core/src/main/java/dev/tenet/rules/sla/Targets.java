package dev.tenet.rules.sla;

import dev.tenet.rules.RuleSet;
import dev.tenet.rules.decision.Variant;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The targets of one rule set, made ready. Immutable. */
final class Targets {
    final RuleSet source;
    final SlaRules rules;

    // By identity: the values of one rule set are few, and comparing them would read whole calendars.
    private final IdentityHashMap<SlaTarget, Thresholds> ready = new IdentityHashMap<>();

    private Targets(RuleSet source) {
        this.source = source;
        this.rules = source.sla();
        Stream.concat(
                        rules.targets().values().stream(),
                        rules.variants().values().stream()
                                .flatMap(variants -> variants.list().stream())
                                .map(Variant::value))
                .forEach(target -> ready.put(target, Thresholds.of(target)));
    }

    static Targets of(RuleSet source) {
        return new Targets(source);
    }

    /**
     * What a task is measured by.
     *
     * @throws NoSlaTargetException if its type has no target and there is no default one
     */
    Thresholds of(String taskType, Optional<String> key) {
        SlaTarget target = rules.target(taskType, key)
                .orElseThrow(() -> new NoSlaTargetException(
                        taskType, List.copyOf(rules.targets().keySet())));
        Thresholds known = ready.get(target);
        return known == null ? Thresholds.of(target) : known;
    }

    /** What the tasks of all types are measured by. */
    Collection<Thresholds> all() {
        return ready.values();
    }
}
