package dev.tenet.rules.spi;

import java.net.URL;
import java.util.Set;

/**
 * How a section of the YAML is typed. Routing, SLA, UI and decisions are sections; another module or a host adds its
 * own through {@link java.util.ServiceLoader} or {@code RuleSet.loader().section(...)}.
 *
 * <p>Implementations are stateless: one instance serves every load, from any thread.
 *
 * @param <T> the section's value: immutable and safe to share between threads
 */
public interface RuleSection<T> {
    /** The section's name in messages, such as {@code routing}. */
    String name();

    /** The type of its value, by which {@code rules.section(type)} finds it. One section has one type. */
    Class<T> type();

    /** The top-level keys that it owns; no other section may own one of them. */
    Set<String> keys();

    /**
     * The JSON Schema (draft-07) of a file that holds this section alone: {@code version} and {@link #keys()}. It
     * must refer to nothing outside itself.
     */
    URL schema();

    /**
     * Types the section's values. It is called on every load, also when no key of the section is there, and even when
     * the schema already found mistakes, so that one load shows them all; a value made from mistaken input is thrown
     * away.
     *
     * @param in reads the section's keys; keys that the binder did not read are reported as unknown
     * @param others the other sections, for checks across sections
     * @return the section's value
     */
    T bind(MapReader in, Sections others);
}
