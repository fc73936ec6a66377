package dev.tenet.rules.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenet.rules.Layer;
import dev.tenet.rules.RuleSet;
import dev.tenet.rules.sql.cache.CacheStats;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Kept results are the same rows as those read, and follow what is written, on every database. */
abstract class CacheCompatibilityTest {
    private static final String COLUMNS = "name, amount, price, done, made_at, due, ref, doc, raw";

    private final String url;
    private final PooledDatabase pool;
    private final SqlTemplates templates;

    CacheCompatibilityTest(TestDatabase database) throws SQLException {
        this.url = database.create();
        TestDatabase.execute(url, TestTable.ITEMS.get(database.dialect()));
        this.pool = PooledDatabase.open(url);
        String text = """
                queries:
                  insert:
                    sql: INSERT INTO items (COLUMNS) VALUES (:name, :amount, :price, :done, :made_at, :due, :ref, :doc, :raw)
                    read_only: false
                    params: [{ name: name, type: string }, { name: amount, type: number }, { name: price, type: decimal },
                             { name: done, type: boolean }, { name: made_at, type: timestamp }, { name: due, type: date },
                             { name: ref, type: uuid }, { name: doc, type: json }, { name: raw, type: bytes }]
                  rename: { sql: "UPDATE items SET name = :name", read_only: false, params: [{ name: name, type: string }] }
                  kept: { sql: "SELECT COLUMNS FROM items ORDER BY id", cache_ttl: 60, result: { doc: json } }
                  read: { sql: "SELECT COLUMNS FROM items ORDER BY id", result: { doc: json } }
                  named: { sql: "SELECT id, name FROM items WHERE name IN (:names) ORDER BY id", cache_ttl: 60, params: [{ name: names, type: "string[]" }] }
                  count: { sql: "SELECT COUNT(*) AS n FROM items", cache_ttl: 60 }
                """.replace("COLUMNS", COLUMNS);
        RuleSet rules = RuleSet.loader().layer(Layer.of("q", text)).load();
        this.templates = SqlTemplates.of(rules, pool);
    }

    /** A row of the table. */
    public record Item(
            Optional<String> name,
            @Nullable Double amount,
            @Nullable BigDecimal price,
            @Nullable Boolean done,
            @Nullable Instant madeAt,
            @Nullable LocalDate due,
            @Nullable UUID ref,
            @Nullable String doc,
            byte @Nullable [] raw) {}

    /** A part of a row. */
    public record Named(long id, String name) {}

    @AfterEach
    void close() {
        assertThat(pool.borrowers()).as("leaked connections").isEmpty();
        templates.close();
        pool.close();
    }

    private void insert(String name) {
        templates.update("insert").bind("name", name).execute();
    }

    private CacheStats stats(String query) {
        return templates.cache().statsByQuery().getOrDefault(query, CacheStats.NONE);
    }

    @Test
    void kept_rows_are_those_read() {
        templates
                .update("insert")
                .bind("name", "full")
                .bind("amount", 1.5)
                .bind("price", "9.90")
                .bind("done", true)
                .bind("made_at", "2026-03-29T01:30:00.123456Z")
                .bind("due", "2026-03-29")
                .bind("ref", "00112233-4455-6677-8899-aabbccddeeff")
                .bind("doc", "{\"a\": 1}")
                .bind("raw", new byte[] {1, 2})
                .execute();
        insert("empty");

        for (int time = 0; time < 2; time++) {
            assertThat(templates.query("kept").list(Item.class))
                    .usingRecursiveComparison()
                    .isEqualTo(templates.query("read").list(Item.class));
            assertThat(templates.query("kept").maps())
                    .usingRecursiveComparison()
                    .isEqualTo(templates.query("read").maps());
        }

        assertThat(stats("kept").loads()).isEqualTo(2);
        assertThat(stats("kept").hits()).isEqualTo(2);
    }

