package dev.tenet.rules.sla;

import dev.tenet.rules.decision.Rule;
import java.time.Duration;
import java.time.Instant;

/**
 * An escalation that a {@link SlaTracker} tells its host about. Immutable.
 *
 * @param taskId the id under which the host added the task
 * @param task the task, with the pauses that it had then
 * @param target the target that it is measured by
 * @param rule the rule that came to decide
 * @param elapsed the time that had counted when it did
 * @param due when it came to decide
 * @param firedAt the tracker's clock when the firing began that told of it; later than {@code due} if nobody fired in
 *     time
 */
public record Escalated(
        String taskId,
        SlaTask task,
        SlaTarget target,
        Rule<Escalation> rule,
        Duration elapsed,
        Instant due,
        Instant firedAt) {

    /**
     * What names this escalation, the same in every process: the task's id and start, and the rule's id. A host that
     * keeps the keys and hands them back with {@link SlaTracker#add(String, SlaTask, java.util.Collection)} is told once,
     * over a crash too.
     */
    public String key() {
        return prefix(taskId, task) + rule.id();
    }

    /** What the keys of a task begin with. */
    static String prefix(String taskId, SlaTask task) {
        return taskId + '|' + task.startedAt() + '|';
    }
}
