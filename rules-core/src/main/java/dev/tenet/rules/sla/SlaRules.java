package dev.tenet.rules.sla;

import dev.tenet.rules.decision.RuleTable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The section {@code sla}: how long work may take. Immutable and safe to share between threads.
 *
 * @param targets the targets by task type, in the order they were written
 * @param escalations what is done as time runs out, over {@link SlaFacts#ESCALATION}
 * @param calendars the business calendars by name, in the order they were written
 */
public record SlaRules(
        Map<String, SlaTarget> targets, RuleTable<Escalation> escalations, Map<String, BusinessCalendar> calendars) {

    /** The name of the target that serves every task type without one of its own. */
    public static final String DEFAULT = "default";

    /** Takes its own copies of the maps. */
    public SlaRules {
        targets = Collections.unmodifiableMap(new LinkedHashMap<>(targets));
        calendars = Collections.unmodifiableMap(new LinkedHashMap<>(calendars));
    }

    /** The target of a task type, or else the default one; empty when there is neither. */
    public Optional<SlaTarget> target(String taskType) {
        return Optional.ofNullable(targets.get(taskType)).or(() -> Optional.ofNullable(targets.get(DEFAULT)));
    }
}
