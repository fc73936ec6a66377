package dev.tenet.rules.sla;

import java.util.Optional;

/**
 * What went wrong while a {@link SlaTracker} fired. Immutable.
 *
 * @param taskId the task; empty if it was about all of them
 * @param escalation the escalation whose listener threw, which is not told again; empty if it was something else: a
 *     condition that met an attribute that it cannot work with, or a task type that lost its target in a reload
 * @param error what was thrown
 */
public record EscalationFailure(Optional<String> taskId, Optional<Escalated> escalation, Throwable error) {}
