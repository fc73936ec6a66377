package dev.tenet.rules.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TestRulesTest {
    @TempDir
    Path folder;

    @BeforeEach
    void twoTargets() throws Exception {
        Files.createDirectories(folder.resolve("config/base"));
        Files.createDirectories(folder.resolve("config/tests"));
        Files.writeString(folder.resolve("config/base/sla.yaml"), """
                version: "1.0"
                sla_targets:
                  deploy: { target_minutes: 10, warning_percent: 50, critical_percent: 100 }
                  default: { target_minutes: 10, warning_percent: 50, critical_percent: 100 }
                escalation_rules: []
                """);
    }

    @Test
    void theReferenceConfigurationPasses() {
        Run run = Run.of("test", "examples/config");
        assertThat(run.err()).isEmpty();
        assertThat(run.exit()).isEqualTo(Exit.OK);
        assertThat(run.out()).contains(" 0 failed");
    }

    @Test
    void passingTestsTellWhatTheyDoNotReach() throws Exception {
        test("warning");
        Run run = Run.in(folder, "test");
        assertThat(run.exit()).isEqualTo(Exit.OK);
        assertThat(run.out())
                .contains("config/base/sla.yaml:4:3: info[untested-rule]")
                .endsWith("config: 1 passed, 0 failed; 1 of 2 rules reached\n");
    }

    @Test
    void aFailureIsToldAtTheValueThatWasExpected() throws Exception {
        test("critical");
        Run run = Run.in(folder, "test", "-f", "github");
        assertThat(run.exit()).isEqualTo(Exit.FOUND);
        assertThat(run.out()).startsWith("::error file=config/tests/sla.yaml,line=");
        JsonNode json = JsonMapper.shared()
                .readTree(Run.in(folder, "test", "-f", "json").out());
        assertThat(json.at("/tests/0/outcome").asString()).isEqualTo("failed");
        assertThat(json.at("/coverage/rules").asInt()).isEqualTo(2);
    }

    @Test
    void tooLittleCoverageFails() throws Exception {
        test("warning");
        assertThat(Run.in(folder, "test", "--minimum-coverage", "50").exit()).isEqualTo(Exit.OK);
        Run run = Run.in(folder, "test", "--minimum-coverage", "51");
        assertThat(run.exit()).isEqualTo(Exit.FOUND);
        assertThat(run.out()).contains("error[rule-coverage]");
        assertThat(Run.in(folder, "test", "--minimum-coverage", "101").exit()).isEqualTo(Exit.USAGE);
    }

    @Test
    void rulesThatCannotBeLoadedAreReportedAsByValidate() {
        Run run = Run.of("test", "rules-core/src/test/resources/load/bad-colour");
        assertThat(run.exit()).isEqualTo(Exit.FOUND);
        assertThat(run.out()).endsWith("bad-colour: 3 errors\n");
    }

    private void test(String level) throws Exception {
        Files.writeString(folder.resolve("config/tests/sla.yaml"), """
                version: "1.0"
                tests:
                  - name: half of the time is gone
                    given:
                      task: { type: deploy, elapsed: 6m }
                    expect:
                      sla: { level: %s }
                """.formatted(level));
    }
}
