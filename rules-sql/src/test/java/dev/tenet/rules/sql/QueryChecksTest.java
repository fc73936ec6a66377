package dev.tenet.rules.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
    void aResultOfWhatMayWriteIsNotKept() {
        assertThat(problems("""
                                sql: DELETE FROM tasks
                                read_only: false
                                cache_ttl: 5
                                """))
                .containsExactly(
                        "q:5:16: warning[cached-write]: the query may write, so it runs each time and its result"
                                + " is not kept; remove cache_ttl, or read_only: false if it only reads");
        assertThat(problems("""
                                sql: DELETE FROM tasks
                                read_only: false
                                cache_ttl: 0
                                """)).isEmpty();
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
                                sql: SELECT :n, :t, :f IN (:l), 1 IN (:m)
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
    void aDefaultAndEachValueAreOfTheForm() {
        assertThat(problems("""
                                sql: SELECT :t, :d, :u, :c, :b, :s
                                params:
                                  - { name: t, type: timestamp, default: "2026-01-01 00:00" }
                                  - { name: d, type: date, values: ["2026-02-29"] }
                                  - { name: u, type: uuid, default: abc }
                                  - { name: c, type: decimal, default: 9.95, values: [9.95, "10"] }
                                  - { name: b, type: boolean, values: [1] }
                                  - { name: s, type: string, default: c, values: [a, b] }
                                """))
                .containsExactly(
                        "q:5:46: error[bad-format]: got the text \"2026-01-01 00:00\", want a moment such as"
                                + " 2026-01-31T12:00:00Z",
                        "q:6:41: error[bad-format]: got the text \"2026-02-29\", want a date such as 2026-01-31",
                        "q:7:41: error[bad-format]: got the text \"abc\", want a UUID of 36 characters",
                        "q:9:44: error[wrong-type]: got 1, want true or false",
                        "q:10:43: error[default-not-allowed]: the default \"c\" is not one of the parameter's values;"
                                + " add it to them, or choose one of them");
    }

    @Test
    void aListHasItsPlaceInIn() {
        assertThat(problems("""
                                sql: { sqlite: "SELECT 1 WHERE 1 = :ids", postgresql: "SELECT 1 WHERE 1 = ANY(:ids)" }
                                params: [{ name: ids, type: "integer[]" }]
                                """))
                .containsExactly(
                        "q:3:40: error[list-outside-in]: the parameter \"ids\" is a list, which has its place in"
                                + " IN alone; write IN (:ids), or declare it without []");
    }

    @Test
    void aQueryIsReadWhole() {
        Queries queries = Queries.of(RuleSet.loader().layer(Layer.of("q", """
                                queries:
                                  q:
                                    description: All of it
                                    sql: { sqlite: SELECT 1 WHERE 1 IN (:a), h2: SELECT 2 WHERE 2 IN (:a) }
                                    params: [{ name: a, type: "integer[]", default: [1], values: [1, 2], sensitive: true }]
                                    cache_ttl: 5
                                    result: { N: integer }
                                    timeout_seconds: 7
                                    read_only: false
                                    invalidated_by: [tasks]
                                    database: archive
                                    variants:
                                      - { name: a, weight: 1, set: { timeout_seconds: null, cache_ttl: 6 } }
                                indexes:
                                  - { table: s.t, name: i, columns: [a, b desc], unique: true }
                                """)).load());
        QueryDefinition query = queries.definition("q");
        assertThat(query.texts()).containsOnlyKeys(Dialect.SQLITE, Dialect.H2);
        assertThat(query.parameters())
                .containsExactly(new Parameter(
                        "a",
                        ValueType.INTEGER,
                        Parameter.Shape.LIST,
                        false,
                        Optional.of(List.of(1L)),
                        List.of(1L, 2L),
                        true));
        assertThat(query.cacheTtl()).hasSeconds(5);
        assertThat(query.timeout())
                .hasValueSatisfying(timeout -> assertThat(timeout).hasSeconds(7));
        assertThat(query.result()).containsEntry("n", ValueType.INTEGER);
        assertThat(query.readOnly()).isFalse();
        assertThat(query.invalidatedBy()).containsExactly("tasks");
        assertThat(query.database()).isEqualTo("archive");
        QueryDefinition variant =
                queries.variants("q").orElseThrow().list().get(0).value();
        assertThat(variant.variant()).contains("a");
        assertThat(variant.timeout()).isEmpty();
        assertThat(variant.cacheTtl()).hasSeconds(6);
        IndexDefinition index = queries.indexes().get(0);
        assertThat(index.columns())
                .containsExactly(
                        new IndexDefinition.Column("a", IndexDefinition.Direction.ASC),
                        new IndexDefinition.Column("b", IndexDefinition.Direction.DESC));
        assertThat(index.unique()).isTrue();
        assertThat(index.database()).isEqualTo("main");
    }

    @Test
    void twoIndexesHaveTwoNames() {
        RuleSetException refused = assertThrows(
                RuleSetException.class,
                () -> RuleSet.loader().layer(Layer.of("q", """
                                indexes:
                                  - { table: t, name: i, columns: [a] }
                                  - { table: u, name: I, columns: [b, b desc] }
                                """)).load());
        assertThat(summaries(refused.problems()))
                .containsExactly(
                        "q:3:23: error[duplicate-index]: two indexes have the name \"I\"; give each its own",
                        "q:3:39: error[duplicate-item]: the text \"b desc\" stands in this list already; remove it");
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
