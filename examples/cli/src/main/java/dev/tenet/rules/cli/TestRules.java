package dev.tenet.rules.cli;

import dev.tenet.rules.RuleSetException;
import dev.tenet.rules.testing.RuleCoverage;
import dev.tenet.rules.testing.RuleTestReport;
import dev.tenet.rules.testing.RuleTestResult;
import dev.tenet.rules.testing.RuleTestResult.Outcome;
import dev.tenet.rules.testing.RuleTests;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tenet test}: the tests that lie beside the rules. */
@Command(
        name = "test",
        description = "Runs the tests in tests/*.yaml, each under the environment that it names.",
        mixinStandardHelpOptions = true)
final class TestRules implements Callable<Integer> {
    private final Surroundings at;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "<folder>",
            description = "The configuration folder, which holds base/ and tests/. Default: config.")
    private Path folder = Path.of("config");

    @Option(
            names = "--minimum-coverage",
            paramLabel = "<percent>",
            description = "Fail if the tests reach fewer of the rules. Default: 0.")
    private double minimumCoverage;

    @Option(
            names = {"-f", "--format"},
            paramLabel = "<format>",
            description = "One of ${COMPLETION-CANDIDATES}. Default: text.")
    private ReportFormat format = ReportFormat.TEXT;

    TestRules(Surroundings at) {
        this.at = at;
    }

    @Override
    public Integer call() {
        RuleTests.Options options = options();
        ConfigFolder config = new ConfigFolder(folder, at);
        Report report = run(config, options);
        format.write(report, spec.commandLine().getOut(), AnswerFormat.ansi(spec.commandLine()));
        return report.hasErrors() ? Exit.FOUND : Exit.OK;
    }

    private RuleTests.Options options() {
        try {
            return new RuleTests.Options(minimumCoverage);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--minimum-coverage: " + e.getMessage(), e);
        }
    }

    private static Report run(ConfigFolder config, RuleTests.Options options) {
        try {
            RuleTestReport report = RuleTests.load(config.absolute()).run(options);
            return new Report(
                    config.name(), config.located(report.problems()), verdict(config, report), details(config, report));
        } catch (RuleSetException e) {
            return Report.of(config.name(), config.located(e.problems()));
        }
    }

    private static String verdict(ConfigFolder config, RuleTestReport report) {
        int skipped = report.count(Outcome.SKIPPED);
        RuleCoverage coverage = report.coverage();
        return config.name() + ": " + report.count(Outcome.PASSED) + " passed, " + report.count(Outcome.FAILED)
                + " failed" + (skipped == 0 ? "" : ", " + skipped + " skipped") + "; "
                + (coverage.items().size() - coverage.untested().size()) + " of "
                + coverage.items().size() + " rules reached";
    }

    private static Json details(ConfigFolder config, RuleTestReport report) {
        RuleCoverage coverage = report.coverage();
        return Json.object()
                .with(
                        "tests",
                        report.results().stream().map(it -> test(config, it)).toList())
                .with(
                        "coverage",
                        Json.object()
                                .with("percent", coverage.percent())
                                .with("rules", coverage.items().size())
                                .with("untested", coverage.untested().size()));
    }

    private static Json test(ConfigFolder config, RuleTestResult result) {
        return Json.object()
                .with("name", result.name())
                .with("outcome", result.outcome().toString())
                .with("environment", result.environment())
                .with(config.located(result.location()));
    }
}
