package dev.tenet.rules.internal.testing;

import dev.tenet.rules.spi.Node;

/**
 * One value that a test names.
 *
 * @param key what is compared
 * @param value what it must be
 * @param node the value as written, with its place
 */
record Wanted(String key, Object value, Node node) {
    boolean isMetBy(Object actual) {
        return actual instanceof RuleName rule ? rule.isCalled(value) : value.equals(actual);
    }
}
