package dev.tenet.rules.sla;

import dev.tenet.rules.internal.text.Suggestions;
import java.util.List;

/** A task type has no target, and there is no default one. */
public final class NoSlaTargetException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String taskType;
    private final List<String> targets;

    NoSlaTargetException(String taskType, List<String> targets) {
        super("task type \"" + taskType + "\" has no SLA target and there is no target \"" + SlaRules.DEFAULT + "\"; "
                + hint(taskType, targets));
        this.taskType = taskType;
        this.targets = List.copyOf(targets);
    }

    private static String hint(String taskType, List<String> targets) {
        return Suggestions.closest(taskType, targets)
                        .map(close -> "did you mean \"" + close + "\"? ")
                        .orElse("")
                + (targets.isEmpty() ? "there are no targets" : "the targets are " + String.join(", ", targets));
    }

    /** The type that was asked for. */
    public String taskType() {
        return taskType;
    }

    /** The targets that there are, in the order they were written. */
    public List<String> targets() {
        return targets;
    }
}
