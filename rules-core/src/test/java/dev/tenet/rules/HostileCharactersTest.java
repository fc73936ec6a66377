package dev.tenet.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a rule's author wrote cannot forge a line of the host's log or drive its terminal. */
class HostileCharactersTest {
    private static final String FORGERY = "x\\e[31m\\nbase/y.yaml:1:1: error[fake]: lie\\r\\u202e\\u2028";

    private static List<Problem> problems(String name, String yaml) {
        try {
            return RuleSet.loader().layer(Layer.of(name, yaml)).load().problems();
        } catch (RuleSetException e) {
            return e.problems();
        }
    }

    private static void assertHarmless(String printed) {
        assertThat(printed).isNotEmpty().doesNotContainPattern("[\\p{Cc}\\u2028\\u202e]");
    }

    @Test
    void inAKey() {
        List<Problem> problems = problems("text", "environment_routing: {a: {\"" + FORGERY + "\": 1}}");
        assertThat(problems).extracting(Problem::code).contains("unknown-key");
        problems.forEach(problem -> assertHarmless(problem.summary()));
    }

    @Test
    void inAValue() {
        List<Problem> problems = problems("text", "environment_routing: {a: {priority: \"" + FORGERY + "\"}}");
        assertThat(problems).extracting(Problem::code).contains("wrong-type");
        problems.forEach(problem -> assertHarmless(problem.summary()));
    }

    @Test
    void inACondition() {
        String rule = "{id: a, when: \"" + FORGERY + "\", then: {b: 1}}";
        List<Problem> problems =
                problems("text", "decisions: {d: {hit_policy: first, facts: {p: integer}, rules: [" + rule + "]}}");
        assertThat(problems).isNotEmpty();
        problems.forEach(problem -> assertHarmless(problem.summary()));
    }

    @Test
    void inTheNameOfAFile() {
        problems("a\nb\u001b", "sla_target: 1").forEach(problem -> assertHarmless(problem.summary()));
    }

    @Test
    void inProvenanceAndDifferences() {
        RuleSet before = RuleSet.loader().layer(Layer.of("text", "a: {b: 1}")).load();
        RuleSet after = before.with(Layer.of("more", "a: {\"" + FORGERY + "\": [{\"" + FORGERY + "\": \"\\e\"}]}"));
        RuleSetDiff.between(before, after).changes().forEach(change -> assertHarmless(change.toString()));
        after.provenance("a").forEach(origin -> assertHarmless(origin.toString()));
    }
}
