package dev.tenet.rules.internal.bind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenet.rules.Layer;
import dev.tenet.rules.Problem;
import dev.tenet.rules.RuleSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a routing condition asks of the task type is known for each rule. */
class RoutingGivenTest {
    private static List<Problem> problems(String taskType, String when) {
        String rule = "{requires_env: false, preferred_sessions: [a], merge_via_pr: true, priority: 5,"
                + " timeout_minutes: 30, when: \"" + when + "\"}";
        return RuleSet.loader()
                .layer(Layer.of("text", "environment_routing: {\"" + taskType + "\": " + rule + "}"))
                .load()
                .problems();
    }

    @Test
    void aLongTaskTypeIsKnownToo() {
        assertThat(problems("x".repeat(1_010), "task_type = 'deploy'"))
                .extracting(Problem::code)
                .containsExactly("constant-condition");
    }

    @Test
    void aTaskTypeWithQuotesIsComparedAsItIs() {
        assertThat(problems("it's", "task_type = 'its'")).hasSize(1);
        assertThat(problems("it's", "task_type = 'it''s'")).isEmpty();
    }

    @Test
    void aConditionThatMayHoldForTheTaskTypeIsNotAccused() {
        assertThat(problems("deploy", "task_type <> 'test' AND priority >= 3")).isEmpty();
    }
}
