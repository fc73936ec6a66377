package dev.tenet.rules.workflow;

import dev.tenet.rules.RuleSource;
import dev.tenet.rules.SourceLocation;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The section {@code workflows}: which workflows there are, and where each is written. Immutable. */
public final class Workflows {
    private final Map<String, SourceLocation> places;

    Workflows(Map<String, SourceLocation> places) {
        this.places = Collections.unmodifiableMap(new LinkedHashMap<>(places));
    }

    /** The workflows of a rule set; none if it has no such section. */
    public static Workflows of(RuleSource rules) {
        return rules.current().section(Workflows.class);
    }

    /** The names of all workflows, in the order they were written. */
    public Set<String> names() {
        return places.keySet();
    }

    /**
     * Where a workflow is written.
     *
     * @throws IllegalArgumentException if there is no workflow of this name
     */
    public SourceLocation location(String name) {
        SourceLocation place = places.get(name);
        if (place == null) {
            throw new IllegalArgumentException("got the workflow \"" + name + "\", want one of " + names());
        }
        return place;
    }
}
