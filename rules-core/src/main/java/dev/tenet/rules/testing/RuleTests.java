package dev.tenet.rules.testing;

import dev.tenet.rules.Problem;
import dev.tenet.rules.RuleSet;
import dev.tenet.rules.RuleSetException;
import dev.tenet.rules.RuleSetLoader;
import dev.tenet.rules.RuleSource;
import dev.tenet.rules.Severity;
import dev.tenet.rules.internal.testing.TestCase;
import dev.tenet.rules.internal.testing.TestFiles;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The tests in {@code tests/*.yaml} of a configuration folder. Each gives facts, a fleet, a moment, and says what the
 * rules make of them; what it does not name may be anything.
 *
 * <p>A test runs under the environment that it names, or under none. {@link #load} therefore loads the folder once more
 * for each environment that a test names; {@link #of} has one rule set only, runs the tests of its environment and those
 * of no environment, and skips the others. A class of JUnit that shows each test by its name:
 *
 * <pre>{@code
 * class RulesTest {
 *     @TestFactory
 *     Stream<DynamicTest> rules() {
 *         return RuleTests.load(Path.of("config")).cases().map(test -> dynamicTest(test.name(), test::run));
 *     }
 * }
 * }</pre>
 *
 * <p>Not safe for use by many threads. Tests share nothing: they may run in any order, and come out the same every day.
 */
public final class RuleTests {
    private final RuleSet loaded;
    private final Function<String, Rules> elsewhere;
    private final Map<Optional<String>, Rules> rules = new HashMap<>();

    /** The rules of an environment, why there are none, or neither where they are not to be had. */
    record Rules(Optional<RuleSet> found, Optional<RuleSetException> refused) {
        static Rules of(Supplier<RuleSet> load) {
            try {
                return new Rules(Optional.of(load.get()), Optional.empty());
            } catch (RuleSetException e) {
                return new Rules(Optional.empty(), Optional.of(e));
            }
        }
    }

    private RuleTests(RuleSet loaded, Function<String, Rules> elsewhere) {
        this.loaded = loaded;
        this.elsewhere = elsewhere;
    }

    /**
     * What makes a run pass, beside its tests.
     *
     * @param minimumCoverage how many percent of the rules the tests must reach; 0 to 100
     */
    public record Options(double minimumCoverage) {
        /** Any coverage will do. */
        public static final Options DEFAULT = new Options(0);

        /** Checks the range. */
        public Options {
            if (!(minimumCoverage >= 0 && minimumCoverage <= 100)) {
                throw new IllegalArgumentException("got a coverage of " + minimumCoverage + " percent, want 0 to 100");
            }
        }

        /** The same options with another least coverage, in percent of the rules. */
        public Options minimumCoverage(double percent) {
            return new Options(percent);
        }
    }

    /** The tests that were loaded with these rules. */
    public static RuleTests of(RuleSource rules) {
        return new RuleTests(rules.current(), any -> new Rules(Optional.empty(), Optional.empty()));
    }

    /**
     * The tests of a configuration folder, under every environment that they name.
     *
     * @throws RuleSetException if the rules or the tests are refused; it holds every problem found
     */
    public static RuleTests load(Path folder) {
        return load(RuleSet.loader(), folder);
    }

    /**
     * The tests of a configuration folder, under every environment that they name.
     *
     * @param loader with the layers, limits and sections of the host
     * @throws RuleSetException if the rules or the tests are refused; it holds every problem found
     */
    public static RuleTests load(RuleSetLoader loader, Path folder) {
        Objects.requireNonNull(folder, "folder");
        return new RuleTests(
                loader.load(folder),
                name -> Rules.of(() -> loader.environment(name).load(folder)));
    }

    /** Runs the tests that were loaded with these rules. */
    public static RuleTestReport run(RuleSource rules) {
        return of(rules).run(Options.DEFAULT);
    }

    /**
     * Runs the tests that were loaded with these rules.
     *
     * @param options what makes the run pass
     */
    public static RuleTestReport run(RuleSource rules, Options options) {
        return of(rules).run(options);
    }

    /** Runs every test. */
    public RuleTestReport run(Options options) {
        CoverageCount coverage = new CoverageCount();
        coverage.rules(loaded);
        List<RuleTestResult> results =
                cases().map(test -> test.result(coverage)).toList();
        return RuleTestReport.of(results, coverage.coverage(), options);
    }

    /** Each test, in the order of files and lines. */
    public Stream<RuleTest> cases() {
        return loaded.section(TestFiles.class).cases().stream().map(test -> new RuleTest(test, this));
    }

    /** The rules under which a test runs. */
    Rules rules(TestCase test) {
        Optional<String> environment = test.environment();
        if (environment.equals(loaded.environment())) {
            return new Rules(Optional.of(loaded), Optional.empty());
        }
        return rules.computeIfAbsent(
                environment,
                name -> name.isEmpty() ? Rules.of(loaded::withoutEnvironment) : elsewhere.apply(name.get()));
    }

    /** Why a test cannot run: the first error of its rules, at the test. */
    static Problem refused(TestCase test, RuleSetException why) {
        Problem first = why.problems().stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .findFirst()
                .orElseThrow();
        String under = test.environment()
                .map(name -> "of the environment \"" + name + '"')
                .orElse("without an environment");
        return new Problem(
                Severity.ERROR,
                "rule-test-failed",
                test.environmentPlace().location(),
                '"' + test.name() + "\": the rules " + under + " are refused: " + first.message(),
                first.hint(),
                List.of(new Problem.Related(first.location(), "it is refused here")),
                test.environmentPlace().excerpt());
    }
}
