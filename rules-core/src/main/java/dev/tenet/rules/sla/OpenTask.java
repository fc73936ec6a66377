package dev.tenet.rules.sla;

/** A task that a tracker watches. Changed only under the tracker's lock. */
final class OpenTask {
    static final long NEVER = Long.MAX_VALUE;
    /** In place of a cut: the rules changed, so look anew where the task stands. */
    static final int ANEW = -1;

    final String id;
    /** Of tasks due at the same time the one that was added first comes first. */
    final long number;

    SlaTask task;
    EscalationPlan plan;
    FiredRules fired;

    /** When to judge it next, in nanoseconds since 1970. */
    long due = NEVER;
    /** When it was last judged, in nanoseconds since 1970. */
    long judgedAt;
    /** The next cut of its plan. */
    int next;
    /** Where it stands in the queue. */
    int place = DueQueue.NOWHERE;

    OpenTask(String id, long number, SlaTask task, EscalationPlan plan, FiredRules fired) {
        this.id = id;
        this.number = number;
        this.task = task;
        this.plan = plan;
        this.fired = fired;
        this.judgedAt = Nanos.epoch(task.startedAt());
    }

    boolean comesBefore(OpenTask other) {
        return due != other.due ? due < other.due : number < other.number;
    }
}
