package dev.tenet.rules.sql.internal.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenet.rules.sql.Dialect;
import dev.tenet.rules.sql.internal.text.SqlText;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where NULL comes is said for what may be NULL, and not said for what certainly is not. */
class NullOrderTest {
    private static final TableColumns KNOWN = new TableColumns(Map.of(
            "tasks", Map.of("id", false, "made", false, "priority", true, "order", false),
            "notes", Map.of("id", false, "task", false, "text", true, "Odd", false)));

    private static String translated(String sql) {
        return Translation.of(SqlText.of(sql, Dialect.SQLITE), Dialect.POSTGRESQL, KNOWN)
                .text();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT id FROM tasks ORDER BY made",
                "SELECT id FROM tasks ORDER BY made DESC, id",
                "SELECT made FROM tasks ORDER BY made",
                "SELECT * FROM Tasks ORDER BY MADE",
                "SELECT t.* FROM tasks AS t ORDER BY t.made",
                "SELECT t.made AS since FROM tasks t ORDER BY since",
                "SELECT made priority FROM tasks ORDER BY priority",
                "SELECT DISTINCT made FROM tasks ORDER BY made",
                "SELECT made FROM tasks GROUP BY made ORDER BY made",
                "SELECT t.id FROM tasks t JOIN notes n ON n.task = t.id ORDER BY n.id, made, task",
                "SELECT t.id FROM tasks t, notes n WHERE n.task = t.id ORDER BY n.id, t.id",
                "SELECT t.id FROM tasks t LEFT JOIN notes n ON n.task = t.id ORDER BY t.made",
                "SELECT t.id FROM notes n RIGHT JOIN tasks t ON n.task = t.id ORDER BY t.made",
                "SELECT t.id FROM tasks t LEFT JOIN notes n ON n.task = t.id JOIN tasks u ON u.id = t.id ORDER BY u.id",
                "SELECT t.id FROM tasks t JOIN (SELECT task FROM notes) n ON n.task = t.id ORDER BY t.made",
                "SELECT id FROM tasks WHERE id IN (SELECT task FROM notes ORDER BY id LIMIT 3) ORDER BY made",
                "SELECT id FROM notes ORDER BY \"Odd\"",
                "SELECT id FROM tasks ORDER BY \"order\"",
                "SELECT \"t\".id FROM tasks \"t\" ORDER BY t.made",
                "WITH recent AS (SELECT id FROM tasks ORDER BY made) SELECT id FROM tasks ORDER BY made"
            })
    void nothingIsSaidOfWhatIsNeverNull(String sql) {
        assertThat(translated(sql)).doesNotContain("NULLS");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT id FROM tasks ORDER BY priority",
                "SELECT id FROM tasks ORDER BY missing",
                "SELECT id FROM others ORDER BY id",
                "SELECT id FROM tasks ORDER BY -made",
                "SELECT id FROM tasks ORDER BY (made)",
                "SELECT id FROM tasks ORDER BY 1",
                "SELECT priority AS made FROM tasks ORDER BY made",
                "SELECT priority made FROM tasks ORDER BY made",
                "SELECT NULLIF(id, 3) AS made FROM tasks ORDER BY made",
                "SELECT made, NULLIF(id, 3) AS made FROM tasks ORDER BY made",
                "SELECT (made) FROM tasks ORDER BY made",
                "SELECT CURRENT_TIMESTAMP, id FROM tasks ORDER BY made",
                "SELECT MAX(id) AS id FROM tasks ORDER BY id",
                "SELECT t.id AS one, n.id AS two FROM tasks t LEFT JOIN notes n ON n.task = t.id ORDER BY n.id",
                "SELECT t.id AS one, n.id AS two FROM tasks t LEFT JOIN notes n ON n.task = t.id ORDER BY two",
                "SELECT t.id AS one FROM tasks t LEFT JOIN notes n ON n.task = t.id ORDER BY task",
                "SELECT n.id AS two FROM notes n RIGHT JOIN tasks t ON n.task = t.id ORDER BY n.id",
                "SELECT n.id AS two FROM notes n FULL JOIN tasks t ON n.task = t.id ORDER BY n.id",
                "SELECT n.id AS two FROM notes n FULL JOIN tasks t ON n.task = t.id ORDER BY t.id",
                "SELECT n.id AS two FROM tasks u JOIN notes n ON n.task = u.id RIGHT JOIN tasks t ON n.task = t.id ORDER BY u.id",
                "SELECT t.made FROM tasks t LEFT JOIN notes USING (id) ORDER BY id",
                "SELECT t.id FROM tasks t JOIN others o ON o.id = t.id ORDER BY made",
                "SELECT s.id FROM (SELECT NULLIF(id, 3) AS id FROM tasks) s ORDER BY id",
                "SELECT s.id FROM (SELECT NULLIF(id, 3) AS id FROM tasks) s ORDER BY s.id",
                "WITH tasks AS (SELECT NULLIF(id, 3) AS id FROM notes) SELECT id FROM tasks ORDER BY id",
                "WITH tasks AS (SELECT NULLIF(id, 3) AS id FROM notes) SELECT id FROM TASKS t ORDER BY t.id",
                "WITH RECURSIVE a AS (SELECT id FROM notes ORDER BY id LIMIT 5), notes AS (SELECT 1 AS id) SELECT id FROM a",
                "WITH RECURSIVE a (id) AS (SELECT id FROM notes ORDER BY id), notes (id) AS (SELECT 1) SELECT id FROM a",
                "SELECT id FROM tasks UNION SELECT NULLIF(id, 3) FROM notes ORDER BY id",
                "SELECT id FROM tasks WHERE id = (SELECT n.task FROM notes n ORDER BY tasks.id LIMIT 1)",
                "SELECT id, ROW_NUMBER() OVER (ORDER BY made) AS n FROM tasks",
                "SELECT id FROM notes ORDER BY odd"
            })
    void itIsSaidWhereThereIsAnyDoubt(String sql) {
        assertThat(translated(sql)).contains(" NULLS FIRST");
    }

    @Test
    void eachKeyIsJudgedByItself() {
        assertThat(translated("SELECT id FROM tasks ORDER BY made DESC, priority DESC, id"))
                .isEqualTo("SELECT id FROM tasks ORDER BY made DESC, priority DESC NULLS LAST, id");
    }

    @Test
    void whatIsWrittenStays() {
        assertThat(translated("SELECT id FROM tasks ORDER BY made NULLS LAST")).endsWith("made NULLS LAST");
    }

    @Test
    void theColumnsThatMayBeNullAreToldWithTheirPlaces() {
        String sql = "SELECT t.priority AS p FROM tasks t LEFT JOIN notes n ON n.task = t.id ORDER BY n.text, made, p";
        assertThat(Translation.nullableKeys(SqlText.of(sql, Dialect.SQLITE), Dialect.POSTGRESQL, KNOWN))
                .containsExactly(new NamedColumn("tasks", "priority", sql.length() - 1));
    }
}
