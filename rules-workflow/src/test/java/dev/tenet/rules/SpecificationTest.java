package dev.tenet.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The first real configurations, with every section typed. */
class SpecificationTest {
    @Test
    void theSpecificationLoadsAndItsKnownMistakesAreNamedWithTheirPlaces() {
        RuleSet rules = RuleSet.load(Project.SPECIFICATION);
        assertThat(rules.problems().stream().map(Problem::toString)).containsExactly("""
                        base/routing_rules.yaml:40:26: warning[excluded-session]: the session "architect" is preferred \
                        here and excluded at base/routing_rules.yaml:48:5; exclusion wins; remove it from one of the \
                        two lists
                              preferred_sessions: ["architect", "dev_worker1"]
                                                   ^
                            base/routing_rules.yaml:48:5: it is excluded here""", """
                        base/workflows.yaml:39:20: warning[loop-never-changes]: nothing in the loop changes what its \
                        condition reads, so only max_iterations can end it; read the value in the loop, for example \
                        with a query, and test that
                                  condition: "${steps.create_task.status} NOT IN ('completed', 'failed')"
                                             ^
                            base/workflows.yaml:11:13: "create_task" runs outside the loop""", """
                        base/workflows.yaml:44:20: warning[unknown-query]: the step runs the query "tasks_by_id", \
                        which is not there; add it to queries, or the workflow cannot start
                                      query: "tasks_by_id"
                                             ^""");
    }

    @ParameterizedTest
    @ValueSource(strings = {"development", "qa", "production", ""})
    void theReferenceConfigurationHasNoProblem(String environment, @TempDir Path withoutOverrides) {
        for (String folder : new String[] {"base", "environments"}) {
            Project.files(Project.EXAMPLE.resolve(folder))
                    .forEach(file -> Project.write(
                            withoutOverrides.resolve(folder).resolve(file.getFileName()), Project.read(file)));
        }
        assertThat(Stream.of(Project.EXAMPLE, withoutOverrides)
                        .map(folder -> RuleSet.loader().environment(environment).load(folder))
                        .flatMap(rules -> rules.problems().stream()))
                .isEmpty();
    }
}
