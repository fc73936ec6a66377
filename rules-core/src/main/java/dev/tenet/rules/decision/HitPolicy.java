package dev.tenet.rules.decision;

import java.util.Locale;

/**
 * How many rules of a {@link RuleTable} may decide, with the names and meanings of DMN 1.3 section 8.2.8.
 *
 * <p>A rule <em>matches</em> when it is enabled, effective, and its condition is TRUE; UNKNOWN does not match.
 */
public enum HitPolicy {
    /** The first rule in table order that matches decides; later rules are not evaluated. */
    FIRST,
    /** At most one rule may match; two matches are a {@link HitPolicyException} that names both. */
    UNIQUE,
    /** Of all rules that match, the one of highest priority decides; table order breaks ties. */
    PRIORITY,
    /** Every rule that matches counts, in table order. */
    COLLECT;

    /** The name used in rule files: lower case. */
    public String yamlName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the table gives one outcome at most, as every policy but {@link #COLLECT} does. */
    public boolean single() {
        return this != COLLECT;
    }
}
