package dev.tenet.rules.sla;

import dev.tenet.rules.expression.FactSchema;
import dev.tenet.rules.expression.FactType;

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

    private SlaFacts() {}
}
