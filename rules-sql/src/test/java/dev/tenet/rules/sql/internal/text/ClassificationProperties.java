package dev.tenet.rules.sql.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenet.rules.sql.Dialect;
import dev.tenet.rules.sql.internal.text.SqlToken.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.provider.Arguments;

/** What does not change a statement for the database does not change its classification. */
class ClassificationProperties {
    private static final List<String> BLANKS = List.of(" ", "\n", "\t ", " /* DELETE ; ( */ ", " -- ; UPDATE a '\n ");
    private static final List<String> PIECES = List.of(
            "(",
            ")",
            ",",
            ".",
            ";",
            "[",
            "]",
            "@",
            ":=",
            "=",
            "*",
            "'x'",
            "\"q\"",
            "1",
            "a",
            "b",
            ":p",
            "AS",
            "WITH",
            "SELECT",
            "FROM",
            "JOIN",
            "USING",
            "WHERE",
            "INSERT",
            "INTO",
            "UPDATE",
            "DELETE",
            "MERGE",
            "REPLACE",
            "SET",
            "VALUES",
            "TABLE",
            "FOR",
            "IN",
            "EXPLAIN",
            "ANALYZE",
            "PRAGMA",
            "CALL",
            "SEARCH",
            "CYCLE",
            "RECURSIVE");

    @Provide
    Arbitrary<Arguments> statements() {
        return Arbitraries.of(ClassificationTest.statements().toList());
    }

    @Property(tries = 5_000)
    void blanksCommentsAndCaseChangeNothing(@ForAll("statements") Arguments statement, @ForAll Random random) {
        @SuppressWarnings("unchecked")
        Set<Dialect> dialects = (Set<Dialect>) statement.get()[0];
        for (Dialect dialect : dialects) {
            SqlText sql = SqlText.of((String) statement.get()[1], dialect);
            StringBuilder other = new StringBuilder();
            for (SqlToken token : sql.tokens()) {
                other.append(changed(token, sql.text(), random));
            }
            assertThat(ClassificationTest.inShort(Classification.of(SqlText.of(other.toString(), dialect))))
                    .as("%s", other)
                    .isEqualTo(ClassificationTest.inShort(Classification.of(sql)));
        }
    }

    private static String changed(SqlToken token, String text, Random random) {
        String written = token.in(text);
        if (token.kind() == Kind.SPACE) {
            return blank(random);
        } else if (token.kind() == Kind.WORD) {
            return random.nextBoolean() ? written.toLowerCase(Locale.ROOT) : written.toUpperCase(Locale.ROOT);
        }
        boolean parts = token.kind() == Kind.SYMBOL && "(),".contains(written);
        return parts && random.nextBoolean() ? blank(random) + written + blank(random) : written;
    }

    private static String blank(Random random) {
        return BLANKS.get(random.nextInt(BLANKS.size()));
    }

    @Provide
    Arbitrary<String> soup() {
        return Arbitraries.of(PIECES).list().ofMaxSize(16).map(pieces -> String.join(" ", pieces));
    }

    /** Whatever the text, it ends; and where a change of rows can begin, one is found. */
    @Property(tries = 20_000)
    void everyTextIsRead(@ForAll("soup") String text, @ForAll Dialect dialect) {
        SqlText sql;
        try {
            sql = SqlText.of(text, dialect);
        } catch (SqlTextException e) {
            return;
        }
        Classification found = Classification.of(sql);
        found.refusals().forEach(it -> assertThat(it.offset()).isBetween(0, text.length()));
        if (text.startsWith("DELETE ") || text.contains("( DELETE FROM a") && !text.contains("EXPLAIN")) {
            assertThat(found.readsOnly()).as("%s", text).isFalse();
        }
    }
}
