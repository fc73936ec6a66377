package dev.tenet.rules.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.tenet.rules.Layer;
import dev.tenet.rules.RuleSet;
import dev.tenet.rules.sql.DatabaseException.Kind;
import dev.tenet.rules.sql.TemplateException.Code;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Templates do the same on every database, in a JVM whose time zone is not UTC. */
abstract class SqlTemplatesCompatibilityTest {
    private static final String COLUMNS = "name, amount, price, done, made_at, due, ref, doc, raw";
    private static final String PARAMETERS = """
            [{ name: name, type: string }, { name: amount, type: number }, { name: price, type: decimal },
             { name: done, type: boolean }, { name: made_at, type: timestamp }, { name: due, type: date },
             { name: ref, type: uuid }, { name: doc, type: json }, { name: raw, type: bytes }]""".indent(6);
    private static final Instant MADE = Instant.parse("2026-03-29T01:30:00.123456Z");
    private static final UUID REF = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
    private static final TimeZone ZONE = TimeZone.getDefault();

    private final TestDatabase database;
    private final String url;
    private final PooledDatabase pool;
    private SqlTemplates templates;

    SqlTemplatesCompatibilityTest(TestDatabase database) throws SQLException {
        this.database = database;
        this.url = database.create();
        TestDatabase.execute(url, TestTable.ITEMS.get(database.dialect()));
        this.pool = PooledDatabase.open(
                url,
                PoolOptions.builder()
                        .maximum(2)
                        .connectionTimeout(Duration.ofSeconds(2))
                        .build());
        this.templates = SqlTemplates.builder(rules())
                .database("main", pool)
                .withoutVerification()
                .build();
    }

    @BeforeAll
    static void leaveUtc() {
        TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
    }

    @AfterAll
    static void restore() {
        TimeZone.setDefault(ZONE);
    }

    @AfterEach
    void close() {
        assertThat(pool.borrowers()).as("leaked connections").isEmpty();
        templates.close();
        pool.close();
    }

