package dev.tenet.rules.sla;

import dev.tenet.rules.decision.RuleTable;
import dev.tenet.rules.decision.Variants;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The section {@code sla}: how long work may take. Immutable and safe to share between threads.
 *
 * @param targets the targets by task type as they are written, in that order
 * @param variants the variants of those targets that have some, by task type
 * @param escalations what is done as time runs out, over {@link SlaFacts#ESCALATION}
 * @param calendars the business calendars by name, in the order they were written
 */
public record SlaRules(
        Map<String, SlaTarget> targets,
        Map<String, Variants<SlaTarget>> variants,
        RuleTable<Escalation> escalations,
        Map<String, BusinessCalendar> calendars) {

    /** The name of the target that serves every task type without one of its own. */
    public static final String DEFAULT = "default";

    /** Takes its own copies of the maps. */
    public SlaRules {
        targets = Collections.unmodifiableMap(new LinkedHashMap<>(targets));
        variants = Collections.unmodifiableMap(new LinkedHashMap<>(variants));
        calendars = Collections.unmodifiableMap(new LinkedHashMap<>(calendars));
    }

    /**
     * The target of a task without a key: of its type, or else the default one; of a target with variants the first
     * variant. Empty when there is neither.
     */
    public Optional<SlaTarget> target(String taskType) {
        return target(taskType, Optional.empty());
    }

    /**
     * The target of a task: of its type, or else the default one; of a target with variants the one that the task's key
     * falls into, without a key the first. Empty when there is neither.
     *
     * @param key what stays together in one variant, such as a customer or a task id
     */
    public Optional<SlaTarget> target(String taskType, Optional<String> key) {
        String type = targets.containsKey(taskType) ? taskType : DEFAULT;
        Variants<SlaTarget> choice = variants.get(type);
        return choice == null
                ? Optional.ofNullable(targets.get(type))
                : Optional.of(choice.select(key).value());
    }
}
