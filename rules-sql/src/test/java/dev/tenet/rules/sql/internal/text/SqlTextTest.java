package dev.tenet.rules.sql.internal.text;

import static dev.tenet.rules.sql.Dialect.H2;
import static dev.tenet.rules.sql.Dialect.MARIADB;
import static dev.tenet.rules.sql.Dialect.POSTGRESQL;
import static dev.tenet.rules.sql.Dialect.SQLITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tenet.rules.sql.Dialect;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which colons begin parameters, by dialect. */
class SqlTextTest {
    private static final Set<Dialect> ALL = EnumSet.allOf(Dialect.class);

    static Stream<Arguments> parameters() {
        return Stream.of(
                named(ALL, "SELECT :a", "a"),
                named(ALL, "SELECT :a, :b, :a", "a", "b"),
                named(ALL, "WHERE x=:a AND y>:b", "a", "b"),
                named(ALL, "SELECT :a||:b", "a", "b"),
                named(ALL, "LIMIT :limit OFFSET :offset", "limit", "offset"),
                named(ALL, "LIMIT:limit", "limit"),
                named(ALL, "x IN (:ids)", "ids"),
                named(ALL, "SELECT :größe, :名前, :Ünï_1", "größe", "名前", "Ünï_1"),
                named(ALL, "SELECT :_a1", "_a1"),
                named(ALL, "SELECT 'it''s :a', :b", "b"),
                named(ALL, "SELECT '' || :b || ''", "b"),
                named(ALL, "SELECT \":a\" , :b", "b"),
                named(ALL, "SELECT 1 -- :a '\n, :b", "b"),
                named(ALL, "SELECT 1 /* :a ' */ , :b", "b"),
                named(ALL, "SELECT 1 /* :a", "unterminated-sql"),
                named(ALL, "SELECT 'a :b", "unterminated-sql"),
                named(ALL, "SELECT ': ' || :b", "b"),
                named(ALL, "SELECT {ts '2026-01-01 10:20:30'}, {d :b}", "b"),
                named(ALL, "SELECT x'0a', :b", "b"),
                named(ALL, "SELECT 1e-3, 1.5e+7, 0xFF, :b", "b"),
                named(ALL, "-:a - :b", "a", "b"),
                named(EnumSet.of(POSTGRESQL, H2, MARIADB), "SELECT :a::int, x::text, '1'::int + :b", "a", "b"),
                // quotes and backslashes
                named(POSTGRESQL, "SELECT E'\\':a', :b", "b"),
                named(POSTGRESQL, "SELECT e'a\\\\', :b, ':c'", "b"),
                named(POSTGRESQL, "SELECT E'a'\n  '\\':a', :b", "b"),
                named(POSTGRESQL, "SELECT E'a' -- :x\n '\\':a', :b", "b"),
                named(POSTGRESQL, "SELECT 'a\\', :b", "b"),
                named(POSTGRESQL, "SELECT typE'\\', :b", "b"),
                named(EnumSet.of(SQLITE, H2), "SELECT 'a\\', :b", "b"),
                named(MARIADB, "SELECT 'a\\':x', :b", "b"),
                named(MARIADB, "SELECT \"a\\\":x\", :b", "b"),
                named(MARIADB, "SELECT \"it's :x\", :b", "b"),
                named(EnumSet.of(SQLITE, H2, MARIADB), "SELECT `:a`, :b", "b"),
                named(EnumSet.of(POSTGRESQL, H2), "SELECT U&'\\0041:a', U&\"d\\0061:t\", :b", "b"),
                // dollar quotes
                named(EnumSet.of(POSTGRESQL, H2), "SELECT $$ :a ' $$, :b", "b"),
                named(POSTGRESQL, "SELECT $tag$ :a $$ :c $tag$, :b", "b"),
                named(POSTGRESQL, "SELECT $été$ :a $été$, :b", "b"),
                named(POSTGRESQL, "SELECT a$b$c, :b, d$b$e", "b"),
                named(POSTGRESQL, "SELECT $tag$ :a", "unterminated-sql"),
                named(POSTGRESQL, "SELECT $1, :b", "positional-parameter"),
                // comments
                named(EnumSet.of(POSTGRESQL, H2), "SELECT 1 /* a /* :b */ :c */, :d", "d"),
                named(EnumSet.of(SQLITE, MARIADB), "SELECT 1 /* a /* :b */, :d", "d"),
                named(MARIADB, "SELECT 1 # :a\n, :b", "b"),
                named(POSTGRESQL, "SELECT 5 # :a, j #> :b, j #>> :c, j #- :d", "a", "b", "c", "d"),
                named(MARIADB, "SELECT 5--:a", "a"),
                named(MARIADB, "SELECT 1 /*!50000 , :a */", "executable-comment"),
                named(MARIADB, "SELECT 1 /*M!100000 , :a */", "executable-comment"),
                named(H2, "SELECT 1 // :a\n, :b", "b"),
                named(EnumSet.of(POSTGRESQL, SQLITE, MARIADB), "SELECT 1 / :a", "a"),
                // operators and what is not a parameter
                named(POSTGRESQL, "SELECT j ? 'a', j ?| :b, j ?& :c, j @? :d, j ?? :e", "b", "c", "d", "e"),
                named(POSTGRESQL, "SELECT j @> :a, j @@ :b", "a", "b"),
                named(EnumSet.of(SQLITE, H2, MARIADB), "SELECT ?", "positional-parameter"),
                named(SQLITE, "SELECT @a", "positional-parameter"),
                named(SQLITE, "SELECT $a", "positional-parameter"),
                named(SQLITE, "SELECT :1", "positional-parameter"),
                named(MARIADB, "SELECT @a:=:b, @c := :d", "b", "d"),
                named(POSTGRESQL, "SELECT f(a := :b, c => :d)", "b", "d"),
                // brackets
                named(POSTGRESQL, "SELECT a[1:2], a[:b]", "b"),
                named(POSTGRESQL, "SELECT a[i:j], a[f(i):j], a[i :j]"),
                named(POSTGRESQL, "SELECT a[:lo:hi]", "lo"),
                named(POSTGRESQL, "SELECT a[:lo : :hi]", "lo", "hi"),
                named(POSTGRESQL, "SELECT a[1 : :hi], a[(:lo):j]", "hi", "lo"),
                named(POSTGRESQL, "SELECT ARRAY[:a, :b], a[CASE WHEN :c THEN :d ELSE :e END]", "a", "b", "c", "d", "e"),
                named(H2, "SELECT ARRAY[:a, :b], a[:c]", "a", "b", "c"),
                named(SQLITE, "SELECT [a:b], [:c ' ], :d", "d"),
                named(SQLITE, "SELECT [a", "unterminated-sql"),
                named(
                        EnumSet.of(POSTGRESQL, H2),
                        "SELECT JSON_OBJECT('a':b, 'c' :d, k:v, 'e': :f, :g : :h)",
                        "f",
                        "g",
                        "h"),
                named(ALL, "SELECT 1 : a"));
    }

    private static Arguments named(Dialect dialect, String sql, String... want) {
        return named(EnumSet.of(dialect), sql, want);
    }

    private static Arguments named(Set<Dialect> dialects, String sql, String... want) {
        return arguments(dialects, sql, List.of(want));
    }

    @ParameterizedTest(name = "{1} on {0}")
    @MethodSource("parameters")
    void aColonBeginsAParameterWhereTheDatabaseWouldTakeAValue(Set<Dialect> dialects, String sql, List<String> want) {
        for (Dialect dialect : dialects) {
            if (want.size() == 1 && want.get(0).contains("-")) {
                assertThatThrownBy(() -> SqlText.of(sql, dialect))
                        .as("%s", dialect)
                        .isInstanceOfSatisfying(
                                SqlTextException.class,
                                e -> assertThat(e.code()).isEqualTo(want.get(0)));
            } else {
                assertThat(SqlText.of(sql, dialect).parameters().keySet())
                        .as("%s", dialect)
                        .containsExactlyElementsOf(want);
            }
        }
    }
}
