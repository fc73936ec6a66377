package dev.tenet.rules.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class SchemaAndGraphTest {
    @Test
    void everySectionHasASchema() {
        Run list = Run.of("schema");
        assertThat(list.exit()).isEqualTo(Exit.OK);
        assertThat(list.out().lines())
                .contains("decisions", "fleet", "overrides", "queries", "routing", "sla", "ui", "workflows");
        list.out()
                .lines()
                .forEach(name -> assertThat(JsonMapper.shared()
                                .readTree(Run.of("schema", name).out())
                                .get("$schema")
                                .asString())
                        .contains("draft-07"));
    }

    @Test
    void aMisspeltSectionGetsASuggestion() {
        Run run = Run.of("schema", "routng");
        assertThat(run.exit()).isEqualTo(Exit.USAGE);
        assertThat(run.err()).contains("did you mean \"routing\"?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"routing", "workflows"})
    void theReferenceConfigurationIsDrawn(String section) throws IOException {
        Run run = Run.of("graph", "-c", "examples/config", "--section", section);
        assertThat(run.exit()).isEqualTo(Exit.OK);
        Path expected = Path.of(System.getProperty("basedir", ""), "src/test/resources/graph", section + ".mmd");
        if (System.getProperty("golden", "").equals("write")) {
            Files.createDirectories(expected.getParent());
            Files.writeString(expected, run.out());
        }
        assertThat(run.out()).isEqualTo(Files.readString(expected));
    }

    @Test
    void aLabelCannotEndItself() {
        Mermaid graph = new Mermaid("LR");
        graph.node(Mermaid.Shape.BOX, "a\"]; x[<b>#");
        assertThat(graph.toString()).endsWith("n0[\"a#34;#93;#59; x#91;#60;b#62;#35;\"]");
    }
}
