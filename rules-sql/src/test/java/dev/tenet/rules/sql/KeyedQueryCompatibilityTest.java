package dev.tenet.rules.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tenet.rules.sql.TemplateException.Code;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A query for many keys gives each the rows that it would get alone, on every database. */
final class KeyedQueryCompatibilityTest {
    private static final String YAML = """
            queries:
              insert:
                sql: INSERT INTO items (name, amount, due, ref) VALUES (:name, :amount, :due, :ref)
                read_only: false
                params: [{ name: name, type: string }, { name: amount, type: number }, { name: due, type: date }, { name: ref, type: uuid }]
              by_id: { sql: "SELECT id, name FROM items WHERE id = :id", params: [{ name: id, type: integer, required: true }] }
              star: { sql: "SELECT * FROM items WHERE id = :id", params: [{ name: id, type: integer }] }
              by_name: { sql: "SELECT name FROM items i WHERE i.name = :name", params: [{ name: name, type: string }] }
              by_ref: { sql: "SELECT name FROM items WHERE :ref = ref", params: [{ name: ref, type: uuid }] }
              by_due:
                sql: SELECT name FROM items WHERE amount >= :least AND due = :due AND id BETWEEN 1 AND 1000 ORDER BY name DESC
                params: [{ name: due, type: date }, { name: least, type: number, default: 0 }]
              count_due:
                sql: SELECT due, COUNT(*) AS n FROM items WHERE due IN (:days) GROUP BY due
                params: [{ name: days, type: "date[]" }]
                result: { due: date, n: integer }
              by_amount: { sql: "SELECT name FROM items WHERE amount = :amount", params: [{ name: amount, type: number }] }
              limited: { sql: "SELECT name FROM items WHERE id = :id LIMIT 1", params: [{ name: id, type: integer }] }
            """;

    record Item(long id, String name) {}

    private static CallsFixture open(TestDatabase database) throws SQLException {
        return CallsFixture.open(database, YAML);
    }

