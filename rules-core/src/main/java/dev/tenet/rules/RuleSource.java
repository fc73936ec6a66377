package dev.tenet.rules;

/**
 * Where an engine takes its rules from: a {@link RuleSet}, which never changes, or a {@link LiveRuleSet}, which follows
 * its folder. Engines accept any source and read {@link #current()} once per decision, so that one decision sees one
 * rule set throughout.
 */
public sealed interface RuleSource permits RuleSet, LiveRuleSet {
    /** The rule set to use now. Thread-safe. */
    RuleSet current();
}
