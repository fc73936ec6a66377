package dev.tenet.rules;

/** Something that takes part in a {@link LiveRuleSet} until it is closed. Thread-safe; a second close does nothing. */
@FunctionalInterface
public interface Registration extends AutoCloseable {
    /** Takes no part any more. */
    @Override
    void close();
}
