package dev.tenet.rules.internal.testing;

import dev.tenet.rules.SourceLocation;

/**
 * What names a rule over all environments: a rule whose values an environment changes is still the same rule.
 *
 * @param kind what it is, such as {@code routing rule}
 * @param name its name for people
 * @param location where it stands
 */
public record RuleKey(String kind, String name, SourceLocation location) {
    static final String ROUTING = "routing rule";
    static final String FALLBACK = "fallback rule";
    static final String ESCALATION = "escalation rule";
    static final String TARGET = "SLA target";
    static final String DECISION = "rule of a decision";
    static final String VARIANT = "variant";
}
