package dev.tenet.rules.internal.bind;

import java.net.URL;

/** Finds the JSON Schemas that the build copies into the jar. */
public final class Schemas {
    private Schemas() {}

    /** The schema of a section. */
    public static URL of(String section) {
        String name = "/dev/tenet/rules/schema/" + section + ".schema.json";
        URL found = Schemas.class.getResource(name);
        if (found == null) {
            throw new IllegalStateException("the jar of rules-core lacks " + name + "; build it with Maven");
        }
        return found;
    }
}