    private RuleSet rules() {
        String text = """
                queries:
                  insert:
                    sql: INSERT INTO items (COLUMNS) VALUES (:name, :amount, :price, :done, :made_at, :due, :ref, :doc, :raw)
                    read_only: false
                    params:
                PARAMS
                  all: { sql: "SELECT id, COLUMNS FROM items ORDER BY id", result: { doc: json } }
                  star: { sql: SELECT * FROM items ORDER BY id }
                  by_id: { sql: "SELECT id, name FROM items WHERE id = :id", params: [{ name: id, type: integer, required: true }] }
                  by_value:
                    sql: SELECT name FROM items WHERE made_at = :made_at AND due = :due AND ref = :ref AND done = :done AND price = :price AND amount = :amount
                    params: [{ name: made_at, type: timestamp }, { name: due, type: date }, { name: ref, type: uuid },
                             { name: done, type: boolean }, { name: price, type: decimal }, { name: amount, type: number }]
                  since:
                    sql: SELECT name FROM items WHERE (:since IS NULL OR made_at >= :since) AND (:name IS NULL OR name = :name) AND (:ref IS NULL OR ref = :ref) AND (:due IS NOT NULL AND due = :due OR :due IS NULL) AND (:n IS NULL OR id = :n) AND (:p IS NULL OR price = :p) AND (:b IS NULL OR done = :b) ORDER BY id
                    params: [{ name: since, type: timestamp }, { name: name, type: string }, { name: ref, type: uuid },
                             { name: due, type: date }, { name: n, type: integer }, { name: p, type: decimal }, { name: b, type: boolean }]
                  in_ids: { sql: "SELECT name FROM items WHERE id IN (:ids) ORDER BY id", params: [{ name: ids, type: "integer[]" }] }
                  not_in_names: { sql: "SELECT name FROM items WHERE name NOT IN (:names) ORDER BY id", params: [{ name: names, type: "string[]" }] }
                  in_all:
                    sql: SELECT name FROM items WHERE made_at IN (:moments) OR due IN (:days) OR ref IN (:refs) OR price IN (:prices) OR amount IN (:amounts) OR done IN (:truths) ORDER BY id
                    params: [{ name: moments, type: "timestamp[]" }, { name: days, type: "date[]" }, { name: refs, type: "uuid[]" },
                             { name: prices, type: "decimal[]" }, { name: amounts, type: "number[]" }, { name: truths, type: "boolean[]" }]
                  page: { sql: "SELECT id FROM items ORDER BY id LIMIT :limit OFFSET :offset", params: [{ name: limit, type: integer, default: 2 }, { name: offset, type: integer, default: 0 }] }
                  count: { sql: "SELECT COUNT(*) AS n FROM items WHERE name IN (:name)", params: [{ name: name, type: string }] }
                  total: { sql: SELECT COUNT(*) AS n FROM items }
                  statistics:
                    sql: SELECT COUNT(*) AS total, AVG(id) AS average, MAX(price) AS highest, SUM(id) AS together FROM items
                    result: { total: integer, average: number, highest: decimal, together: integer }
                  rename: { sql: "UPDATE items SET name = :name WHERE id IN (:ids)", read_only: false, params: [{ name: name, type: string }, { name: ids, type: "integer[]" }] }
                  endless: { timeout_seconds: 1, sql: { sqlite: "ENDLESS", h2: "ENDLESS", postgresql: "ENDLESS", mariadb: "ENDLESS" } }
                  broken: { sql: "SELECT absent FROM items WHERE id = :id", params: [{ name: id, type: integer }] }
                  secret: { sql: "INSERT INTO items (name) VALUES (:name)", read_only: false, params: [{ name: name, type: string, sensitive: true }] }
                  claim:
                    read_only: false
                    sql:
                      sqlite: INSERT INTO items (name) VALUES ('claimed') RETURNING id
                      postgresql: INSERT INTO items (name) VALUES ('claimed') RETURNING id
                      mariadb: INSERT INTO items (name) VALUES ('claimed') RETURNING id
                      h2: SELECT id FROM FINAL TABLE (INSERT INTO items (name) VALUES ('claimed'))
                  twice: { sql: "SELECT id, name AS id FROM items" }
                  missing: { sql: SELECT id FROM items, result: { nme: string } }
                  wrong: { sql: SELECT id FROM items WHERE id = 1, result: { id: timestamp } }
                  variants:
                    sql: SELECT 1 AS n
                    variants: [{ name: a, weight: 1 }, { name: b, weight: 1, set: { sql: SELECT 2 AS n } }]
                  elsewhere: { sql: SELECT 1 AS n, database: archive }
                """.replace("COLUMNS", COLUMNS)
                .replace("PARAMS\n", PARAMETERS)
                .replace("ENDLESS", TestTable.ENDLESS.get(database.dialect()));
        return RuleSet.loader().layer(Layer.of("q", text)).load();
    }

    private void insert(String name) {
        templates.update("insert").bind("name", name).execute();
    }

    private List<Object> names(Query query) {
        return query.maps().stream().<Object>map(row -> row.get("name")).toList();
    }

    private static Code code(Runnable call) {
        try {
            call.run();
        } catch (TemplateException e) {
            return e.code();
        }
        throw new AssertionError("nothing was refused");
    }

    private long insertFull() {
        return templates
                .update("insert")
                .bind("name", "Zoë's ☕")
                .bind("amount", 0.1)
                .bind("price", new BigDecimal("12345.67"))
                .bind("done", true)
                .bind("made_at", MADE)
                .bind("due", LocalDate.of(2026, 3, 29))
                .bind("ref", REF)
                .bind("doc", "{\"a\":1}")
                .bind("raw", new byte[] {0, -1, 39})
                .execute();
    }

    // ---- values ----

