package dev.tenet.rules.internal.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenet.rules.expression.Expression;
import dev.tenet.rules.internal.syntax.Node;
import dev.tenet.rules.internal.syntax.Parser;
import dev.tenet.rules.routing.RoutingFacts;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionAnalysisTest {
    private static final Map<String, Object> GIVEN = Map.of("task_type", "fix", "urgent", false);

    private static Expression condition(String text) {
        return Expression.condition(text, RoutingFacts.REQUEST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "priority >= 5",
                "5 < priority AND request.region IN ('eu', 'us')",
                "request.tier = 'gold' AND request.region = 'eu'",
                "request.tier NOT IN ('gold')",
                "task_type = 'fix'",
                "task_type <> 'deploy' AND 'test' <> task_type AND priority >= 5",
                "task_type IN ('deploy', 'fix') AND request.tier = 'gold'",
                "task_type NOT IN ('deploy') AND urgent = FALSE"
            })
    void aGlanceSaysOfPlainConditionsWhatTheAnalysisSays(String text) {
        assertThat(ConditionAnalysis.isPlain(condition(text), GIVEN)).isTrue();
        assertThat(ConditionAnalysis.of(condition(text), Optional.empty())).isEqualTo(ConditionAnalysis.SOMETIMES);
        Node given = Parser.expression("task_type = 'fix' AND NOT urgent AND priority IS NOT NULL");
        assertThat(ConditionAnalysis.of(condition(text), Optional.of(given))).isEqualTo(ConditionAnalysis.SOMETIMES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "priority > 5 AND priority < 3",
                "request.tier = 'gold' AND request.tier = 'iron'",
                "task_type = 'deploy'",
                "task_type <> 'fix' AND priority >= 5",
                "task_type NOT IN ('deploy', 'fix')",
                "task_type IN ('deploy', 'test')",
                "task_type > 'a'",
                "urgent = TRUE",
                "urgent",
                "priority = 1 OR priority <> 1",
                "priority > priority",
                "priority IS NULL",
                "TRUE"
            })
    void aGlanceIsNotEnoughWhereFactsMeet(String text) {
        assertThat(ConditionAnalysis.isPlain(condition(text), GIVEN)).isFalse();
    }
}
