package dev.tenet.rules.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tenet.rules.sql.TemplateException.Code;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pages one after the other are the whole list, on every database, and also while rows come and go. */
final class PageCompatibilityTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final String YAML = """
            queries:
              insert:
                sql: INSERT INTO items (name, amount, price, made_at) VALUES (:name, :amount, :price, :made_at)
                read_only: false
                params: [{ name: name, type: string }, { name: amount, type: number }, { name: price, type: decimal }, { name: made_at, type: timestamp }]
              delete: { sql: "DELETE FROM items WHERE name = :name", read_only: false, params: [{ name: name, type: string }] }
              by_id: { sql: "SELECT id FROM items WHERE amount >= :least ORDER BY id DESC", result: { id: integer }, params: [{ name: least, type: number, default: 0 }] }
              by_time: { sql: "SELECT made_at, id, name FROM items ORDER BY made_at DESC, id", result: { made_at: timestamp, id: integer } }
              by_price: { sql: "SELECT id, price, name FROM items i ORDER BY price, name DESC -- the last\\n", result: { price: decimal, name: string } }
              by_name: { sql: "SELECT name FROM items ORDER BY name;", result: { name: string } }
              by_amount: { sql: "SELECT amount FROM items ORDER BY amount", result: { amount: number } }
              grouped: { sql: "SELECT amount, COUNT(*) AS n FROM items GROUP BY amount ORDER BY n DESC, amount", result: { amount: number, n: integer } }
              undeclared: { sql: SELECT id FROM items ORDER BY id }
              limited: { sql: SELECT id FROM items ORDER BY id LIMIT 5, result: { id: integer } }
              computed: { sql: SELECT id FROM items ORDER BY id + 1, result: { id: integer } }
              unordered: { sql: SELECT id FROM items, result: { id: integer } }
              wrong: { sql: SELECT name FROM items ORDER BY name, result: { name: integer } }
            """;

    record Id(long id) {}

    private static CallsFixture open(TestDatabase database) throws SQLException {
        return CallsFixture.open(database, YAML);
    }

    private static void insert(CallsFixture in, Random random, int from, int to) {
        in.templates.inTransaction(tx -> {
            for (int i = from; i < to; i++) {
                tx.update("insert")
                        .bind("name", "n" + i)
                        .bind("amount", random.nextInt(4))
                        .bind("price", random.nextInt(4) + ".50")
                        .bind("made_at", START.plusNanos(random.nextInt(5) * 1_000L))
                        .execute();
            }
            return true;
        });
    }

    private static List<Map<String, Object>> pages(CallsFixture in, String query, int size) {
        List<Map<String, Object>> all = new ArrayList<>();
        Page<Map<String, Object>> page = in.templates.query(query).page(PageRequest.first(size));
        all.addAll(page.rows());
        while (page.next().isPresent()) {
            assertThat(page.rows()).hasSize(size);
            page = in.templates.query(query).page(PageRequest.after(page.next().get(), size));
            all.addAll(page.rows());
        }
        return all;
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void pages_of_any_size_are_the_whole_list(TestDatabase database) throws SQLException {
        try (CallsFixture in = open(database)) {
            assertThat(in.templates.query("by_id").page(PageRequest.first(3)).next())
                    .isEmpty();
            insert(in, new Random(7), 0, 40);
            for (String query : List.of("by_id", "by_time", "by_price", "by_name", "grouped")) {
                List<Map<String, Object>> list = in.templates.query(query).maps();
                for (int size : List.of(1, 2, 7, 39, 40, 41)) {
                    assertThat(pages(in, query, size)).as(query + " by " + size).isEqualTo(list);
                }
            }
            Page<Id> page = in.templates.query("by_id").bind("least", 1).page(PageRequest.first(2), Id.class);
            assertThat(page.rows())
                    .isEqualTo(in.templates
                            .query("by_id")
                            .bind("least", 1)
                            .list(Id.class)
                            .subList(0, 2));
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void a_row_that_stays_is_read_once_whatever_comes_and_goes(TestDatabase database) throws SQLException {
        for (int seed = 0; seed < 5; seed++) {
            try (CallsFixture in = open(database)) {
                readWhileRowsComeAndGo(in, new Random(seed));
            }
        }
    }

    private static void readWhileRowsComeAndGo(CallsFixture in, Random random) {
        insert(in, random, 0, 60);
        Set<Object> stay = new HashSet<>();
        in.templates.query("by_time").maps().forEach(row -> stay.add(row.get("name")));
        List<Object> read = new ArrayList<>();
        Optional<String> next = Optional.empty();
        int made = 60;
        do {
            PageRequest request = new PageRequest(2 + random.nextInt(5), next);
            Page<Map<String, Object>> page = in.templates.query("by_time").page(request);
            page.rows().forEach(row -> read.add(row.get("name")));
            next = page.next();
            Object last = page.rows().get(page.rows().size() - 1).get("name"); // the one that the cursor tells of
            for (Object gone : List.of(last, "n" + random.nextInt(60))) {
                in.templates.update("delete").bind("name", gone).execute();
                stay.remove(gone);
            }
            insert(in, random, made, ++made);
        } while (next.isPresent());
        assertThat(read).doesNotHaveDuplicates().containsAll(stay);
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void an_order_that_is_not_unique_or_has_null_is_refused_before_a_row_is_lost(TestDatabase database)
            throws SQLException {
        try (CallsFixture in = open(database)) {
            insert(in, new Random(3), 0, 20);
            assertThatExceptionOfType(TemplateException.class)
                    .isThrownBy(() -> pages(in, "by_amount", 3))
                    .withMessageContaining("two rows have the same amount");
            assertThatExceptionOfType(TemplateException.class)
                    .isThrownBy(() -> pages(in, "by_amount", 1))
                    .withMessageContaining("two rows have the same amount");
            in.templates.update("insert").bind("name", "nothing").execute();
            for (int size : List.of(1, 5, 100)) {
                assertThatExceptionOfType(TemplateException.class)
                        .isThrownBy(() -> pages(in, "by_time", size))
                        .withMessageContaining("a row has NULL in made_at, id");
            }
        }
    }

    /** Text in another form sorts elsewhere than the form that is bound: the next page would begin in the wrong place. */
    @Test
    void a_value_that_the_database_does_not_find_again_is_refused() throws SQLException {
        try (CallsFixture in = open(TestDatabase.SQLITE)) {
            try (Connection connection = in.pool.writing().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("INSERT INTO items (name, made_at) VALUES ('a', '2026-01-01T00:00:00')");
                statement.execute("INSERT INTO items (name, made_at) VALUES ('b', '2026-01-01 00:00:01')");
            }
            assertThatExceptionOfType(TemplateException.class)
                    .isThrownBy(() -> pages(in, "by_time", 1))
                    .withMessageContaining("a row is not found by what was read of made_at, id");
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void a_cursor_that_was_made_up_or_is_of_another_query_is_refused(TestDatabase database) throws SQLException {
        try (CallsFixture in = open(database)) {
            insert(in, new Random(3), 0, 5);
            String cursor = in.templates
                    .query("by_id")
                    .page(PageRequest.first(2))
                    .next()
                    .orElseThrow();
            assertThat(cursor).matches("[A-Za-z0-9_-]+");
            byte[] bytes = Base64.getUrlDecoder().decode(cursor);
            bytes[bytes.length - 1] ^= 1;
            for (String other : List.of(
                    "",
                    "x",
                    "!",
                    cursor + "AAAA",
                    cursor.substring(4),
                    "A".repeat(10_000),
                    Base64.getUrlEncoder().encodeToString(bytes),
                    Base64.getUrlEncoder().encodeToString("' OR 1=1".getBytes(StandardCharsets.UTF_8)),
                    in.templates
                            .query("by_name")
                            .page(PageRequest.first(2))
                            .next()
                            .orElseThrow())) {
                assertThatExceptionOfType(TemplateException.class)
                        .isThrownBy(() -> in.templates.query("by_id").page(PageRequest.after(other, 2)))
                        .withMessageContaining("the cursor is not one of this query")
                        .satisfies(e -> assertThat(e.code()).isEqualTo(Code.VALUE_NOT_ALLOWED));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void what_cannot_be_paged_is_refused(TestDatabase database) throws SQLException {
        try (CallsFixture in = open(database)) {
            insert(in, new Random(3), 0, 5);
            refused(in, "undeclared", "it is ordered by id, whose type is not declared");
            refused(in, "limited", "in or behind its ORDER BY stands LIMIT");
            refused(in, "computed", "in or behind its ORDER BY stands +");
            refused(in, "unordered", "it has no ORDER BY at its end");
            if (database != TestDatabase.SQLITE) {
                refused(in, "wrong", "which is string to the database and integer as declared");
            }
        }
    }

    private static void refused(CallsFixture in, String query, String message) {
        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> in.templates.query(query).page(PageRequest.first(2)))
                .withMessageContaining(message);
    }
}
