package dev.tenet.rules.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenet.rules.Layer;
import dev.tenet.rules.Problem;
import dev.tenet.rules.RuleSet;
import dev.tenet.rules.RuleSetException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The SQL of a query and its parameters name the same. */
class QueryChecksTest {
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
    void aParameterThatIsNotDeclaredIsAnErrorInTheSql() {
        assertThat(problems("""
                                sql: |
                                  SELECT *
                                  FROM tasks WHERE id = :idd
                                params: [{ name: id, type: integer }]
                                """))
                .containsExactly(
                        "q:5:29: error[undeclared-parameter]: the query has no parameter \"idd\"; did you mean \"id\"?",
                        "q:6:22: warning[unused-parameter]: the SQL does not use the parameter \"id\";"
                                + " did you mean \"idd\"?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT ':a' -- :b",
                "SELECT \":a\" /* :b */",
                "SELECT x::text, '12:30'",
                "SELECT $tag$ :a $tag$",
                "SELECT list[1:n]",
                "SELECT E'\\\\' :a'",
                "SELECT 1 /* /* */ :a */",
                "SELECT `:a`",
                "SET @a := 1"
            })
    void whatIsNoParameterOrMayBeNoneIsLeftAlone(String sql) {
        assertThat(problems("sql: |-\n  " + sql)).isEmpty();
    }

    @Test
    void aDefaultHasTheTypeOfItsParameter() {
        assertThat(problems("""
                                sql: SELECT :n, :t, :f, :l, :m
                                params:
                                  - { name: n, type: integer, default: many }
                                  - { name: t, type: string, default: 5 }
                                  - { name: f, type: number, default: 1 }
                                  - { name: l, type: "integer[]", default: 1 }
                                  - { name: m, type: "integer[]", default: [1] }
                                """))
                .containsExactly(
                        "q:5:44: error[wrong-type]: got the text \"many\", want a whole number",
                        "q:6:43: error[wrong-type]: got 5, want text; put it in quotes: \"5\"",
                        "q:8:48: error[wrong-type]: got 1, want a list");
    }

    @Test
    void aQueryKnowsItsParameters() {
        Queries queries = Queries.of(RuleSet.loader().layer(Layer.of("q", """
                                queries:
                                  q:
                                    sql: SELECT :a, :b
                                    params: [{ name: a, type: string, required: true }, { name: b, type: string }]
                                """)).load());
        assertThat(queries.parameters("q")).containsExactly("a", "b");
        assertThat(queries.requiredParameters("q")).containsExactly("a");
    }
}
