package dev.tenet.rules.internal.testing;

import java.util.List;

/**
 * The tests of all files, in the order of files and lines. Immutable.
 *
 * @param cases the tests
 */
public record TestFiles(List<TestCase> cases) {
    /** Takes its own copy of the list. */
    public TestFiles {
        cases = List.copyOf(cases);
    }
}
