package dev.tenet.rules.sql.internal.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenet.rules.sql.Dialect;
import dev.tenet.rules.sql.internal.text.SqlText;
import dev.tenet.rules.sql.internal.text.SqlTextException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What translations look like, and what is refused. */
class TranslationTest {
    private static final Path FOLDER = Path.of("src", "test", "resources", "dialect");
    private static final Path SPECIFICATION = Path.of("..", "examples", "config", "base", "queries.yaml");

    private static String translated(String sql, Dialect target) {
        return Translation.of(SqlText.of(sql, Dialect.SQLITE), target).text();
    }

    @ParameterizedTest
    @EnumSource
    void theTargetsOwnTextIsLeftAsItIs(Dialect dialect) {
        SqlText text = SqlText.of("SELECT  anything(at ALL) /* even this */ :a", dialect);
        assertThat(Translation.of(text, dialect)).isSameAs(text);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SQLITE")
    void whatIsTheSameEverywhereIsLeftAsItIs(Dialect dialect) {
        String sql =
                "select  t.id,\n\ttype , COUNT( * ) n from tasks t\nwhere status=:status and id in (:ids) group by id,type";
        assertThat(translated(sql, dialect)).isEqualTo(sql);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SQLITE")
    void parametersKeepTheirNamesWhereverTheyAreRepeated(Dialect dialect) {
        SqlText text = SqlText.of(
                "SELECT :größe, id FROM t WHERE a LIKE :p AND b > datetime('now', '-' || :n || ' months') "
                        + "AND :p IS NULL LIMIT :offset, :limit",
                Dialect.SQLITE);
        assertThat(Translation.of(text, dialect).parameters().keySet())
                .containsExactlyInAnyOrder("größe", "p", "n", "offset", "limit");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SQLITE")
    void theSpecificationsQueriesAreTranslated(Dialect dialect) throws IOException {
        List<String> specification =
                Files.readAllLines(SPECIFICATION).stream().map(String::strip).toList();
        for (String query : TranslationCompatibilityTest.SPECIFICATION) {
            String sql = TranslationCompatibilityTest.read(query);
            assertThat(specification)
                    .containsAll(sql.strip().lines().map(String::strip).toList());
            Path want = FOLDER.resolve(query).resolve(dialect.yamlName() + ".sql");
            assertThat(translated(sql, dialect).strip())
                    .as("%s", want)
                    .isEqualTo(Files.readString(want).strip());
        }
    }

    @Test
    void whatCannotBeTranslatedForSureIsRefusedWhereItStands() throws IOException {
        Path golden = FOLDER.resolve("refused.txt");
        List<String> want = Files.readAllLines(golden);
        List<String> got = new ArrayList<>();
        for (String line : want) {
            if (line.startsWith(" ")) {
                continue;
            }
            int colon = line.indexOf(": ");
            Dialect target = Dialect.valueOf(line.substring(0, colon).toUpperCase(Locale.ROOT));
            got.add(line);
            try {
                got.add("    is translated: " + translated(line.substring(colon + 2), target));
            } catch (SqlTextException e) {
                got.add(" ".repeat(colon + 2 + e.offset()) + "^ " + e.getMessage());
                assertThat(e.hint()).contains("sql: {sqlite: ..., " + target.yamlName() + ": ...}");
            }
        }
        assertThat(got).isEqualTo(want);
    }

    @Test
    void onlySqliteIsTranslated() {
        SqlText text = SqlText.of("SELECT now()", Dialect.POSTGRESQL);
        assertThatThrownBy(() -> Translation.of(text, Dialect.MARIADB))
                .isInstanceOf(SqlTextException.class)
                .hasMessage("got SQL of postgresql for mariadb, want SQL of sqlite, which alone is translated");
    }
}
