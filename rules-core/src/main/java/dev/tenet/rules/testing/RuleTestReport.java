package dev.tenet.rules.testing;

import dev.tenet.rules.Problem;
import dev.tenet.rules.Severity;
import dev.tenet.rules.SourceLocation;
import dev.tenet.rules.testing.RuleTestResult.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What came of a run. {@link #toString()} is the form for people; {@link #problems()} and the records are for reports
 * in other forms. Immutable.
 *
 * @param results of each test, in the order of files and lines
 * @param coverage what the tests that passed reach
 * @param shortfall that the coverage is under the least that was asked for; empty when it is not
 */
public record RuleTestReport(List<RuleTestResult> results, RuleCoverage coverage, Optional<Problem> shortfall) {
    /** Takes its own copy of the list. */
    public RuleTestReport {
        results = List.copyOf(results);
    }

    static RuleTestReport of(List<RuleTestResult> results, RuleCoverage coverage, RuleTests.Options options) {
        Optional<Problem> shortfall = coverage.percent() >= options.minimumCoverage()
                ? Optional.empty()
                : Optional.of(new Problem(
                        Severity.ERROR,
                        "rule-coverage",
                        new SourceLocation("tests", "tests", 0, 0),
                        "the tests reach " + RuleCoverage.words(coverage.percent()) + " % of the rules, want at least "
                                + RuleCoverage.words(options.minimumCoverage()) + " %",
                        "test the rules that none reaches",
                        coverage.untested().stream()
                                .map(item -> new Problem.Related(
                                        item.location(), "no test reaches the " + item.kind() + " " + item.name()))
                                .toList(),
                        ""));
        return new RuleTestReport(results, coverage, shortfall);
    }

    /** Whether no test failed and the coverage is what was asked for. */
    public boolean passed() {
        return count(Outcome.FAILED) == 0 && shortfall.isEmpty();
    }

    /** How many tests ended in this way. */
    public int count(Outcome outcome) {
        return (int)
                results.stream().filter(result -> result.outcome() == outcome).count();
    }

    /** Every failure, then what coverage lacks: errors first, then what is worth knowing. */
    public List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        results.forEach(result -> problems.addAll(result.failures()));
        shortfall.ifPresent(problems::add);
        problems.addAll(coverage.problems());
        return List.copyOf(problems);
    }

    /** Each test that did not pass, the coverage with its gaps, and a last line with the counts. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        results.stream()
                .filter(result -> result.outcome() != Outcome.PASSED)
                .forEach(result -> out.append(result).append('\n'));
        out.append(coverage).append('\n');
        shortfall.ifPresent(problem -> out.append(problem.summary()).append('\n'));
        out.append(count(Outcome.PASSED))
                .append(" passed, ")
                .append(count(Outcome.FAILED))
                .append(" failed");
        if (count(Outcome.SKIPPED) > 0) {
            out.append(", ").append(count(Outcome.SKIPPED)).append(" skipped (of other environments)");
        }
        return out.toString();
    }
}
