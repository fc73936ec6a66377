package dev.tenet.rules.testing;

import dev.tenet.rules.Problem;
import dev.tenet.rules.RuleSet;
import dev.tenet.rules.SourceLocation;
import dev.tenet.rules.internal.testing.CaseRun;
import dev.tenet.rules.internal.testing.TestCase;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One test of the rules. Runs as often as it is asked to, each time from the beginning. As its {@link RuleTests}, it is
 * not safe for use by many threads.
 */
public final class RuleTest {
    private final TestCase test;
    private final RuleTests owner;

    RuleTest(TestCase test, RuleTests owner) {
        this.test = test;
        this.owner = owner;
    }

    /** Its name, unique in its file. */
    public String name() {
        return test.name();
    }

    /** Where it stands. */
    public SourceLocation location() {
        return test.place().location();
    }

    /** The environment under which it runs; empty when it runs under none. */
    public Optional<String> environment() {
        return test.environment();
    }

    /** Runs the test. */
    public RuleTestResult result() {
        return result(new CoverageCount());
    }

    /**
     * Runs the test for a test framework. One that is skipped passes.
     *
     * @throws AssertionError if it fails, with every difference and its place
     */
    public void run() {
        RuleTestResult result = result();
        if (result.outcome() == RuleTestResult.Outcome.FAILED) {
            throw new AssertionError(
                    result.failures().stream().map(Problem::toString).collect(Collectors.joining("\n\n")));
        }
    }

    RuleTestResult result(CoverageCount coverage) {
        RuleTests.Rules rules = owner.rules(test);
        if (rules.refused().isPresent()) {
            return ended(List.of(RuleTests.refused(test, rules.refused().get())));
        }
        if (rules.found().isEmpty()) {
            return new RuleTestResult(name(), location(), environment(), RuleTestResult.Outcome.SKIPPED, List.of());
        }
        RuleSet found = rules.found().get();
        coverage.rules(found);
        CaseRun run = CaseRun.of(test, found);
        if (run.failures().isEmpty()) {
            coverage.passed(run.reached());
        }
        return ended(run.failures());
    }

    private RuleTestResult ended(List<Problem> failures) {
        RuleTestResult.Outcome outcome =
                failures.isEmpty() ? RuleTestResult.Outcome.PASSED : RuleTestResult.Outcome.FAILED;
        return new RuleTestResult(name(), location(), environment(), outcome, failures);
    }

    /** The name and the place. */
    @Override
    public String toString() {
        return name() + " (" + location() + ")";
    }
}
