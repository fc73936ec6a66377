package dev.tenet.rules.internal.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenet.rules.expression.Expression;
import dev.tenet.rules.routing.RoutingFacts;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionAnalysisTest {
    private static final Set<String> GIVEN = Set.of("task_type", "urgent");

    private static Expression condition(String text) {
        return Expression.condition(text, RoutingFacts.REQUEST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "priority >= 5",
                "5 < priority AND request.region IN ('eu', 'us')",
                "request.tier = 'gold' AND request.region = 'eu'",
                "request.tier NOT IN ('gold')"
            })
    void aGlanceSaysOfPlainConditionsWhatTheAnalysisSays(String text) {
        assertThat(ConditionAnalysis.isPlain(condition(text), GIVEN)).isTrue();
        assertThat(ConditionAnalysis.of(condition(text), Optional.empty())).isEqualTo(ConditionAnalysis.SOMETIMES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "priority > 5 AND priority < 3",
                "request.tier = 'gold' AND request.tier = 'iron'",
                "task_type = 'deploy'",
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
