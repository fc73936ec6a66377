package dev.tenet.rules.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenet.rules.Layer;
import dev.tenet.rules.RuleSet;
import dev.tenet.rules.sql.internal.text.SqlText;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a write drops, where its text does not name a table that it changes. */
class CacheFactsTest {
    private static Set<String> writes(String sql) {
        RuleSet rules = RuleSet.loader()
                .layer(Layer.of("q", "queries:\n  q: { read_only: false, sql: { postgresql: \"" + sql + "\" } }\n"))
                .load();
        QueryDefinition query = Queries.of(rules).definitions().iterator().next();
        return CacheFacts.of(query, SqlText.of(sql, Dialect.POSTGRESQL)).writes();
    }

    @Test
    void aTableThatIsNamed() {
        assertThat(writes("UPDATE a SET n = f(1)")).containsExactlyInAnyOrder("main/a", "main/?");
    }

    @Test
    void locksAndSequencesChangeNoTable() {
        assertThat(writes("SELECT id, count(*) FROM a WHERE n IN (1, 2) GROUP BY id FOR UPDATE"))
                .isEmpty();
        assertThat(writes("SELECT nextval('s')")).isEmpty();
        assertThat(writes("SELECT id, row_number() OVER (ORDER BY id) FROM a WHERE at <= now() AND lower(n) <> ''"
                        + " FOR UPDATE SKIP LOCKED"))
                .isEmpty();
        assertThat(writes("WITH c (n) AS (SELECT id FROM a FOR UPDATE) SELECT n FROM c EXCEPT (SELECT 1)"))
                .isEmpty();
    }

    @Test
    void aFunctionMayChangeAnything() {
        assertThat(writes("SELECT archive(id) FROM a")).containsExactlyInAnyOrder("main/*", "main/?");
        assertThat(writes("SELECT archive (id) FROM a FOR UPDATE")).containsExactlyInAnyOrder("main/*", "main/?");
        assertThat(writes("SELECT archive(nextval('s'))")).containsExactlyInAnyOrder("main/*", "main/?");
    }
}
