package dev.tenet.rules.sla;

/** How far a task has used up its target. */
public enum SlaLevel {
    /** Below the target's warning percent. */
    NORMAL,
    /** At the warning percent or above, and below the critical one. */
    WARNING,
    /** At the critical percent or above. */
    CRITICAL
}
