package dev.tenet.rules.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenet.rules.Layer;
import dev.tenet.rules.Problem;
import dev.tenet.rules.RuleSet;
import dev.tenet.rules.RuleSetException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a template may not hold is an error at load, at the place in the SQL. */
class StatementChecksTest {
    private static List<String> problems(String query) {
        try {
            return summaries(RuleSet.loader()
                    .layer(Layer.of("q", "queries:\n  q:\n" + query.indent(4)))
                    .load()
                    .problems());
        } catch (RuleSetException e) {
            return summaries(e.problems());
        }
    }

    private static List<String> summaries(List<Problem> problems) {
        return problems.stream().map(Problem::summary).toList();
    }

    @Test
    void aTemplateThatMayOnlyReadDoesNotWrite() {
        String wanted = "error[writing-statement]: DELETE writes; set read_only: false if the template is to do so";
        assertThat(problems("""
                                sql:
                                  postgresql: |
                                    WITH gone AS (
                                      DELETE FROM tasks RETURNING *)
                                    SELECT * FROM gone
                                """)).containsExactly("q:6:11: " + wanted);
        assertThat(problems("{ sql: DELETE FROM tasks, read_only: true }")).containsExactly("q:3:12: " + wanted);
        assertThat(problems("{ sql: DELETE FROM tasks, read_only: false }")).isEmpty();
    }

    @Test
    void noTemplateHoldsTwoStatementsOrChangesTheSession() {
        assertThat(problems("{ sql: SELECT 1; SELECT 2, read_only: false }"))
                .containsExactly("q:3:22: error[second-statement]: a second statement begins here, a template holds"
                        + " one; make it a template of its own");
        assertThat(problems("{ sql: PRAGMA query_only = 0, read_only: false }"))
                .containsExactly("q:3:12: error[session-state]: PRAGMA query_only changes the session, which the next"
                        + " user of the connection would inherit; set it where the host opens the database");
    }

    @Test
    void aVariantIsCheckedAndSaysNothingTwice() {
        assertThat(problems("""
                                sql: COMMIT
                                variants:
                                  - { name: a, weight: 1 }
                                  - { name: b, weight: 1, set: { sql: BEGIN } }
                                """))
                .containsExactly(
                        "q:3:10: error[transaction-control]: COMMIT controls the transaction; the host opens and ends"
                                + " transactions",
                        "q:6:43: error[transaction-control]: BEGIN controls the transaction; the host opens and ends"
                                + " transactions");
    }
}
