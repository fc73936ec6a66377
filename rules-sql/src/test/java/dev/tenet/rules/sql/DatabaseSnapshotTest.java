package dev.tenet.rules.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tenet.rules.Layer;
import dev.tenet.rules.Problem;
import dev.tenet.rules.RuleSet;
import dev.tenet.rules.RuleSetException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is checked against a snapshot, and what is not accused. */
class DatabaseSnapshotTest {
    private static final String SNAPSHOT = """
            # The tables of a database, written by DatabaseSnapshot. Write it anew when they change.
            version: "1.0"
            database_snapshot:
              database: main
              dialect: postgresql
              tables:
                "a b":
                  columns:
                    "null": any
                    x: bytes
                search: {}
                tasks:
                  columns:
                    created_at: timestamp
                    id: integer not null
                    status: string
                  primary_key: [id]
                  indexes:
                    idx_status: { columns: [status, created_at desc] }
                    key_status: { columns: [status], unique: true }
            """;

    private static List<String> verify(String text) {
        RuleSet rules = RuleSet.loader().layer(Layer.of("q", text)).load();
        return DatabaseSnapshot.parse("main.snapshot.yaml", SNAPSHOT).verify(rules).stream()
                .map(Problem::summary)
                .toList();
    }

    @Test
    void theTextIsReadAndWrittenAsItIs() {
        DatabaseSnapshot read = DatabaseSnapshot.parse("s", SNAPSHOT);
        assertThat(SnapshotText.of(read)).isEqualTo(SNAPSHOT);
        assertThat(DatabaseSnapshot.parse("s", SnapshotText.of(read))).isEqualTo(read);
    }

    @Test
    void aMistakeInTheFileHasItsPlace() {
        assertThatExceptionOfType(RuleSetException.class)
                .isThrownBy(() -> DatabaseSnapshot.parse("s", SNAPSHOT.replace("id: integer not null", "id: int")))
                .withMessageContaining("s:15:13: error[bad-format]");
        assertThatExceptionOfType(RuleSetException.class)
                .isThrownBy(() -> DatabaseSnapshot.parse("s", "version: \"1.0\""));
    }

    @Test
    void namesAndTextsAreChecked() {
        assertThat(verify("""
                queries:
                  a: { sql: SELECT id FROM tasks WHERE stauts = 'x' }
                  b: { sql: SELECT id FROM taks }
                  c: { sql: SELECT id FRM tasks }
                  d: { sql: { postgresql: SELECT id FROM taks } }
                  e: { sql: SELECT id FROM tasks, result: { ids: integer } }
                  f: { sql: SELECT id FROM tasks, database: archive }
                  g: { sql: "SELECT printf('%d', id) AS n FROM tasks" }
                indexes:
                  - { table: tasks, name: i, columns: [stats] }
                  - { table: taks, name: j, columns: [id] }
                """))
                .satisfiesExactly(
                        line -> assertThat(line)
                                .isEqualTo("q:2:40: error[unknown-column]: the snapshot of the postgresql database"
                                        + " \"main\" has no column \"stauts\" in tasks; did you mean \"status\"?"),
                        line -> assertThat(line)
                                .isEqualTo("q:3:28: error[unknown-table]: the snapshot of the postgresql database"
                                        + " \"main\" has no table \"taks\"; did you mean \"tasks\"?"),
                        line -> assertThat(line).startsWith("q:4:27: error[untranslatable-sql]: "),
                        line -> assertThat(line).startsWith("q:5:42: error[unknown-table]: "),
                        line -> assertThat(line).startsWith("q:6:45: error[unknown-result]: "),
                        line -> assertThat(line).startsWith("q:8:21: error[untranslatable-sql]: "),
                        line -> assertThat(line).startsWith("q:10:5: error[unknown-column]: "),
                        line -> assertThat(line).startsWith("q:11:5: error[unknown-table]: "));
    }

    @Test
    void aColumnIsMissedWhereItIsNotInSight() {
        assertThat(verify("""
                queries:
                  a: { sql: "SELECT (SELECT status FROM tasks LIMIT 1) AS s FROM \\"a b\\" WHERE status = 'x'" }
                """))
                .singleElement()
                .asString()
                .startsWith("q:2:80: error[unknown-column]: the snapshot of the postgresql database \"main\" has no"
                        + " column \"status\" in a b; ");
    }

    @Test
    void aColumnIsMissedInEachPartOfTheQuery() {
        assertThat(verify("""
                queries:
                  a: { sql: "SELECT stats FROM tasks UNION SELECT stats FROM \\"a b\\" UNION SELECT id FROM search" }
                """))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("q:2:21: error[unknown-column]: "),
                        line -> assertThat(line).startsWith("q:2:51: error[unknown-column]: "));
    }

    @Test
    void aParameterOfAnotherTypeThanTheColumnBesideItIsReported() {
        assertThat(verify("""
                queries:
                  a: { sql: "SELECT id FROM tasks WHERE created_at > :n", params: [{ name: n, type: integer }] }
                  b: { sql: { postgresql: "SELECT id FROM tasks WHERE created_at > :n" }, params: [{ name: n, type: integer }] }
                """))
                .containsExactly("q:2:41: warning[type-clash]: the parameter \"n\" is declared as integer, the column"
                        + " tasks.created_at is timestamp; declare it with the type of its column");
    }

    @Test
    void whatIsNotCertainIsNotAccused() {
        assertThat(verify("""
                queries:
                  a: { sql: { postgresql: "SELECT frob(id), ctid FROM tasks, pg_class, other.things, generate_series(1, 3)" } }
                  b: { sql: { postgresql: "INSERT INTO tasks (id) VALUES (1) ON CONFLICT (id) DO NOTHING" }, read_only: false }
                  c: { sql: "INSERT INTO tasks (id, status) VALUES (1, 'x') ON CONFLICT (status) DO NOTHING", read_only: false }
                  d: { sql: SELECT anything FROM search }
                  e: { sql: SELECT "null" FROM "a b" }
                  f: { sql: "WITH w AS (SELECT id AS n FROM tasks) SELECT n FROM w" }
                  h: { sql: { postgresql: "WITH RECURSIVE v AS (SELECT n FROM w), w AS (SELECT 1 AS n) SELECT n FROM v" } }
                  g: { sql: "UPDATE tasks SET status = 'x' WHERE id IN (:ids) RETURNING id", read_only: false, params: [{ name: ids, type: "integer[]" }] }
                """)).isEmpty();
    }
}
