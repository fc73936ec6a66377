package dev.tenet.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The specification's configuration, word for word, where no other module is on the class path. */
class CoreSpecificationTest {
    @Test
    void knownMistakesAreNamedAndForeignSectionsAreKeptAsData() {
        RuleSet rules = RuleSet.load(Path.of(System.getProperty("basedir", ""), "src/test/resources/spec"));
        assertThat(rules.problems())
                .extracting(problem -> problem.severity() + " " + problem.code() + " " + problem.location())
                .containsExactly(
                        "info untyped-section base/queries.yaml:2:1",
                        "info untyped-section base/queries.yaml:91:1",
                        "warning excluded-session base/routing_rules.yaml:40:26",
                        "info untyped-section base/workflows.yaml:2:1");
        assertThat(rules.problems().get(2).related())
                .extracting(related -> related.location().toString())
                .containsExactly("base/routing_rules.yaml:48:5");
        assertThat(rules.value("queries.tasks_by_status.cache_ttl").orElseThrow())
                .hasToString("10");
    }
}
