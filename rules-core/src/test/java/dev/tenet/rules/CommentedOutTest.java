package dev.tenet.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a developer has who put a # before every line, and before some. */
class CommentedOutTest {
    private static final String COLOURS = "theme: {colors: {status: {planned: \"#007bff\"}}}\n";

    @TempDir
    Path folder;

    private TestConfig config;

    @BeforeEach
    void start() {
        config = new TestConfig(folder).file("base/a.yaml", COLOURS);
    }

    private TestConfig text(String file, String text) {
        return config.bytes(file, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static List<String> said(List<Problem> problems) {
        return problems.stream()
                .map(problem -> problem.severity() + " " + problem.code() + " " + problem.location())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# version: \"1.0\"\n# theme:\n#   colors: {}\n",
                "# one line without an end",
                "\n  \t # indented\r\n\r\n",
                "--- # the start\n# and\n...\n",
                "---\n# and no end"
            })
    void anOverridingFileOfCommentsChangesNothing(String comments) {
        RuleSet before = config.load();
        text("local/overrides.yaml", comments).bytes("environments/qa.yaml", comments.getBytes());
        RuleSet after = RuleSet.loader().environment("qa").layer(Layer.of("more", comments)).load(folder);
        assertThat(after).isEqualTo(before);
        assertThat(after.problems()).isEqualTo(before.problems());
        assertThat(after.environment()).contains("qa");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n \n", "---\n", "# only\n~\n", "---#\nnull\n"})
    void anOverridingFileWithoutEvenACommentIsRefused(String text) {
        text("local/overrides.yaml", text);
        assertThat(said(config.problems())).hasSize(1).first().asString().contains(" local/overrides.yaml:1:1");
    }

    @Test
    void theBaseNeedsRules() {
        text("base/b.yaml", "# nothing\n");
        assertThat(said(config.problems())).containsExactly("error empty-file base/b.yaml:1:1");
    }

    @Test
    void aKeyWhoseLinesWereCommentedOutIsWarnedOfForItRemovesTheKey() {
        config.file("local/overrides.yaml", "theme:\n#  colors: {}\n");
        assertThat(config.problems())
                .extracting(Problem::summary)
                .containsExactly("local/overrides.yaml:2:1: warning[empty-value]: nothing stands after \"theme\", which"
                        + " removes it from the layers below; write null if that is meant, else remove the line");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "~", "NULL", "!!null ''"})
    void aWrittenNullRemovesAKeyWithoutAWord(String nothing) {
        config.file("local/overrides.yaml", "theme: " + nothing + "\n");
        assertThat(config.load().value("theme")).isEmpty();
        assertThat(config.problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "calendars",
                "dashboard_panels",
                "decisions",
                "environment_routing",
                "escalation_hit_policy",
                "escalation_rules",
                "excluded_sessions",
                "fallback_rules",
                "sla_targets",
                "supported_providers",
                "table_configs"
            })
    void inTheBaseNullIsAValueOfTheWrongType(String key) {
        config.file("base/b.yaml", key + ": null\n").file("base/c.yaml", "");
        assertThat(said(config.problems()))
                .contains("error wrong-type base/b.yaml:2:" + (key.length() + 3));
    }
}
