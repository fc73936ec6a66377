package dev.tenet.rules.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What SARIF 2.1.0 and GitHub's code scanning require of a file. */
class SarifTest {
    @TempDir
    Path folder;

    @Test
    void everyResultHasARuleALevelAMessageAndALine() {
        JsonNode sarif = read("load/many-mistakes");
        assertThat(sarif.get("version").asString()).isEqualTo("2.1.0");
        assertThat(sarif.get("$schema").asString()).contains("sarif-2.1.0");
        JsonNode run = sarif.get("runs").get(0);
        JsonNode driver = run.get("tool").get("driver");
        assertThat(driver.get("name").asString()).isEqualTo("tenet");
        assertThat(run.get("results").size()).isGreaterThan(5);
        for (JsonNode result : run.get("results")) {
            JsonNode rule = driver.get("rules").get(result.get("ruleIndex").asInt());
            assertThat(result.get("ruleId").asString()).isEqualTo(rule.get("id").asString());
            assertThat(result.get("level").asString()).isIn("error", "warning", "note");
            assertThat(result.get("message").get("text").asString()).isNotBlank();
            checkPlace(result.get("locations").get(0).get("physicalLocation"));
            checkRelated(result);
        }
    }

    @Test
    void aRuleStandsOnceHoweverOftenItIsBroken() {
        Set<String> ids = new HashSet<>();
        for (JsonNode rule : read("load/wrong-type").at("/runs/0/tool/driver/rules")) {
            assertThat(ids.add(rule.get("id").asString())).isTrue();
            assertThat(rule.get("shortDescription").get("text").asString()).isNotBlank();
        }
    }

    @Test
    void aProblemOfAWholeFileIsShownAtItsFirstLine() {
        JsonNode place = JsonMapper.shared()
                .readTree(Run.in(folder, "validate", ".", "--format", "sarif").out())
                .at("/runs/0/results/0/locations/0/physicalLocation");
        assertThat(place.get("region").get("startLine").asInt()).isEqualTo(1);
        assertThat(place.get("region").has("startColumn")).isFalse();
    }

    @Test
    void aFileNameIsAUri() throws Exception {
        Files.createDirectories(folder.resolve("a b/base"));
        Files.writeString(folder.resolve("a b/base/50% ü.yaml"), "version: 1\n");
        Run run = Run.in(folder, "validate", "a b", "--format", "sarif");
        assertThat(JsonMapper.shared()
                        .readTree(run.out())
                        .at("/runs/0/results/0/locations/0/physicalLocation/artifactLocation/uri")
                        .asString())
                .isEqualTo("a%20b/base/50%25%20%C3%BC.yaml");
    }

    private static void checkRelated(JsonNode result) {
        Set<Integer> ids = new HashSet<>();
        for (JsonNode related : result.path("relatedLocations")) {
            assertThat(ids.add(related.get("id").asInt())).isTrue();
            assertThat(related.get("message").get("text").asString()).isNotBlank();
            checkPlace(related.get("physicalLocation"));
        }
    }

    private static void checkPlace(JsonNode place) {
        assertThat(place.get("artifactLocation").get("uri").asString()).matches("load/[^ ]+[.]yaml");
        assertThat(place.get("region").get("startLine").asInt()).isPositive();
        assertThat(place.get("region").get("startColumn").asInt()).isPositive();
    }

    private static JsonNode read(String config) {
        Run run = Run.in(Run.PROJECT.resolve("rules-core/src/test/resources"), "validate", config, "--format", "sarif");
        return JsonMapper.shared().readTree(run.out());
    }
}
