package dev.tenet.rules.routing;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a scan changed in a fleet.
 *
 * @param added the sessions that are new, in the order of the scan
 * @param changed the known sessions in which more than the heartbeat changed, in the order of the scan
 * @param removed the sessions that the scan did not have, in no particular order
 */
public record Reconciliation(List<String> added, List<String> changed, List<String> removed) {
    /** Takes its own copies of the lists. */
    public Reconciliation {
        added = List.copyOf(added);
        changed = List.copyOf(changed);
        removed = List.copyOf(removed);
    }

    static final class Builder {
        private final List<String> added = new ArrayList<>();
        private final List<String> changed = new ArrayList<>();
        private final List<String> removed = new ArrayList<>();

        void removed(String name) {
            removed.add(name);
        }

        void seen(@Nullable Session before, @Nullable Session after) {
            if (after == null) {
                return;
            }
            if (before == null) {
                added.add(after.name());
            } else if (!after.equals(before.lastHeartbeat(after.lastHeartbeat()))) {
                changed.add(after.name());
            }
        }

        Reconciliation build() {
            return new Reconciliation(added, changed, removed);
        }
    }
}