    @Test
    void the_same_list_is_given_until_its_table_is_written() {
        insert("a");
        List<Named> first = templates.query("named").bind("names", List.of("a")).list(Named.class);
        assertThat(templates.query("named").bind("names", List.of("a")).list(Named.class))
                .isSameAs(first);
        assertThat(templates.query("named").bind("names", List.of()).list(Named.class))
                .isEmpty();

        templates.update("rename").bind("name", "b").execute();

        assertThat(templates.query("named").bind("names", List.of("a")).list(Named.class))
                .isEmpty();
        assertThat(templates.query("named").bind("names", List.of("b")).one(Named.class))
                .isEqualTo(new Named(first.get(0).id(), "b"));
        assertThat(stats("named").invalidations()).isEqualTo(1);
    }

    @Test
    void a_batch_and_a_transaction_drop_results_when_they_have_committed() {
        assertThat(templates.query("count").scalar(Long.class)).isZero();
        templates
                .batch("insert")
                .bind("name", "a")
                .add()
                .bind("name", "b")
                .add()
                .execute();
        assertThat(templates.query("count").scalar(Long.class)).isEqualTo(2);

        templates.inTransaction(tx -> {
            tx.update("insert").bind("name", "c").execute();
            assertThat(tx.query("count").scalar(Long.class)).isEqualTo(3);
            assertThat(templates.query("count").scalar(Long.class))
                    .as("outside of the transaction")
                    .isEqualTo(2);
            return 0;
        });

        assertThat(templates.query("count").scalar(Long.class)).isEqualTo(3);
    }

    @Test
    void what_is_rolled_back_was_never_kept() {
        assertThat(templates.query("count").scalar(Long.class)).isZero();
        assertThatThrownBy(() -> templates.inTransaction(tx -> {
                    tx.update("insert").bind("name", "c").execute();
                    assertThat(tx.query("count").scalar(Long.class)).isEqualTo(1);
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        assertThat(templates.query("count").scalar(Long.class)).isZero();
    }

    @Test
    void on_a_connection_of_the_hosts_results_are_dropped_when_the_host_says_that_it_has_committed()
            throws SQLException {
        try (Connection connection = pool.writing().getConnection()) {
            SqlTransaction alone = templates.on(connection);
            assertThat(templates.query("count").scalar(Long.class)).isZero();
            alone.update("insert").bind("name", "a").execute();
            assertThat(templates.query("count").scalar(Long.class))
                    .as("committed by the statement itself")
                    .isEqualTo(1);

            connection.setAutoCommit(false);
            SqlTransaction transaction = templates.on(connection);
            transaction.update("insert").bind("name", "b").execute();
            assertThat(templates.query("count").scalar(Long.class))
                    .as("read and kept before the commit")
                    .isEqualTo(1);
            connection.commit();
            transaction.committed();
            assertThat(templates.query("count").scalar(Long.class)).isEqualTo(2);
            connection.setAutoCommit(true);
        }
    }

    @Test
    void bytes_are_everybodys_own() {
        templates.update("insert").bind("raw", new byte[] {1, 2}).execute();
        byte[] mine = raw(templates.query("kept").list(Item.class).get(0));
        mine[0] = 9;
        assertThat(raw(templates.query("kept").list(Item.class).get(0))).containsExactly(1, 2);

        Map<String, @Nullable Object> row = templates.query("kept").one();
        ((byte[]) row.get("raw"))[0] = 9;
        assertThat((byte[]) templates.query("kept").one().get("raw")).containsExactly(1, 2);
        assertThat(stats("kept").hits()).isEqualTo(2);
    }

    private static byte[] raw(Item item) {
        byte[] raw = item.raw();
        assertThat(raw).isNotNull();
        return raw == null ? new byte[0] : raw;
    }

    @Test
    void what_others_write_is_seen_when_the_host_says_so() throws SQLException {
        assertThat(templates.query("count").scalar(Long.class)).isZero();
        TestDatabase.execute(url, "INSERT INTO items (name) VALUES ('x')");
        assertThat(templates.query("count").scalar(Long.class)).as("kept").isZero();
        templates.cache().invalidate("Items");
        assertThat(templates.query("count").scalar(Long.class)).isEqualTo(1);
    }
}