    private static void insert(CallsFixture in, String name, double amount, String due) {
        in.templates
                .update("insert")
                .bind(Map.of(
                        "name", name, "amount", amount, "due", due, "ref", UUID.nameUUIDFromBytes(name.getBytes())))
                .execute();
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void every_key_is_answered_in_order_and_an_absent_one_with_nothing(TestDatabase database) throws SQLException {
        try (CallsFixture in = open(database)) {
            insert(in, "a", 1, "2026-01-01");
            insert(in, "b", 1, "2026-01-01");
            KeyedQuery byId = in.templates.query("by_id").by("id");

            assertThat(byId.loadEach(List.of(2L, 7L, 1L), Item.class))
                    .containsExactly(
                            Map.entry(2L, Optional.of(new Item(2, "b"))),
                            Map.entry(7L, Optional.empty()),
                            Map.entry(1L, Optional.of(new Item(1, "a"))));
            assertThat(byId.loadMany(List.of("1", 1, 1L)))
                    .hasSize(3)
                    .allSatisfy((key, rows) -> assertThat(rows).containsExactly(Map.of("id", 1L, "name", "a")));
            assertThat(byId.loadMany(List.of())).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void a_star_has_the_columns_of_the_table_alone(TestDatabase database) throws SQLException {
        try (CallsFixture in = open(database)) {
            insert(in, "a", 1, "2026-01-01");
            insert(in, "b", 1, "2026-01-01");
            Map<Long, List<Map<String, Object>>> rows =
                    in.templates.query("star").by("id").loadMany(List.of(1L, 2L));
            assertThat(rows.get(1L))
                    .isEqualTo(in.templates.query("star").bind("id", 1).maps());
            assertThat(rows.get(2L).get(0)).containsEntry("name", "b").doesNotContainKey("tenet_key");
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void many_keys_give_what_each_gives_alone(TestDatabase database) throws SQLException {
        try (CallsFixture in = open(database)) {
            Random random = new Random(5);
            in.templates.inTransaction(tx -> {
                for (int i = 0; i < 300; i++) {
                    tx.update("insert")
                            .bind("name", "n" + i)
                            .bind("amount", random.nextInt(5))
                            .bind("due", "2026-01-" + (10 + random.nextInt(20)))
                            .bind("ref", new UUID(0, i))
                            .execute();
                }
                return true;
            });
            List<Long> ids = LongStream.range(-5, 2_100).boxed().toList();
            in.templates.query("by_id").by("id").loadMany(ids, Item.class).forEach((id, rows) -> {
                if (id % 50 == 0) {
                    assertThat(rows)
                            .isEqualTo(
                                    in.templates.query("by_id").bind("id", id).list(Item.class));
                }
                assertThat(rows).hasSize(id >= 1 && id <= 300 ? 1 : 0);
            });
            List<String> days = new ArrayList<>();
            for (int day = 9; day < 32; day++) {
                days.add("2026-01-" + (day < 10 ? "0" : "") + day);
            }
            in.templates
                    .query("by_due")
                    .bind("least", 2)
                    .by("due")
                    .loadMany(days)
                    .forEach((day, rows) -> assertThat(rows)
                            .isEqualTo(in.templates
                                    .query("by_due")
                                    .bind("least", 2)
                                    .bind("due", day)
                                    .maps()));
            assertThat(in.templates.query("by_ref").by("ref").loadMany(List.of(new UUID(0, 7), new UUID(1, 7))))
                    .containsExactly(
                            Map.entry(new UUID(0, 7), List.of(Map.of("name", "n7"))),
                            Map.entry(new UUID(1, 7), List.of()));
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void a_key_of_text_finds_what_the_database_takes_for_equal(TestDatabase database) throws SQLException {
        try (CallsFixture in = open(database)) {
            for (String name : List.of("abc", "Straße", "A-010", "x ", "é", "plain")) {
                insert(in, name, 1, "2026-01-01");
            }
            List<String> keys = List.of(
                    "abc", "ABC", "Abc", "strasse", "STRAßE", "A-010", "a-010", "A-10", "x", "x ", "e", "É", "plain",
                    "none");
            Map<String, List<Map<String, Object>>> alone = new LinkedHashMap<>();
            keys.forEach(key -> alone.put(
                    key, in.templates.query("by_name").bind("name", key).maps()));
            KeyedQuery byName = in.templates.query("by_name").by("name");
            assertThat(byName.loadMany(keys)).isEqualTo(alone);
            for (String one : keys) {
                for (String other : keys) {
                    byName.loadMany(List.of(one, other))
                            .forEach((key, rows) ->
                                    assertThat(rows).as(one + " " + other).isEqualTo(alone.get(key)));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void a_list_of_the_template_s_own_names_its_column(TestDatabase database) throws SQLException {
        try (CallsFixture in = open(database)) {
            insert(in, "a", 1, "2026-01-01");
            insert(in, "b", 1, "2026-01-01");
            assertThat(in.templates.query("count_due").by("days", "due").loadMany(List.of("2026-01-01", "2026-01-02")))
                    .satisfies(rows -> assertThat(rows.get("2026-01-01"))
                            .singleElement()
                            .satisfies(row -> assertThat(row).containsEntry("n", 2L)))
                    .containsEntry("2026-01-02", List.of());
            assertThatExceptionOfType(TemplateException.class)
                    .isThrownBy(() ->
                            in.templates.query("count_due").by("days", "day").loadMany(List.of("2026-01-01")))
                    .withMessageContaining("the column \"day\" that has the key is not in the result");
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void a_loader_asks_once_for_all_that_was_asked_so_far(TestDatabase database) throws SQLException {
        try (CallsFixture in = open(database)) {
            insert(in, "a", 1, "2026-01-01");
            insert(in, "b", 1, "2026-01-01");
            BatchLoader<Item> loader = in.templates.query("by_id").by("id").loader(Item.class);
            List<BatchLoader.Asked<Item>> asked =
                    LongStream.of(1, 2, 9).mapToObj(loader::ask).toList();
            assertThat(asked.get(1).one()).isEqualTo(new Item(2, "b"));
            in.templates.update("insert").bind("name", "later").execute();
            assertThat(asked.get(2).optional()).isEmpty();
            assertThat(loader.ask("1").list()).isSameAs(asked.get(0).list());
            assertThat(loader.ask(3).one().name()).isEqualTo("later");
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void what_cannot_be_asked_for_many_keys_is_refused(TestDatabase database) throws SQLException {
        try (CallsFixture in = open(database)) {
            assertThatExceptionOfType(TemplateException.class)
                    .isThrownBy(() -> in.templates.query("limited").by("id"))
                    .withMessageContaining("LIMIT would hold for all keys together (line 1, column 39")
                    .satisfies(e -> assertThat(e.code()).isEqualTo(Code.UNFIT_TEXT));
            assertThatExceptionOfType(TemplateException.class)
                    .isThrownBy(() -> in.templates.query("by_amount").by("amount"))
                    .withMessageContaining("it is a number, want a key of string, integer, uuid or date");
            assertThatExceptionOfType(TemplateException.class)
                    .isThrownBy(() -> in.templates.query("count_due").by("days"))
                    .withMessageContaining("by(\"days\", \"column\")");
            assertThatExceptionOfType(TemplateException.class)
                    .isThrownBy(() -> in.templates.query("by_id").by("id").loadMany(List.of("x")))
                    .withMessageContaining("want a whole number");
            assertThatExceptionOfType(TemplateException.class)
                    .isThrownBy(() -> in.templates.query("by_id").by("idd"))
                    .withMessageContaining("did you mean \"id\"?");
        }
    }
}
