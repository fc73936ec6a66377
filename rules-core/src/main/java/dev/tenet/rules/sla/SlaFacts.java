package dev.tenet.rules.sla;

import dev.tenet.rules.expression.FactSchema;
import dev.tenet.rules.expression.FactType;
import dev.tenet.rules.expression.Facts;
import java.time.Instant;
import java.time.InstantSource;

/** The facts that the conditions of escalation rules may name. */
public final class SlaFacts {
    /**
     * {@code percent_used}, {@code warning_percent}, {@code critical_percent}, {@code elapsed_minutes},
     * {@code remaining_minutes} and {@code target_minutes} are numbers; {@code level} is {@code 'NORMAL'},
     * {@code 'WARNING'} or {@code 'CRITICAL'}; {@code breached} is true or false; {@code task_type} is text; the task's
     * own attributes are read as {@code task.name}.
     */
    public static final FactSchema ESCALATION = FactSchema.builder()
            .fact("percent_used", FactType.DOUBLE)
            .fact("warning_percent", FactType.DOUBLE)
            .fact("critical_percent", FactType.DOUBLE)
            .fact("elapsed_minutes", FactType.DOUBLE)
            .fact("remaining_minutes", FactType.DOUBLE)
            .fact("target_minutes", FactType.DOUBLE)
            .fact("level", FactType.STRING)
            .fact("breached", FactType.BOOLEAN)
            .fact("task_type", FactType.STRING)
            .fact("task", FactType.MAP)
            .build();

    private static final int PERCENT_USED = ESCALATION.slot("percent_used");
    private static final int WARNING_PERCENT = ESCALATION.slot("warning_percent");
    private static final int CRITICAL_PERCENT = ESCALATION.slot("critical_percent");
    private static final int ELAPSED_MINUTES = ESCALATION.slot("elapsed_minutes");
    private static final int REMAINING_MINUTES = ESCALATION.slot("remaining_minutes");
    private static final int TARGET_MINUTES = ESCALATION.slot("target_minutes");
    private static final int LEVEL = ESCALATION.slot("level");
    private static final int BREACHED = ESCALATION.slot("breached");
    private static final int TASK_TYPE = ESCALATION.slot("task_type");
    private static final int TASK = ESCALATION.slot("task");

    private SlaFacts() {}

    /** The facts of a task that has used up some time, at one moment whatever the conditions ask. */
    static Facts of(SlaTask task, Thresholds thresholds, long elapsedNanos, Instant now) {
        return ESCALATION
                .facts()
                .put(PERCENT_USED, thresholds.percent(elapsedNanos))
                .put(WARNING_PERCENT, thresholds.target.warningPercent())
                .put(CRITICAL_PERCENT, thresholds.target.criticalPercent())
                .put(ELAPSED_MINUTES, thresholds.elapsedMinutes(elapsedNanos))
                .put(REMAINING_MINUTES, thresholds.remainingMinutes(elapsedNanos))
                .put(TARGET_MINUTES, thresholds.elapsedMinutes(thresholds.targetNanos))
                .put(LEVEL, (Object) thresholds.level(elapsedNanos).name())
                .put(BREACHED, (Object) thresholds.breached(elapsedNanos))
                .put(TASK_TYPE, (Object) task.taskType())
                .put(TASK, (Object) task.attributes())
                .build()
                .at(InstantSource.fixed(now));
    }
}