    @Test
    void everyTypeComesBackAsItWent() {
        assertThat(insertFull()).isEqualTo(1);
        Map<String, @Nullable Object> row = templates.query("all").one();
        assertThat(new ArrayList<>(row.keySet()))
                .containsExactly("id", "name", "amount", "price", "done", "made_at", "due", "ref", "doc", "raw");
        Map<String, @Nullable Object> plain = new LinkedHashMap<>(row);
        assertThat((byte[]) plain.remove("raw")).containsExactly(0, -1, 39);
        assertThat(plain)
                .containsEntry("id", 1L)
                .containsEntry("name", "Zoë's ☕")
                .containsEntry("amount", 0.1)
                .containsEntry("price", new BigDecimal("12345.67"))
                .containsEntry("done", true)
                .containsEntry("made_at", MADE)
                .containsEntry("due", LocalDate.of(2026, 3, 29))
                .containsEntry("ref", REF)
                .containsEntry("doc", "{\"a\":1}");
        assertThat(templates.query("star").one().keySet()).isEqualTo(row.keySet());
        assertThatThrownBy(() -> row.put("id", 2L)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void everyTypeMayBeNull() {
        templates.update("insert").execute();
        Map<String, @Nullable Object> row = templates.query("all").one();
        assertThat(row).containsEntry("id", 1L);
        assertThat(row.values().stream().filter(value -> value != null)).hasSize(1);
    }

    @Test
    void everyTypeFindsItsEqual() {
        insertFull();
        Query query = templates
                .query("by_value")
                .bind("made_at", "2026-03-28T21:30:00.123456-04:00")
                .bind("due", "2026-03-29")
                .bind("ref", REF.toString())
                .bind("done", "true")
                .bind("price", "12345.670")
                .bind("amount", "0.1");
        assertThat(names(query)).containsExactly("Zoë's ☕");
        assertThat(names(query.bind("made_at", MADE.plusNanos(1_000)))).isEmpty();
    }

    @Test
    void momentsSortWhateverTheirFractions() {
        for (String moment : List.of(
                "2026-01-01T00:00:00Z",
                "2026-01-01T00:00:00.001Z",
                "2026-01-01T00:00:00.001001Z",
                "2026-10-25T00:59:59Z")) {
            templates
                    .update("insert")
                    .bind("name", moment)
                    .bind("made_at", moment)
                    .execute();
        }
        assertThat(names(templates.query("since").bind("since", "2026-01-01T00:00:00Z")))
                .hasSize(4);
        assertThat(names(templates.query("since").bind("since", "2026-01-01T00:00:00.001Z")))
                .hasSize(3);
        assertThat(names(templates.query("since").bind("since", "2026-01-01T00:00:00.0010005Z")))
                .hasSize(3);
        assertThat(names(templates.query("since").bind("since", "2026-10-25T00:59:59Z")))
                .hasSize(1);
        assertThat(templates.query("all").maps().get(3))
                .containsEntry("made_at", Instant.parse("2026-10-25T00:59:59Z"));
    }

    @Test
    void aFilterIsOptionalByNull() {
        insertFull();
        insert("other");
        assertThat(names(templates.query("since"))).hasSize(2);
        assertThat(names(templates.query("since").bind("name", "other"))).containsExactly("other");
        assertThat(names(templates
                        .query("since")
                        .bind("ref", REF)
                        .bind("due", "2026-03-29")
                        .bind("n", 1)
                        .bind("b", true)))
                .containsExactly("Zoë's ☕");
        assertThat(names(templates.query("since").bind("p", 1))).isEmpty();
    }

    @Test
    void declaredTypesAreTheSameEverywhere() {
        insertFull();
        insert("other");
        assertThat(templates.query("statistics").one())
                .containsEntry("total", 2L)
                .containsEntry("average", 1.5)
                .containsEntry("highest", new BigDecimal("12345.67"))
                .containsEntry("together", 3L);
    }

    // ---- lists ----

    @Test
    void aListOfAnyLengthExpands() {
        for (int i = 1; i <= 9; i++) {
            insert("n" + i);
        }
        for (int size = 0; size <= 9; size++) {
            long[] ids = LongStream.rangeClosed(1, size).toArray();
            assertThat(names(templates.query("in_ids").bind("ids", ids))).hasSize(size);
        }
        assertThat(names(templates.query("in_ids"))).isEmpty();
        assertThat(names(templates.query("in_ids").bind("ids", List.of(3, 3L, "4"))))
                .containsExactly("n3", "n4");
        long[] many = LongStream.rangeClosed(5, 20_000).toArray();
        assertThat(names(templates.query("in_ids").bind("ids", many))).hasSize(5);
    }

    @Test
    void notInAnEmptyListIsEverything() {
        insert("a");
        insert("b");
        assertThat(names(templates.query("not_in_names"))).containsExactly("a", "b");
        assertThat(names(templates.query("not_in_names").bind("names", List.of("a"))))
                .containsExactly("b");
        assertThat(names(templates.query("not_in_names").bind("names", List.of("a", "b", "c"))))
                .isEmpty();
    }

    @Test
    void listsOfEveryType() {
        insertFull();
        insert("other");
        assertThat(names(templates.query("in_all"))).isEmpty();
        for (Map.Entry<String, Object> one : Map.<String, Object>of(
                        "moments",
                        MADE,
                        "days",
                        LocalDate.of(2026, 3, 29),
                        "refs",
                        REF,
                        "prices",
                        new BigDecimal("12345.67"),
                        "amounts",
                        0.1,
                        "truths",
                        true)
                .entrySet()) {
            assertThat(names(templates.query("in_all").bind(one.getKey(), List.of(one.getValue(), one.getValue()))))
                    .as(one.getKey())
                    .containsExactly("Zoë's ☕");
        }
    }

    @Test
    void aListHoldsNoNullAndIsNone() {
        Query query = templates.query("in_ids");
        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> query.bind("ids", Arrays.asList(1, null)))
                .withMessage(
                        "query \"in_ids\", parameter \"ids\": got NULL in the list, want a whole number of 64 bits;"
                                + " with NULL in it, NOT IN is never true");
        assertThat(code(() -> query.bind("ids", 5))).isEqualTo(Code.WRONG_TYPE);
        assertThat(code(() -> query.bind("ids", null))).isEqualTo(Code.WRONG_TYPE);
        assertThat(code(() -> query.bind("ids", new long[40_000]))).isEqualTo(Code.VALUE_NOT_ALLOWED);
    }

    @Test
    void oneValueMayStandInBrackets() {
        insert("a");
        assertThat(templates.query("count").bind("name", "a").scalar(Long.class))
                .isEqualTo(1);
    }

    // ---- limits and rows ----

    @Test
    void aLimitIsAParameter() {
        for (String name : List.of("a", "b", "c")) {
            insert(name);
        }
        assertThat(templates.query("page").maps()).hasSize(2);
        assertThat(templates.query("page").bind("limit", "1").bind("offset", 2).one())
                .containsEntry("id", 3L);
        assertThat(templates.query("page").bind("limit", 0).maps()).isEmpty();
        assertThat(code(() -> templates.query("page").bind("limit", -1).maps())).isEqualTo(Code.VALUE_NOT_ALLOWED);
        assertThat(code(() -> templates.query("page").bind("limit", null).maps()))
                .isEqualTo(Code.VALUE_NOT_ALLOWED);
    }

    @Test
    void aListIsBounded() {
        templates.close();
        templates = SqlTemplates.builder(rules())
                .database("main", pool)
                .maxRows(2)
                .withoutVerification()
                .build();
        insert("a");
        insert("b");
        assertThat(templates.query("all").maps()).hasSize(2);
        insert("c");
        assertThat(code(() -> templates.query("all").maps())).isEqualTo(Code.TOO_MANY_ROWS);
        assertThat(code(() -> templates.query("page").bind("limit", 3).list(Id.class)))
                .isEqualTo(Code.TOO_MANY_ROWS);
        try (Stream<Map<String, @Nullable Object>> rows = templates.query("all").stream()) {
            assertThat(rows).hasSize(3);
        }
    }

    @Test
    void oneRowIsOneRow() {
        assertThat(templates.query("all").optional()).isEmpty();
        assertThat(code(() -> templates.query("all").one())).isEqualTo(Code.NOT_ONE_ROW);
        insert("a");
        assertThat(templates.query("by_id").bind("id", 1).one(Named.class)).isEqualTo(new Named(1, "a"));
        assertThat(templates.query("by_id").bind("id", 2).optional(Named.class)).isEmpty();
        insert("b");
        assertThat(code(() -> templates.query("all").one())).isEqualTo(Code.NOT_ONE_ROW);
        assertThat(code(() -> templates.query("all").scalar(Long.class))).isEqualTo(Code.RESULT_MISMATCH);
        assertThat(templates.query("total").scalar(Long.class)).isEqualTo(2);
        assertThat(templates.query("total").scalar(String.class)).isEqualTo("2");
    }

    @Test
    void aStreamGivesRowsOneByOneAndItsConnectionBack() {
        Batch batch = templates.batch("secret");
        for (int i = 0; i < 1_200; i++) {
            batch.bind("name", "n" + i).add();
        }
        assertThat(batch.execute()).isEqualTo(1_200);
        try (Stream<Id> rows = templates.query("page").bind("limit", 1_200).stream(Id.class)) {
            Iterator<Id> some = rows.iterator();
            for (long id = 1; id <= 700; id++) {
                assertThat(some.next()).isEqualTo(new Id(id));
            }
            assertThat(pool.borrowers()).extracting(Borrower::purpose).containsExactly("page");
        }
        assertThat(pool.borrowers()).isEmpty();
        assertThatThrownBy(() -> templates.query("broken").stream()).isInstanceOf(DatabaseException.class);
    }

    @Test
    void whatAStreamWritesIsCommitted() {
        try (Stream<Id> rows = templates.query("claim").stream(Id.class)) {
            assertThat(rows).containsExactly(new Id(1));
        }
        assertThat(templates.query("total").scalar(Long.class)).isEqualTo(1);
    }

    // ---- records ----

    record Id(long id) {}

    record Named(int id, String name) {}

    enum Colour {
        RED,
        GREEN
    }

    record Coloured(Object id, Colour name) {}

    record Maybe(short id, Optional<String> name) {}

    record Full(
            Long id,
            String name,
            double amount,
            BigDecimal price,
            boolean done,
            Instant madeAt,
            Optional<LocalDate> due,
            UUID ref,
            String doc,
            byte[] raw) {}

    record Odd(long id, StringBuilder name) {}

    record Longer(long id, String name, String more) {}

    record Primitive(long id, long name) {}

    @Test
    void aRecordTakesItsColumns() {
        insertFull();
        Full full = templates.query("all").list(Full.class).get(0);
        assertThat(full.madeAt()).isEqualTo(MADE);
        assertThat(full.due()).contains(LocalDate.of(2026, 3, 29));
        assertThat(full.done()).isTrue();
        assertThat(full.ref()).isEqualTo(REF);
        assertThat(full.price()).isEqualByComparingTo("12345.67");
        insert("green");
        templates.update("insert").execute();
        Query byId = templates.query("by_id");
        assertThat(byId.bind("id", 2).one(Coloured.class)).isEqualTo(new Coloured(2L, Colour.GREEN));
        assertThat(byId.bind("id", 3).one(Maybe.class)).isEqualTo(new Maybe((short) 3, Optional.empty()));
        assertThat(byId.bind("id", 3).one(Named.class)).isEqualTo(new Named(3, null));
    }

    @Test
    void aRecordThatDoesNotFitIsRefused() {
        insert("x");
        Query byId = templates.query("by_id").bind("id", 1);
        assertThatThrownBy(() -> byId.one(Id.class))
                .hasMessage(
                        "query \"by_id\": column \"name\" has no component in Id; add one, or leave the column out of the"
                                + " SELECT");
        assertThatThrownBy(() -> byId.one(Longer.class))
                .hasMessage("query \"by_id\": component \"more\" of Longer has no column; the columns are id, name");
        assertThatThrownBy(() -> byId.one(Odd.class))
                .hasMessageContaining("component \"name\" of Odd is a StringBuilder");
        assertThatThrownBy(() -> byId.one(Coloured.class))
                .hasMessage(
                        "query \"by_id\": component \"name\" of Coloured got the text \"x\", want Colour; the constants"
                                + " of Colour are [RED, GREEN]");
        assertThatThrownBy(() -> byId.one(Primitive.class))
                .hasMessage("query \"by_id\": component \"name\" of Primitive got the text \"x\", want long");
        templates.update("insert").execute();
        assertThatThrownBy(() -> templates.query("by_id").bind("id", 2).one(Primitive.class))
                .hasMessage(
                        "query \"by_id\": component \"name\" of Primitive got NULL, which a long cannot be; make it an"
                                + " Optional, or use COALESCE in the SQL");
    }

    @Test
    void aResultThatIsNotAsDeclaredIsRefused() {
        insert("x");
        assertThatThrownBy(() -> templates.query("twice").maps())
                .hasMessage(
                        "query \"twice\": two columns of the result have the label \"id\"; name one of them with AS");
        assertThatThrownBy(() -> templates.query("missing").maps())
                .hasMessage(
                        "query \"missing\": the declared column \"nme\" is not in the result, whose columns are id");
        assertThatThrownBy(() -> templates.query("wrong").maps())
                .hasMessageStartingWith("query \"wrong\": column \"id\" has the ");
    }

    @Test
    void aTableMayChangeUnderATemplate() throws SQLException {
        insert("x");
        assertThat(templates.query("star").one()).hasSize(10);
        TestDatabase.execute(url, "ALTER TABLE items ADD COLUMN more INTEGER");
        assertThat(templates.query("star").one()).hasSize(11).containsKey("more");
    }

    // ---- writing ----

    @Test
    void anUpdateCountsItsRows() {
        for (String name : List.of("a", "b", "c")) {
            insert(name);
        }
        Update rename = templates.update("rename").bind("name", null);
        assertThat(rename.bind("ids", List.of(1, 2, 9)).execute()).isEqualTo(2);
        assertThat(rename.bind("ids", List.of()).execute()).isZero();
        assertThat(code(() -> templates.update("all").execute())).isEqualTo(Code.READ_ONLY);
        assertThat(code(() -> templates.batch("total").add().execute())).isEqualTo(Code.READ_ONLY);
    }

    @Test
    void anInsertGivesItsKey() {
        assertThat(templates.update("insert").bind("name", "a").insert("id")).isEqualTo(1);
        assertThat(templates.update("insert").bind("name", "b").insert("id")).isEqualTo(2);
    }

    @Test
    void aBatchIsAllOrNothing() {
        Batch batch = templates.batch("insert");
        for (String name : List.of("a", "b", "c", "a")) {
            batch.bind("name", name).bind("made_at", MADE).add();
        }
        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(batch::execute)
                .matches(e -> e.kind() == Kind.CONSTRAINT);
        assertThat(templates.query("total").scalar(Long.class)).isZero();
        assertThat(batch.size()).isEqualTo(4);
        assertThat(templates.batch("insert").bind("name", "a").add().add().execute())
                .isEqualTo(2);
        assertThat(templates.query("all").maps().get(1)).containsEntry("name", null);
        assertThat(code(() -> templates.batch("rename").add().execute())).isEqualTo(Code.VALUE_NOT_ALLOWED);
    }

    // ---- transactions ----

    @Test
    void aTransactionCommitsOrRollsBack() {
        assertThat(templates.<Long>inTransaction(tx -> {
                    tx.update("insert").bind("name", "a").execute();
                    tx.batch("insert").bind("name", "b").add().execute();
                    return tx.query("total").scalar(Long.class);
                }))
                .isEqualTo(2);
        assertThatThrownBy(() -> templates.inTransaction(tx -> {
                    tx.update("insert").bind("name", "c").execute();
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        assertThatThrownBy(() -> templates.inTransaction(tx -> {
                    tx.update("insert").bind("name", "c").execute();
                    return tx.update("insert").bind("name", "a").execute();
                }))
                .isInstanceOf(DatabaseException.class);
        assertThat(templates.query("total").scalar(Long.class)).isEqualTo(2);
    }

    @Test
    void transactionsDoNotNestNorOutliveThemselves() {
        assertThatThrownBy(() -> templates.inTransaction(tx -> templates.inTransaction(inner -> 1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("in a transaction already");
        SqlTransaction ended = templates.inTransaction(tx -> tx);
        assertThatThrownBy(() -> ended.query("total").maps()).hasMessageContaining("has ended");
    }

    @Test
    void aBatchThatMightBeDoneInPartIsRefused() throws SQLException {
        try (Connection connection = pool.writing().getConnection()) {
            Batch batch =
                    templates.on(connection).batch("insert").bind("name", "a").add();
            assertThatThrownBy(batch::execute)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("\"insert\" might be done in part; call setAutoCommit(false)");
            connection.setAutoCommit(false);
            assertThat(batch.execute()).isEqualTo(1);
            connection.commit();
            connection.setAutoCommit(true);
        }
        assertThat(templates.query("total").scalar(Long.class)).isEqualTo(1);
    }

    @Test
    void theHostsOwnTransactionIsJoined() throws SQLException {
        try (Connection connection = pool.writing().getConnection()) {
            connection.setAutoCommit(false);
            SqlTransaction joined = templates.on(connection);
            joined.update("insert").bind("name", "a").execute();
            assertThat(joined.query("total").scalar(Long.class)).isEqualTo(1);
            try (Stream<Map<String, @Nullable Object>> rows = joined.query("all").stream()) {
                assertThat(rows).hasSize(1);
            }
            assertThat(connection.isClosed()).isFalse();
            connection.rollback();
            connection.setAutoCommit(true);
        }
        assertThat(templates.query("total").scalar(Long.class)).isZero();
    }

    // ---- mistakes ----

    @Test
    void whatIsWrongIsSaidBeforeTheDatabaseSeesIt() {
        assertThatThrownBy(() -> templates.query("totl"))
                .hasMessageStartingWith(
                        "query \"totl\": there is no such query; did you mean \"total\"? the queries are insert,");
        assertThatThrownBy(() -> templates.query("by_id").bind("ids", 1))
                .hasMessage("query \"by_id\": it has no parameter \"ids\"; did you mean \"id\"? the parameters are id");
        assertThatThrownBy(() -> templates.query("by_id").maps())
                .hasMessage(
                        "query \"by_id\", parameter \"id\": got nothing, want a whole number of 64 bits; bind it, or give"
                                + " it a default");
        assertThatThrownBy(() -> templates.query("by_id").bind("id", "1 OR 1=1"))
                .hasMessage(
                        "query \"by_id\", parameter \"id\": got the text \"1 OR 1=1\", want a whole number of 64 bits");
        assertThatThrownBy(() -> templates.query("secret").bind("name", 5))
                .hasMessage(
                        "query \"secret\", parameter \"name\": got a value that is kept secret, want text; give its text");
        assertThat(code(() -> templates.query("by_id").bind("id", null))).isEqualTo(Code.MISSING_PARAMETER);
        assertThat(code(() -> templates.query("elsewhere").maps())).isEqualTo(Code.WRONG_DATABASE);
        assertThatThrownBy(() -> templates.on("archive", null)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aSecretIsInNoError() {
        templates.update("secret").bind("name", "hunter2").execute();
        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(
                        () -> templates.update("secret").bind("name", "hunter2").execute())
                .matches(e -> e.kind() == Kind.CONSTRAINT)
                .satisfies(e -> {
                    for (Throwable at = e; at != null; at = at.getCause()) {
                        assertThat(at.toString()).doesNotContain("hunter2");
                    }
                });
    }

    @Test
    void anErrorOfTheDatabaseNamesTheTemplate() {
        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(() -> templates.query("broken").bind("id", 1).maps())
                .withMessageStartingWith(
                        "query \"broken\" on " + database.dialect().yamlName() + ": ")
                .matches(e -> e.kind() == Kind.OTHER);
    }

    @Test
    void aStatementIsCancelledWhenItsTimeIsOver() {
        long start = System.nanoTime();
        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(() -> templates.query("endless").maps())
                .withMessage("query \"endless\": cancelled after 1 s, its timeout_seconds")
                .matches(e -> e.kind() == Kind.TIMEOUT);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
        assertThat(templates.query("total").scalar(Long.class)).isZero();
    }

    @Test
    void aDataSourceOfTheHostsServesBoth() throws SQLException {
        try (SqlTemplates own = SqlTemplates.builder(rules())
                .database("main", pool.writing())
                .withoutVerification()
                .build()) {
            assertThat(own.dialect("main")).isEqualTo(database.dialect());
            assertThat(own.update("secret").bind("name", "n").execute()).isEqualTo(1);
            assertThat(own.query("total").scalar(Long.class)).isEqualTo(1);
        }
    }

    @Test
    void aDataSourceThatDoesNotCommitByItselfIsRefused() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setAutoCommit(false);
        config.setMaximumPoolSize(1);
        try (HikariDataSource source = new HikariDataSource(config)) {
            assertThatThrownBy(() -> SqlTemplates.of(rules(), source))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("switch auto-commit on");
        }
    }

    @Test
    void whatIsClosedRunsNothingThatItCouldNotEnd() {
        templates.close();
        assertThatThrownBy(() -> templates.query("endless").maps())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("are closed");
        assertThat(templates.query("total").scalar(Long.class)).isZero();
    }

    @Test
    void aKeyChoosesTheVariant() {
        assertThat(templates.query("variants").scalar(Long.class)).isEqualTo(1);
        long seen = LongStream.range(0, 50)
                .map(i -> templates.query("variants").key("k" + i).scalar(Long.class))
                .distinct()
                .count();
        assertThat(seen).isEqualTo(2);
    }
}
