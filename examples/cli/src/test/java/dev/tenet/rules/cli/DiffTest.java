package dev.tenet.rules.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DiffTest {
    @TempDir
    Path folder;

    @Test
    void twoEnvironmentsAreComparedValueByValue() {
        Run run = Run.of("diff", "examples/config", "-e", "development", "-e", "production");
        assertThat(run.exit()).isEqualTo(Exit.FOUND);
        assertThat(run.out()).contains("""
                        sla_targets.deploy.target_minutes
                          - 60  (examples/config/environments/development.yaml:""").contains("  + 20  (examples/config/environments/production.yaml:");
        JsonNode json = JsonMapper.shared()
                .readTree(Run.of("diff", "examples/config", "-e", "development", "-e", "production", "-f", "json")
                        .out());
        assertThat(json.get("same").asBoolean()).isFalse();
        assertThat(json.get("changes").findValuesAsString("path")).contains("sla_targets.deploy.target_minutes");
    }

    @Test
    void oneEnvironmentIsComparedWithTheBase() {
        assertThat(Run.of("diff", "examples/config", "-e", "qa").out())
                .contains("environment_routing.bug_fix.port_range\n  + [6101, 6105]");
    }

    @Test
    void aFolderIsTheSameAsItself() {
        Run run = Run.of("diff", "examples/config", "examples/config");
        assertThat(run).isEqualTo(new Run(Exit.OK, "no difference\n", ""));
    }

    @Test
    void aChangeFarBehindInALongTextIsSeen() throws Exception {
        write("a", "SELECT '" + "x".repeat(200) + "' AS one");
        write("b", "SELECT '" + "x".repeat(200) + "' AS two");
        assertThat(Run.in(folder, "diff", "a", "b").out()).contains("AS one").contains("AS two");
    }

    @Test
    void aSecretIsSeenToChangeAndNotShown() throws Exception {
        for (String name : new String[] {"a", "b"}) {
            write(name, "SELECT :key");
            Files.writeString(
                    folder.resolve(name + "/base/q.yaml"),
                    "    params: [{ name: key, type: string, sensitive: true, default: secret_" + name + " }]\n",
                    java.nio.file.StandardOpenOption.APPEND);
        }
        Run run = Run.in(folder, "diff", "a", "b");
        assertThat(run.exit()).isEqualTo(Exit.FOUND);
        assertThat(run.out()).contains("params[0].default\n  - \"***\"").doesNotContain("secret_");
    }

    @Test
    void whatCannotBeLoadedIsTroubleAndNoDifference() {
        Run run = Run.of("diff", "examples/config", "rules-core/src/test/resources/load/bad-colour");
        assertThat(run.exit()).isEqualTo(Exit.USAGE);
        assertThat(run.err()).contains("error[bad-format]");
        assertThat(Run.of("diff", "examples/config").exit()).isEqualTo(Exit.USAGE);
    }

    private void write(String name, String sql) throws Exception {
        Path base = Files.createDirectories(folder.resolve(name + "/base"));
        Files.writeString(base.resolve("q.yaml"), "version: \"1.0\"\nqueries:\n  q:\n    sql: \"" + sql + "\"\n");
    }
}
