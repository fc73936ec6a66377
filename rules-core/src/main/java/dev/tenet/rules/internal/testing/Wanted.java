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
        if (actual instanceof RuleName rule) {
            return rule.isCalled(value);
        }
        return actual instanceof Percent percent && value instanceof Double written
                ? percent.isWrittenAs(written)
                : value.equals(actual);
    }
}
