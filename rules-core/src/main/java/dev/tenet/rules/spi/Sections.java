package dev.tenet.rules.spi;

/** The sections of one load, bound on demand. */
@FunctionalInterface
public interface Sections {
    /**
     * The value of another section.
     *
     * @throws IllegalArgumentException if no section has this type
     * @throws IllegalStateException if that section is itself waiting for the one that asks
     */
    <T> T section(Class<T> type);
}
