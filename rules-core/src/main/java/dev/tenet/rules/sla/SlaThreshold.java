package dev.tenet.rules.sla;

/** A share of the target that a task can reach, from the mildest to the gravest. */
public enum SlaThreshold {
    /** The target's warning percent: from here on the level is {@link SlaLevel#WARNING}. */
    WARNING,
    /** The target's critical percent: from here on the level is {@link SlaLevel#CRITICAL}. */
    CRITICAL,
    /** 100 percent: from here on the target is breached. */
    BREACH
}
