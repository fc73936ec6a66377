package dev.tenet.rules.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenet.rules.Layer;
import dev.tenet.rules.Problem;
import dev.tenet.rules.RuleSet;
import dev.tenet.rules.RuleSetException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a step refers to must be there. */
class StepChecksTest {
    private static List<String> problems(String steps) {
        String rules = """
                queries:
                  by_id:
                    sql: "SELECT * FROM tasks WHERE id = :id AND kind = :kind"
                    params:
                      - { name: id, type: integer, required: true }
                      - { name: kind, type: string, default: any }
                workflows:
                  w:
                    trigger: { type: manual }
                    inputs: { title: { type: string } }
                    steps:
                """ + steps.indent(6);
        return load(rules);
    }

    private static List<String> load(String rules) {
        try {
            return summaries(RuleSet.loader().layer(Layer.of("w", rules)).load().problems());
        } catch (RuleSetException e) {
            return summaries(e.problems());
        }
    }

    private static List<String> summaries(List<Problem> problems) {
        return problems.stream().map(Problem::summary).toList();
    }

    @Test
    void aStepThatIsNotThereIsNamedAtItsToken() {
        assertThat(problems("""
                                - { id: made, type: function, function: make, input: { a: "x ${inputs.title}" } }
                                - { id: used, type: function, function: use, input: { list: ["${1 + steps.mdae.b}"] } }
                                """))
                .containsExactly("w:13:81: error[unknown-step]: the workflow has no step with the id \"mdae\";"
                        + " did you mean \"made\"?");
    }

    @Test
    void stepsInsideBranchesAndLoopsAreKnown() {
        assertThat(problems("""
                                - id: p
                                  type: parallel
                                  branches: { one: { id: inner, type: query, query: by_id, params: { id: 1 } } }
                                - id: each
                                  type: for_each
                                  items: "${steps.inner.rows}"
                                  as: row
                                  actions: [{ type: notification, channel: c, message: "${row.id} ${steps.inner.n}" }]
                                """)).isEmpty();
    }

    @Test
    void columnsThatLookLikeAStepAreNone() {
        assertThat(problems("""
                                - { id: a, type: database, action: insert, table: t, data: { type: query, query: q, id: b } }
                                - { id: c, type: function, function: f, input: { x: "${steps.b.x}" } }
                                """))
                .containsExactly("w:13:68: error[unknown-step]: the workflow has no step with the id \"b\";"
                        + " known are a, c");
    }

    @Test
    void aMisspeltRootAndABrokenTemplateAreErrors() {
        assertThat(problems("""
                                - { id: a, type: notification, channel: c, message: "${input.title}" }
                                - { id: b, type: notification, channel: c, message: "${inputs.title" }
                                """))
                .hasSize(2)
                .anyMatch(it -> it.startsWith("w:12:62: error[unknown-fact]: \"input\" is not a fact here;"))
                .anyMatch(it -> it.startsWith("w:13:") && it.contains("error[syntax]"));
    }

    @Test
    void parametersOfAQueryAreHeldAgainstItsDeclaration() {
        assertThat(problems("- { id: a, type: query, query: by_id, params: { idd: 1 } }"))
                .containsExactly(
                        "w:12:45: warning[missing-parameter]: the query \"by_id\" needs the parameter \"id\";"
                                + " add it to params",
                        "w:12:55: warning[unknown-parameter]: the query \"by_id\" has no parameter \"idd\";"
                                + " did you mean \"id\"?");
    }

    @Test
    void aHandlerThatUndoesAnUnknownStepIsAnError() {
        assertThat(load("""
                        workflows:
                          w:
                            trigger: { type: manual }
                            steps: [{ id: first, type: function, function: f }]
                            error_handling: [{ on_error: any, action: rollback, steps: [frst] }]
                        """))
                .containsExactly("w:5:65: error[unknown-step]: the workflow has no step with the id \"frst\";"
                        + " did you mean \"first\"?");
    }
}
