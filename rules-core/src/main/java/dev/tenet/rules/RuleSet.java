package dev.tenet.rules;

/** Placeholder. */
public final class RuleSet implements RuleSource {
    @Override
    public RuleSet current() {
        return this;
    }
}
