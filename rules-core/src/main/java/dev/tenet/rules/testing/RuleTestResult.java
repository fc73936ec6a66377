package dev.tenet.rules.testing;

import dev.tenet.rules.Problem;
import dev.tenet.rules.SourceLocation;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What came of one test. Immutable.
 *
 * @param name the test's name
 * @param location where it stands
 * @param environment the environment under which it runs; empty when it runs under none
 * @param outcome what came of it
 * @param failures every difference, each at the value that was expected, with the rules that took part; none unless it
 *     failed
 */
public record RuleTestResult(
        String name, SourceLocation location, Optional<String> environment, Outcome outcome, List<Problem> failures) {

    /** What came of a test. */
    public enum Outcome {
        /** The rules do as expected. */
        PASSED,
        /** They do not. */
        FAILED,
        /** It belongs to another environment than that of the rules. */
        SKIPPED;

        /** The lower-case name. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Takes its own copy of the list. */
    public RuleTestResult {
        failures = List.copyOf(failures);
    }

    /** One line: outcome, name and place; below it each failure. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(outcome.toString()).append("  ").append(name);
        environment.ifPresent(under -> out.append(" [").append(under).append(']'));
        out.append(" (").append(location).append(')');
        failures.forEach(failure ->
                failure.toString().lines().forEach(line -> out.append("\n    ").append(line)));
        return out.toString();
    }
}
