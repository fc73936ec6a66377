package dev.tenet.rules.internal.testing;

import dev.tenet.rules.spi.Node;
import dev.tenet.rules.spi.Place;
import dev.tenet.rules.spi.ScalarNode;
import java.util.List;
import java.util.Optional;

/**
 * One test as it was written. Immutable.
 *
 * @param name unique in its file
 * @param place where it stands
 * @param given what it starts from
 * @param expectations what it compares; at least one
 */
public record TestCase(String name, Place place, Given given, List<Expectation> expectations) {
    /** Takes its own copy of the list. */
    public TestCase {
        expectations = List.copyOf(expectations);
    }

    /** The environment under which it runs; empty when it runs under none. */
    public Optional<String> environment() {
        return given.environment()
                .map(node -> node instanceof ScalarNode scalar
                        ? String.valueOf(scalar.value().orElse(""))
                        : "");
    }

    /** Where its environment is named, else where the test stands. */
    public Place environmentPlace() {
        return given.environment().map(Node::place).orElse(place);
    }
}
