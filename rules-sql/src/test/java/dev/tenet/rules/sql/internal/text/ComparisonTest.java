package dev.tenet.rules.sql.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenet.rules.sql.Dialect;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which columns a text compares, and which of these comparisons every row must pass. */
class ComparisonTest {
    /** Each as {@code qualifier.column operator :parameter !}, the mark behind those that must hold. */
    private static List<String> in(String sql) {
        return Comparison.in(SqlText.of(sql, Dialect.SQLITE)).stream()
                .map(it -> it.qualifier().map(name -> name + '.').orElse("")
                        + it.column()
                        + ' '
                        + it.operator()
                        + it.parameter().map(name -> " :" + name).orElse("")
                        + (it.condition().isPresent() ? " !" : ""))
                .toList();
    }

    @Test
    void whatIsJoinedByAndMustHold() {
        assertThat(in(
                        "SELECT a FROM t WHERE t.a = :x AND b >= 5 AND c IN (:l) AND d BETWEEN :u AND :v AND e > datetime('now')"
                                + " ORDER BY a;"))
                .containsExactly("t.a EQUAL :x !", "b RANGE !", "c EQUAL :l !", "d RANGE :u !", "e RANGE !");
    }

    @Test
    void whatStandsBesideOrNeedNotHold() {
        assertThat(in("SELECT a FROM t WHERE a = :x OR b = :y")).containsExactly("a EQUAL :x", "b EQUAL :y");
        assertThat(in("SELECT a FROM t WHERE (:x IS NULL OR a = :x) AND b = :y"))
                .containsExactly("a EQUAL :x", "b EQUAL :y !");
        assertThat(in("SELECT a FROM t WHERE NOT a = :x AND b <> :y AND c NOT IN (:z)"))
                .containsExactly("a EQUAL :x", "b OTHER :y !", "c OTHER :z");
    }

    @Test
    void whatIsComparedWithAnotherColumnIsNoConstant() {
        assertThat(in("SELECT a FROM t JOIN u ON t.a = u.a AND u.b = :x WHERE t.c = t.d + 1 AND t.e = lower(t.f)"))
                .containsExactly("t.a EQUAL", "u.b EQUAL :x !", "t.c EQUAL", "t.e EQUAL");
    }

    @Test
    void aParameterMayStandFirst() {
        assertThat(in("SELECT a FROM t WHERE :x = t.a AND :y < b")).containsExactly("t.a EQUAL :x !", "b RANGE :y !");
    }

    @Test
    void clausesAreApart() {
        List<Comparison> found = Comparison.in(
                SqlText.of("SELECT (SELECT COUNT(*) FROM t WHERE a = 1) FROM u WHERE b = 2 AND c = 3", Dialect.SQLITE));
        assertThat(found.get(1).condition()).isEqualTo(found.get(2).condition()).isPresent();
        assertThat(found.get(0).condition())
                .isPresent()
                .isNotEqualTo(found.get(1).condition());
    }

    @Test
    void valuesOfCaseAndAssignmentsAreNoConditions() {
        assertThat(in("SELECT CASE WHEN a = 1 THEN 2 END AS x FROM t WHERE CASE WHEN b = 1 THEN 1 ELSE 0 END = 1"))
                .containsExactly("a EQUAL", "b EQUAL");
        assertThat(in("UPDATE t SET a = :x, b = 5 WHERE id = :id"))
                .containsExactly("a ASSIGNED :x", "b ASSIGNED", "id EQUAL :id !");
    }
}
