package dev.tenet.rules.sla;

import java.util.List;
import java.util.Optional;

/**
 * What the host is told to do when an escalation rule matches.
 *
 * @param action the host's own name for it
 * @param channels where to tell about it, as the host names its channels
 * @param color a colour for showing the task; empty when none is given
 */
public record Escalation(String action, List<String> channels, Optional<String> color) {

    /** Takes its own copy of the list. */
    public Escalation {
        channels = List.copyOf(channels);
    }
}
