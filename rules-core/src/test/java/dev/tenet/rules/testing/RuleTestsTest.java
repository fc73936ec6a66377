package dev.tenet.rules.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenet.rules.Layer;
import dev.tenet.rules.RuleSet;
import dev.tenet.rules.RuleSetDiff;
import dev.tenet.rules.Severity;
import dev.tenet.rules.TestConfig;
import dev.tenet.rules.decision.Variants;
import dev.tenet.rules.expression.Truth;
import dev.tenet.rules.sla.SlaTarget;
import dev.tenet.rules.testing.RuleTestResult.Outcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class RuleTestsTest {
    private static final Path EXAMPLE = Path.of(System.getProperty("basedir", ""))
            .toAbsolutePath()
            .getParent()
            .resolve("examples/config");

    private static final String TARGETS = """
            sla_targets:
              deploy: { target_minutes: 30, warning_percent: 70, critical_percent: 90 }
              default: { target_minutes: 10, warning_percent: 80, critical_percent: 100 }
            """;

    private static final String DEPLOY_IN_PRODUCTION = """
            tests:
              - name: in production
                given: { environment: production, task: { type: deploy, elapsed: 10m } }
                expect: { sla: { level: critical } }
              - name: everywhere else
                given: { task: { type: deploy, elapsed: 10m } }
                expect: { sla: { level: normal } }
            """;

    private static final String PRODUCTION = "sla_targets: { deploy: { target_minutes: 10 } }\n";

    @TempDir
    Path folder;

    /** What a host writes. */
    @TestFactory
    Stream<DynamicTest> rules() {
        return RuleTests.load(EXAMPLE).cases().map(test -> DynamicTest.dynamicTest(test.name(), test::run));
    }

    @Test
    void theReferenceConfigurationReachesEveryRule() {
        RuleTestReport report = RuleTests.load(EXAMPLE).run(RuleTests.Options.DEFAULT.minimumCoverage(100));
        assertThat(report.passed()).as(report.toString()).isTrue();
        assertThat(report.coverage().percent()).isEqualTo(100);
        assertThat(report.toString()).contains("coverage 100 %").endsWith(" passed, 0 failed");
    }

    @Test
    void testsRunUnderTheEnvironmentThatTheyName() {
        RuleTestReport report =
                RuleTests.load(RuleSet.loader().environment(""), inProduction()).run(RuleTests.Options.DEFAULT);
        assertThat(report.results()).extracting(RuleTestResult::outcome).containsOnly(Outcome.PASSED);
    }

    @Test
    void rulesOfAnEnvironmentRunTheTestsOfNoneWithoutIt() {
        RuleSet rules = RuleSet.loader().environment("production").load(inProduction());
        assertThat(RuleTests.run(rules).results())
                .extracting(RuleTestResult::outcome)
                .containsOnly(Outcome.PASSED);
        assertThat(rules.withoutEnvironment())
                .isEqualTo(RuleSet.loader().environment("").load(folder));
    }

    @Test
    void testsOfOtherEnvironmentsAreSkippedWhereOnlyTheRulesAreThere() {
        RuleTestReport report = RuleTests.run(RuleSet.loader().environment("").load(inProduction()));
        assertThat(report.passed()).isTrue();
        assertThat(report.results())
                .extracting(RuleTestResult::outcome)
                .containsExactly(Outcome.SKIPPED, Outcome.PASSED);
        assertThat(report.toString()).endsWith("1 passed, 0 failed, 1 skipped (of other environments)");
    }

    @Test
    void testsGoWithTheRulesUnderOneMoreLayer() {
        RuleSet rules = RuleSet.loader().environment("").load(inProduction());
        RuleSet whatIf = rules.with(Layer.of("what-if", "sla_targets: { deploy: { target_minutes: 5 } }"));
        assertThat(RuleTests.run(whatIf).passed()).isFalse();
        assertThat(RuleTests.run(rules).passed()).isTrue();
    }

    @Test
    void testsDecideNothingAndAreNoPartOfTheValueOfTheRules() {
        RuleSet rules = RuleSet.loader().environment("").load(inProduction());
        new TestConfig(folder).file("tests/more.yaml", """
                tests:
                  - { name: more, given: { task: { type: deploy, elapsed: 1m } }, expect: { sla: { level: normal } } }
                """);
        RuleSet more = RuleSet.loader().environment("").load(folder);
        assertThat(more).isEqualTo(rules);
        assertThat(RuleSetDiff.between(rules, more).isEmpty()).isTrue();
        assertThat(more.value("tests")).isEmpty();
        assertThat(RuleTests.of(more).cases()).hasSize(3);
    }

    @Test
    void aTestThatFailsThrowsWithThePlacesOfTestAndRule() {
        config().file("tests/sla.yaml", """
                tests:
                  - name: late
                    given: { task: { type: deploy, elapsed: 30m } }
                    expect: { sla: { level: normal } }
                """);
        RuleTest test = RuleTests.load(folder).cases().findFirst().orElseThrow();
        assertThatThrownBy(test::run)
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith(
                        "tests/sla.yaml:5:29: error[rule-test-failed]: \"late\": expected level \"normal\","
                                + " got \"critical\"")
                .hasMessageContaining("base/sla.yaml:3:3: the target deploy");
    }

    @Test
    void rulesWithoutTestsPassButReachNothing() {
        RuleTestReport report = RuleTests.run(config().load());
        assertThat(report.passed()).isTrue();
        assertThat(report.results()).isEmpty();
        assertThat(report.coverage().percent()).isZero();
        assertThat(report.problems())
                .extracting(problem -> problem.severity() + " " + problem.code())
                .containsOnly("info untested-rule");
    }

    @Test
    void tooLittleCoverageFailsAndNamesWhatIsMissing() {
        RuleTestReport report = RuleTests.run(config().load(), RuleTests.Options.DEFAULT.minimumCoverage(0.1));
        assertThat(report.passed()).isFalse();
        assertThat(report.shortfall().orElseThrow().related()).hasSize(2);
        assertThat(report.problems().get(0).severity()).isEqualTo(Severity.ERROR);
    }

    @Test
    void onlyTestsThatPassCover() {
        config().file("tests/sla.yaml", """
                tests:
                  - { name: no, given: { task: { type: deploy, elapsed: 1m } }, expect: { sla: { level: critical } } }
                """);
        assertThat(RuleTests.run(RuleSet.load(folder)).coverage().untested()).hasSize(2);
    }

    @Test
    void coverageTellsWhichSideOfAConditionNoTestHasSeen() {
        new TestConfig(folder).file("base/sla.yaml", TARGETS + """
                        escalation_rules:
                          - { condition: percent_used >= 100, action: alert }
                        """).file("tests/sla.yaml", """
                        tests:
                          - name: late
                            given: { task: { type: deploy, elapsed: 30m } }
                            expect: { escalations: [{ action: alert }] }
                        """);
        List<RuleCoverage.Item> oneSided =
                RuleTests.run(RuleSet.load(folder)).coverage().oneSided();
        assertThat(oneSided).singleElement().satisfies(item -> {
            assertThat(item.kind()).isEqualTo("escalation rule");
            assertThat(item.reach()).isEqualTo(RuleCoverage.Reach.DECIDED);
            assertThat(item.condition().orElseThrow().never()).containsExactly(Truth.FALSE);
        });
    }

    @Test
    void aRuleThatIsSwitchedOffNeedsNoTest() {
        new TestConfig(folder).file("base/sla.yaml", TARGETS + """
                escalation_rules:
                  - { condition: percent_used >= 100, action: alert, enabled: false }
                """);
        assertThat(RuleTests.run(RuleSet.load(folder)).coverage().items())
                .extracting(RuleCoverage.Item::kind)
                .containsOnly("SLA target");
    }

    @Test
    void eachVariantWantsATestOfItsOwn() {
        new TestConfig(folder).file("base/sla.yaml", """
                sla_targets:
                  default:
                    target_minutes: 10
                    warning_percent: 80
                    critical_percent: 100
                    variants:
                      - { name: short, weight: 50, set: { target_minutes: 5 } }
                      - { name: long, weight: 50, set: { target_minutes: 20 } }
                """);
        Variants<SlaTarget> variants = RuleSet.load(folder).sla().variants().get("default");
        String key = Stream.iterate(0, it -> it + 1)
                .map(String::valueOf)
                .filter(it -> variants.select(it).value().variant().equals(Optional.of("long")))
                .findFirst()
                .orElseThrow();
        new TestConfig(folder).file("tests/sla.yaml", """
                tests:
                  - name: long
                    given: { task: { type: any, key: "%s", elapsed: 10m } }
                    expect: { sla: { variant: long, percent_used: 50 } }
                """.formatted(key));
        RuleTestReport report = RuleTests.run(RuleSet.load(folder));
        assertThat(report.passed()).as(report.toString()).isTrue();
        assertThat(report.coverage().untested())
                .extracting(item -> item.kind() + " " + item.name())
                .containsExactly("variant default: short");
    }

    @Test
    void testsAmongTheRulesAreRefused() {
        config().file("base/tests.yaml", "tests: []\n");
        assertThat(new TestConfig(folder).problems())
                .extracting(problem -> problem.code() + " " + problem.location())
                .containsExactly("misplaced-tests base/tests.yaml:2:1");
    }

    @Test
    void aPercentOutsideItsRangeIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> RuleTests.Options.DEFAULT.minimumCoverage(101));
        assertThatIllegalArgumentException().isThrownBy(() -> RuleTests.Options.DEFAULT.minimumCoverage(Double.NaN));
    }

    private TestConfig config() {
        return new TestConfig(folder).file("base/sla.yaml", TARGETS);
    }

    private Path inProduction() {
        return config().file("environments/production.yaml", PRODUCTION)
                .file("tests/sla.yaml", DEPLOY_IN_PRODUCTION)
                .root();
    }
}
