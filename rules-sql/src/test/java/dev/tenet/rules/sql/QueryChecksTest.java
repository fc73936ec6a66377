package dev.tenet.rules.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenet.rules.Layer;
import dev.tenet.rules.Problem;
import dev.tenet.rules.RuleSet;
import dev.tenet.rules.RuleSetException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

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

    @Test
    void aTextIsReadAsItsDialectReadsIt() {
        assertThat(problems("""
                                sql:
                                  sqlite: SELECT [a:b], ':c'
                                  postgresql: SELECT $tag$ :a $tag$, list[1:n], x::text
                                  h2: SELECT 1 /* /* */ :a */
                                  mariadb: "SELECT `:a`, '\\\\':a' # :b"
                                """)).isEmpty();
    }

    @Test
    void aTextThatCannotBeReadIsAnErrorAtThePlace() {
        assertThat(problems("sql: SELECT 'a' || E'it\\'s' || :a"))
                .containsExactly("q:3:31: error[unterminated-sql]: this text has no closing '; close it; a text without"
                        + " a dialect is read as SQLite's, another's stands under its name: sql: {postgresql: ...}");
        assertThat(problems("sql: { mariadb: 'SELECT ?' }"))
                .containsExactly("q:3:29: error[positional-parameter]: got the parameter ?, want one as :name; write"
                        + " :name and declare it in params");
    }

    /** A pattern with a group that repeats overflows the stack on such a text. */
    @Test
    void aLongTextIsReadAsAnyOther() {
        assertThat(problems("sql: SELECT '" + "x".repeat(200_000) + "'")).isEmpty();
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

    @Test
    void aVariantIsCheckedAsAWholeQuery() {
        assertThat(problems("""
                                sql: SELECT :a
                                params: [{ name: a, type: integer }, { name: b, type: integer }, { name: c, type: integer }]
                                variants:
                                  - { name: control, weight: 1 }
                                  - { name: other, weight: 1, set: { sql: "SELECT :a, :b, :d" } }
                                  - { name: broken, weight: 1, set: { params: [], cache_ttl: null, sql: "" } }
                                  - { name: other, weight: 1, set: { timeout_seconds: null } }
                                """))
                .containsExactly(
                        "q:4:78: warning[unused-parameter]: the SQL does not use the parameter \"c\"; remove it, or"
                                + " write :c in the SQL",
                        "q:7:63: error[undeclared-parameter]: the query has no parameter \"d\"; declare it in params",
                        "q:8:43: error[unknown-key]: \"params\" is not a key of what a variant sets; its keys are"
                                + " description, sql, cache_ttl, database, timeout_seconds",
                        "q:8:66: error[wrong-type]: got null, want a value",
                        "q:8:77: error[out-of-range]: got the text \"\", want at least 1 character",
                        "q:9:17: error[duplicate-variant]: two variants have the name \"other\"; give each its own",
                        "q:9:42: warning[nothing-to-remove]: null removes the key \"timeout_seconds\", which is not"
                                + " there; check the spelling, or remove the line");
    }

    @Test
    void aKeyFallsIntoAVariantOfAQuery() {
        Queries queries = Queries.of(RuleSet.loader().layer(Layer.of("q", """
                                queries:
                                  plain: { sql: SELECT 1 }
                                  tasks_by_status:
                                    sql: SELECT 1
                                    variants:
                                      - { name: control, weight: 1 }
                                      - { name: fresh, weight: 999999, set: { sql: SELECT 2 } }
                                """)).load());
        assertThat(queries.variant("plain", Optional.of("customer-1"))).isEmpty();
        assertThat(queries.variant("tasks_by_status", Optional.of("customer-1")))
                .contains("fresh");
        assertThat(queries.variant("tasks_by_status", Optional.empty())).contains("control");
    }
}
