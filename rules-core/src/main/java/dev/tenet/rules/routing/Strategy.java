package dev.tenet.rules.routing;

import java.util.Locale;

/** How a rule chooses among its preferred sessions. */
public enum Strategy {
    /** The first that can take the task, in the order of the list. The default. */
    ORDERED,
    /** The one with the smallest share of its capacity in use; the order of the list breaks ties. */
    LEAST_LOADED;

    /** The name used in rule files: lower case. */
    public String yamlName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
