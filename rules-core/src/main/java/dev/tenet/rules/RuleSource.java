package dev.tenet.rules;

/**
 * Where an engine takes its rules from. Engines accept any source and read {@link #current()} once per decision, so
 * that one decision sees one rule set throughout.
 */
public sealed interface RuleSource permits RuleSet {
    /** The rule set to use now. Thread-safe. */
    RuleSet current();
}
