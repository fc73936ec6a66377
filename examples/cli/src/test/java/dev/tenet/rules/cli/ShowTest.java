package dev.tenet.rules.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenet.rules.Layer;
import dev.tenet.rules.RuleSet;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ShowTest {
    @TempDir
    Path folder;

    @Test
    void everythingReadsBackAsTheSameRules() {
        Run run = Run.of("show", "-c", "examples/config", "-e", "qa", "--provenance");
        assertThat(run.exit()).isEqualTo(Exit.OK);
        RuleSet rules = RuleSet.loader().environment("qa").load(Run.PROJECT.resolve("examples/config"));
        assertThat(RuleSet.loader().layer(Layer.of("shown", run.out())).load()).isEqualTo(rules);
    }

    @Test
    void aValueNamesTheWinnerAndWhatItOverrides() {
        assertThat(Run.of("show", "sla_targets.deploy.target_minutes", "-c", "examples/config", "-e", "qa", "-p")
                        .out())
                .matches("30  # examples/config/base/sla_rules.yaml:\\d+:\\d+\n");
        assertThat(Run.of("show", "sla_targets.deploy", "-c", "examples/config", "-e", "production", "-p")
                        .out())
                .containsPattern("target_minutes: 20  # examples/config/environments/production.yaml:\\d+:\\d+,"
                        + " over examples/config/base/sla_rules.yaml:\\d+:\\d+ \\(30\\)\n");
    }

    @Test
    void programsGetTheSame() {
        JsonNode json = JsonMapper.shared()
                .readTree(Run.of(
                                "show",
                                "sla_targets.deploy",
                                "-c",
                                "examples/config",
                                "-e",
                                "production",
                                "-p",
                                "-f",
                                "json")
                        .out());
        assertThat(json.at("/value/target_minutes").asInt()).isEqualTo(20);
        assertThat(json.at("/provenance/0/path").asString()).isEqualTo("sla_targets.deploy.target_minutes");
        assertThat(json.at("/provenance/0/origins").size()).isEqualTo(2);
        assertThat(json.at("/provenance/0/origins/1/layer").asString()).isEqualTo("environment production");
    }

    @Test
    void aMisspeltPathBlamesTheWrongStep() {
        Run run = Run.of("show", "sla_targets.deplyo.target_minutes", "-c", "examples/config");
        assertThat(run.exit()).isEqualTo(Exit.USAGE);
        assertThat(run.err())
                .startsWith("tenet: got \"deplyo\", which is not in sla_targets here; did you mean \"deploy\"?");
        assertThat(Run.of("show", "sla_target", "-c", "examples/config").err())
                .contains("did you mean \"sla_targets\"?");
        assertThat(Run.of("show", "a..b", "-c", "examples/config").err()).contains("want a path such as");
    }

    @Test
    void secretsAreNotShown() throws Exception {
        Path base = Files.createDirectories(folder.resolve("config/base"));
        Files.writeString(base.resolve("q.yaml"), """
                version: "1.0"
                queries:
                  q:
                    sql: "SELECT :key"
                    params: [{ name: key, type: string, sensitive: true, default: swordfish, values: [swordfish] }]
                """);
        Files.createDirectories(folder.resolve("config/local"));
        Files.writeString(folder.resolve("config/local/overrides.yaml"), """
                version: "1.0"
                queries:
                  q:
                    params: [{ name: key, type: string, sensitive: true, default: swordfish2 }]
                """);
        for (String[] args : new String[][] {
            {"show", "-p"},
            {"show", "-p", "-f", "json"},
            {"show", "queries.q.params", "-p"},
            {"show", "queries.q.params[0].default", "-p"},
        }) {
            Run run = Run.in(folder, args);
            assertThat(run.exit()).isEqualTo(Exit.OK);
            assertThat(run.out()).contains("***").doesNotContain("swordfish");
        }
    }
}
