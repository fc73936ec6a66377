package dev.tenet.rules.sla;

import dev.tenet.rules.decision.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How a task stands against its target at one moment. Immutable.
 *
 * @param taskType the type of the task
 * @param target the target that counts: the type's own, or the default
 * @param elapsed the time that has counted so far; never negative
 * @param remaining the time left of the target; negative once it is past
 * @param percentUsed 100 * elapsed / target, correctly rounded for times of up to a day and within four units in the last
 *     place beyond; at least a threshold's percent exactly when the threshold is reached
 * @param level normal, warning or critical, compared exactly in nanoseconds
 * @param breached whether all of the target is used up
 * @param deadline when all of the target is, or was, used up; empty when that never comes, as in a pause without end
 * @param nextThreshold which threshold comes next, and when; empty when there is none
 * @param escalations the rules that decide at this moment: one at most, unless the rules are collected
 */
public record SlaStatus(
        String taskType,
        SlaTarget target,
        Duration elapsed,
        Duration remaining,
        double percentUsed,
        SlaLevel level,
        boolean breached,
        Optional<Instant> deadline,
        Optional<Next> nextThreshold,
        List<Rule<Escalation>> escalations) {

    /** Takes its own copy of the list. */
    public SlaStatus {
        escalations = List.copyOf(escalations);
    }

    /**
     * The threshold that comes next.
     *
     * @param at when it is reached if nothing changes
     * @param reached which one; the gravest, when several are reached at the same time
     */
    public record Next(Instant at, SlaThreshold reached) {}

    /** One line, such as {@code deploy: CRITICAL, 93.3 % of PT30M used, PT2M left}. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s: %s%s, %.1f %% of %s used, %s %s",
                taskType,
                level,
                breached ? " and breached" : "",
                percentUsed,
                target.target(),
                remaining.abs(),
                remaining.isNegative() ? "over" : "left");
    }
}
