package dev.tenet.rules.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenet.rules.Layer;
import dev.tenet.rules.RuleSet;
import dev.tenet.rules.sql.BulkLoadException.Code;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Loads do the same on every database. */
abstract class BulkLoaderCompatibilityTest {
    private static final Instant MADE = Instant.parse("2026-03-29T01:30:00.123456Z");
    private static final UUID REF = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");

    private final TestDatabase database;
    private final String url;
    final PooledDatabase pool;
    final List<RejectedRow> rejected = new ArrayList<>();

    BulkLoaderCompatibilityTest(TestDatabase database) throws SQLException {
        this.database = database;
        this.url = database.create();
        TestDatabase.execute(url, TestTable.ITEMS.get(database.dialect()));
        TestDatabase.execute(
                url,
                "CREATE TABLE numbers (n BIGINT NOT NULL PRIMARY KEY CHECK (n <> 1300), label VARCHAR(20) NOT NULL"
                        + " CHECK (LENGTH(label) <= 20))");
        this.pool = PooledDatabase.open(
                url,
                PoolOptions.builder()
                        .maximum(4)
                        .connectionTimeout(Duration.ofSeconds(5))
                        .build());
    }

    @AfterEach
    void close() {
        assertThat(pool.borrowers()).as("leaked connections").isEmpty();
        pool.close();
    }

    final BulkLoader.Builder numbers() {
        return BulkLoader.into(pool, "numbers")
                .job("numbers")
                .column("n", ValueType.INTEGER)
                .column("label", ValueType.STRING)
                .batchRows(7)
                .checkpointRows(100);
    }

    private BulkLoader.Builder items() {
        return BulkLoader.into(pool, "items")
                .job("items")
                .column("name", ValueType.STRING)
                .column("amount", ValueType.NUMBER)
                .column("price", ValueType.DECIMAL)
                .column("done", ValueType.BOOLEAN)
                .column("made_at", ValueType.TIMESTAMP)
                .column("due", ValueType.DATE)
                .column("ref", ValueType.UUID)
                .column("doc", ValueType.JSON)
                .column("raw", ValueType.BYTES);
    }

    private static Object[] number(long n) {
        return new Object[] {n, "row " + n};
    }

    static Stream<Object[]> numbers(long count) {
        return LongStream.rangeClosed(1, count).mapToObj(BulkLoaderCompatibilityTest::number);
    }

    static Stream<Object[]> numbers(long count, long other, Object... row) {
        return LongStream.rangeClosed(1, count).mapToObj(n -> n == other ? row : number(n));
    }

    final long count() throws SQLException {
        return number("SELECT COUNT(*) FROM numbers");
    }

    final long number(String sql) throws SQLException {
        try (Connection connection = pool.reading().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private SqlTemplates templates() {
        return SqlTemplates.of(RuleSet.loader().layer(Layer.of("test", """
                                queries:
                                  all:
                                    sql: SELECT name, amount, price, done, made_at, due, ref, doc, raw FROM items ORDER BY id
                                    result: { doc: json }
                                """)).load(), pool);
    }

    @Test
    void valuesOfEveryTypeAndNullArriveAsTheyAre() {
        @Nullable
        Object[] full = {
            "a",
            1.5e-7,
            new BigDecimal("9.90"),
            true,
            MADE,
            LocalDate.of(2026, 1, 31),
            REF,
            "{\"a\": 1}",
            new byte[] {0, -1, 92}
        };
        @Nullable
        Object[] asText = {
            "b", "-2.5", "12", "false", "0001-01-01T00:00:00Z", "9999-12-31", REF.toString(), "[]", new byte[0]
        };
        @Nullable Object[] empty = new @Nullable Object[9];
        BulkProgress progress = items().build().load(Arrays.asList(full, asText, empty));

        assertThat(progress.loaded()).isEqualTo(3);
        try (SqlTemplates templates = templates()) {
            List<Map<String, Object>> rows = templates.query("all").maps();
            assertThat(rows.get(0))
                    .containsEntry("name", "a")
                    .containsEntry("amount", 1.5e-7)
                    .containsEntry("done", true)
                    .containsEntry("made_at", MADE)
                    .containsEntry("due", LocalDate.of(2026, 1, 31))
                    .containsEntry("ref", REF)
                    .containsEntry("raw", new byte[] {0, -1, 92});
            assertThat((BigDecimal) rows.get(0).get("price")).isEqualByComparingTo("9.90");
            assertThat(rows.get(1))
                    .containsEntry("amount", -2.5)
                    .containsEntry("done", false)
                    .containsEntry("made_at", Instant.parse("0001-01-01T00:00:00Z"))
                    .containsEntry("due", LocalDate.of(9999, 12, 31))
                    .containsEntry("doc", "[]")
                    .containsEntry("raw", new byte[0]);
            assertThat(rows.get(2).values()).containsOnlyNulls();
        }
    }

    @Test
    void textArrivesCharacterByCharacter() throws SQLException {
        List<String> texts = List.of(
                "",
                "\\N",
                "\\.",
                "a\tb\nc\rd\\e\\\\",
                "'\"`$1 ? :x",
                "\b\f\u000b\u0001",
                "\u007f\u0080\u07ff\u0800\uffff",
                "\u00df \u6f22\u5b57 \ud83d\ude00",
                "x".repeat(299));
        TestDatabase.execute(url, "CREATE TABLE texts (n BIGINT, label VARCHAR(300))");
        BulkLoader.into(pool, "texts")
                .job("texts")
                .column("n", ValueType.INTEGER)
                .column("label", ValueType.STRING)
                .build()
                .load(IntStream.range(0, texts.size()).mapToObj(n -> List.of(n, texts.get(n))));
        try (Connection connection = pool.reading().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT label FROM texts ORDER BY n")) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            assertThat(found).containsExactlyElementsOf(texts);
        }
    }

    /** A row as a record. */
    record Labelled(Optional<Colour> label, int n, String unused) {}

    enum Colour {
        RED
    }

    @Test
    void rowsAreArraysListsMapsAndRecords() throws SQLException {
        Map<String, Object> map = new HashMap<>(Map.of("n", 3, "label", "map", "other", "left out"));
        List<?> rows = List.of(
                new Object[] {1L, "array"}, List.of("2", "list"), map, new Labelled(Optional.of(Colour.RED), 4, ""));
        assertThat(numbers().build().load(rows).loaded()).isEqualTo(4);
        assertThat(number("SELECT COUNT(*) FROM numbers WHERE label IN ('array', 'list', 'map', 'RED')"))
                .isEqualTo(4);
    }

    /** A record without the column. */
    record Nameless(long n) {}

    @Test
    void whatIsNoRowStopsTheLoad() {
        BulkLoader loader = numbers().build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> loader.load(List.of("text")))
                .withMessageContaining("java.lang.String")
                .withMessageContaining("record");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> loader.load(List.of(new Nameless(1))))
                .withMessageContaining("column \"label\" has no component in Nameless");
    }

    @Test
    void namesInQuotesAreTakenAsTheyAre() throws SQLException {
        String table = quoted("Odd.Table");
        TestDatabase.execute(
                url,
                "CREATE TABLE " + table + " (" + quoted("select") + " BIGINT, " + quoted("Mixed Case") + " BIGINT)");
        BulkLoader.into(pool, "\"Odd.Table\"")
                .job("odd")
                .column("\"select\"", ValueType.INTEGER)
                .column("\"Mixed Case\"", ValueType.INTEGER)
                .build()
                .load(List.of(Map.of("select", 1, "Mixed Case", 2)));
        assertThat(number("SELECT COUNT(*) FROM " + table + " WHERE " + quoted("Mixed Case") + " = 2"))
                .isEqualTo(1);
    }

    private String quoted(String name) {
        return database == TestDatabase.MARIADB ? '`' + name + '`' : '"' + name + '"';
    }

    @Test
    void anEmptySourceIsFinished() throws SQLException {
        List<BulkProgress> told = new ArrayList<>();
        BulkProgress progress = numbers().onProgress(told::add).build().load(List.of());
        assertThat(progress.finished()).isTrue();
        assertThat(progress.taken()).isZero();
        assertThat(told).hasSize(1);
        assertThat(count()).isZero();
    }

    @Test
    void progressIsToldAtEachCheckpoint() throws SQLException {
        List<BulkProgress> told = new ArrayList<>();
        numbers().onProgress(told::add).build().load(numbers(250));
        assertThat(told).extracting(BulkProgress::loaded).containsExactly(100L, 200L, 250L);
        assertThat(told).extracting(BulkProgress::finished).containsExactly(false, false, true);
        assertThat(told.get(2).rowsPerSecond()).isPositive();
        assertThat(count()).isEqualTo(250);
    }

    @Test
    void aFinishedJobLoadsNothingUntilItIsForgotten() throws SQLException {
        BulkLoader loader = numbers().build();
        loader.load(numbers(200));
        BulkProgress again = loader.load(numbers(300));
        assertThat(again.loaded()).isZero();
        assertThat(again.skipped()).isEqualTo(200);
        assertThat(again.finished()).isTrue();
        loader.forget();
        TestDatabase.execute(url, "DELETE FROM numbers");
        assertThat(loader.load(numbers(300)).loaded()).isEqualTo(300);
        assertThat(count()).isEqualTo(300);
    }

    /** A source that fails after so many rows. */
    private static Iterator<Object[]> failing(long after) {
        return numbers(1_000)
                .peek(row -> {
                    if ((long) row[0] > after) {
                        throw new IllegalStateException("the source broke");
                    }
                })
                .iterator();
    }

    @Test
    void aLoadThatBrokeGoesOnAtItsCheckpoint() throws SQLException {
        BulkLoader loader = numbers().build();
        for (long after : new long[] {50, 150, 400, 777}) {
            assertThatThrownBy(() -> loader.load(failing(after))).hasMessage("the source broke");
            assertThat(count()).isEqualTo(after / 100 * 100);
        }
        BulkProgress progress = loader.load(numbers(1_000));
        assertThat(progress.skipped()).isEqualTo(700);
        assertThat(progress.loaded()).isEqualTo(300);
        assertThat(count()).isEqualTo(1_000);
        assertThat(number("SELECT SUM(n) FROM numbers")).isEqualTo(500_500);
    }

    @Test
    void aListenerThatFailsStopsTheLoadAfterItsCheckpoint() throws SQLException {
        assertThatThrownBy(() -> numbers()
                        .onProgress(progress -> {
                            throw new IllegalStateException("enough");
                        })
                        .build()
                        .load(numbers(1_000)))
                .hasMessage("enough");
        assertThat(count()).isEqualTo(100);
        assertThat(numbers().build().load(numbers(1_000)).skipped()).isEqualTo(100);
    }

    private BulkLoader.Builder secret(String table) {
        return BulkLoader.into(pool, table)
                .job("secret")
                .sensitiveColumn("n", ValueType.INTEGER)
                .sensitiveColumn("label", ValueType.STRING);
    }

    @Test
    void noMessageShowsAValueOfASensitiveColumn() throws SQLException {
        List<Object[]> rows = List.of(
                number(1),
                new Object[] {"s3cret", "not a number"},
                new Object[] {1300, "s3cret"}, // against a check
                new Object[] {77771, "a"},
                new Object[] {77771, "s3cret"}, // against the key
                new Object[] {2, "s3cret".repeat(9)});
        secret("numbers").rejects(4, rejected::add).build().load(rows);
        assertThat(rejected).extracting(RejectedRow::position).containsExactly(2L, 3L, 5L, 6L);
        assertThat(rejected)
                .extracting(RejectedRow::toString)
                .noneMatch(text -> text.contains("s3cret") || text.contains("77771") || text.contains("1300"))
                .anyMatch(text -> text.equals("row 2, column \"n\": got a value that is kept secret, want "
                        + ValueType.INTEGER.description()))
                .anyMatch(text -> text.startsWith("row 3: the database refused it with SQL state "));
        assertThat(count()).isEqualTo(2);

        secret("numbers").build().forget();
        assertThatThrownBy(() -> secret("numbers").build().load(rows.subList(4, 5)))
                .isInstanceOf(BulkLoadException.class)
                .hasMessageContaining("row 1: the database refused it")
                .hasMessageNotContainingAny("s3cret", "77771");
    }

    @Test
    void whatTheDatabaseSaysOfASensitiveLoadIsLeftOut() {
        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(() -> secret("absent").build().load(numbers(1)))
                .withMessageContaining("left out, since the load has sensitive columns")
                .satisfies(e -> assertThat(e)
                        .hasStackTraceContaining("left out")
                        .matches(it -> it.getSuppressed().length == 0));
    }

    @Test
    void aChangedSourceIsNoticed() throws SQLException {
        assertThatThrownBy(() -> numbers().build().load(failing(250))).hasMessage("the source broke");
        assertStopped(
                Code.SOURCE_CHANGED, () -> numbers().build().load(numbers(1_000).skip(1)));
        assertStopped(Code.SOURCE_CHANGED, () -> numbers().build().load(numbers(199)));
        assertStopped(
                Code.SOURCE_CHANGED,
                () -> numbers().column("more", ValueType.STRING).build().load(numbers(1_000)));
        assertStopped(
                Code.OTHER_TABLE,
                () -> BulkLoader.into(pool, "items")
                        .job("numbers")
                        .column("name", ValueType.STRING)
                        .build()
                        .load(numbers(1_000)));
        assertThat(count()).isEqualTo(200);
        assertThat(numbers().build().load(numbers(1_000)).loaded()).isEqualTo(800);
    }

    static void assertStopped(Code code, Runnable load) {
        assertThatExceptionOfType(BulkLoadException.class)
                .isThrownBy(load::run)
                .satisfies(e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void badRowsAreRejectedAndTheOthersLoaded() throws SQLException {
        Map<Long, Object[]> bad = Map.of(
                3L, new Object[] {"three", "x"},
                50L, new Object[] {50L, null},
                51L, new Object[] {51L, "too long for a label that has twenty"},
                100L, new Object[] {1L, "a key that is there"},
                101L, new Object[] {101L},
                230L, new Object[] {229L, "also there"},
                250L, new Object[] {1_300L, "checked"});
        BulkProgress progress = numbers()
                .rejects(7, rejected::add)
                .build()
                .load(LongStream.rangeClosed(1, 250).mapToObj(n -> bad.getOrDefault(n, number(n))));
        assertThat(progress.loaded()).isEqualTo(243);
        assertThat(progress.rejected()).isEqualTo(7);
        assertThat(count()).isEqualTo(243);
        assertThat(rejected).extracting(RejectedRow::position).containsExactly(3L, 50L, 51L, 100L, 101L, 230L, 250L);
        assertThat(rejected).extracting(RejectedRow::row).containsExactly(rowsOf(bad));
        assertThat(rejected.get(0))
                .hasToString("row 3, column \"n\": got the text \"three\", want a whole number of 64 bits");
        assertThat(rejected.get(4).reason()).isEqualTo("got 1 values, want 2, one for each column");
        assertThat(rejected)
                .allMatch(row -> !row.reason().isBlank() && !row.reason().contains("COPY"));
    }

    private static Object[] rowsOf(Map<Long, Object[]> bad) {
        return bad.keySet().stream().sorted().map(bad::get).toArray();
    }

    @Test
    void aChunkOfBadRowsAloneIsPassed() throws SQLException {
        BulkProgress progress = numbers()
                .rejects(200, rejected::add)
                .build()
                .load(LongStream.rangeClosed(1, 300)
                        .mapToObj(n -> n <= 100
                                ? number(n)
                                : n <= 200 ? new Object[] {n % 100, "twice"} : new Object[] {"no", ""}));
        assertThat(progress.rejected()).isEqualTo(199);
        assertThat(progress.loaded()).isEqualTo(101);
        assertThat(count()).isEqualTo(101);
        assertThat(rejected).extracting(RejectedRow::position).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void moreBadRowsThanAllowedStopTheLoadAndAreTold() throws SQLException {
        List<Object[]> rows = numbers(300).toList();
        LongFunction<Object[]> twice = n -> new Object[] {1L, "twice"};
        for (int at : new int[] {50, 150, 160, 170}) {
            rows = new ArrayList<>(rows);
            rows.set(at, twice.apply(at));
        }
        List<Object[]> source = rows;
        assertThatExceptionOfType(BulkLoadException.class)
                .isThrownBy(() -> numbers().rejects(2, rejected::add).build().load(source))
                .satisfies(e -> assertThat(e.code()).isEqualTo(Code.TOO_MANY_REJECTS))
                .withMessageContaining("row 1");
        assertThat(count()).isEqualTo(99);
        assertThat(rejected).extracting(RejectedRow::position).startsWith(51L, 151L);
        rejected.clear();
        BulkProgress progress = numbers().rejects(4, rejected::add).build().load(source);
        assertThat(progress.rejected()).isEqualTo(3);
        assertThat(rejected).extracting(RejectedRow::position).containsExactly(151L, 161L, 171L);
        assertThat(count()).isEqualTo(296);
    }

    @Test
    void withoutASinkTheFirstBadRowStopsTheLoadAndIsNamed() {
        assertThatExceptionOfType(BulkLoadException.class)
                .isThrownBy(() -> numbers().build().load(numbers(250, 120, 120L, null)))
                .satisfies(e -> assertThat(e.code()).isEqualTo(Code.TOO_MANY_REJECTS))
                .withMessageContaining("no row may be rejected, but row 120: ");
    }

    @Test
    void aSinkThatFailsUndoesTheTransaction() throws SQLException {
        assertThatThrownBy(() -> numbers()
                        .rejects(9, row -> {
                            throw new IllegalStateException("the disk is full");
                        })
                        .build()
                        .load(numbers(250, 120, 1L, "twice")))
                .hasMessage("the disk is full");
        assertThat(count()).isEqualTo(100);
        numbers().rejects(9, rejected::add).build().load(numbers(250, 120, 1L, "twice"));
        assertThat(rejected).extracting(RejectedRow::position).containsExactly(120L);
        assertThat(count()).isEqualTo(249);
    }

    @Test
    void aTableThatIsNotThereIsTheDatabasesToSay() {
        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(() -> BulkLoader.into(pool, "absent")
                        .job("absent")
                        .column("n", ValueType.INTEGER)
                        .rejects(1_000, rejected::add)
                        .build()
                        .load(List.of(List.of(1), List.of(2))))
                .withMessageContaining("bulk load \"absent\"");
        assertThat(rejected).isEmpty();
    }

    @Test
    void largeRowsEndATransactionEarly() throws SQLException {
        List<BulkProgress> told = new ArrayList<>();
        byte[] large = new byte[3 << 20];
        if (database == TestDatabase.H2) {
            TestDatabase.execute(url, "ALTER TABLE items ALTER COLUMN raw SET DATA TYPE BLOB");
        } else if (database == TestDatabase.MARIADB) {
            TestDatabase.execute(url, "ALTER TABLE items MODIFY raw LONGBLOB");
        }
        BulkLoader.into(pool, "items")
                .job("large")
                .column("raw", ValueType.BYTES)
                .onProgress(told::add)
                .build()
                .load(IntStream.range(0, 7).mapToObj(n -> List.of(large)));
        assertThat(told).hasSizeGreaterThan(1);
        assertThat(number("SELECT SUM(LENGTH(raw)) FROM items")).isEqualTo(7L * large.length);
    }

    @Test
    void twoRunsOfAJobAtOnceLoadEachRowOnce() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch second = new CountDownLatch(1);
        Iterator<Object[]> held = numbers(1_000)
                .peek(row -> {
                    if ((long) row[0] == 350) {
                        first.countDown();
                        await(second);
                    }
                })
                .iterator();
        CompletableFuture<BulkProgress> earlier =
                CompletableFuture.supplyAsync(() -> numbers().build().load(held));
        await(first);
        BulkLoader later = numbers().patience(Duration.ofMillis(50)).build();
        if (database == TestDatabase.POSTGRESQL || database == TestDatabase.MARIADB) {
            assertStopped(Code.IN_USE, () -> later.load(numbers(1_000)));
            second.countDown();
            assertThat(earlier.get(60, TimeUnit.SECONDS).loaded()).isEqualTo(1_000);
        } else {
            assertThat(later.load(numbers(1_000)).loaded()).isEqualTo(700);
            second.countDown();
            assertThatThrownBy(() -> earlier.get(60, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOfSatisfying(
                            BulkLoadException.class, e -> assertThat(e.code()).isEqualTo(Code.TAKEN_OVER));
        }
        assertThat(count()).isEqualTo(1_000);
        assertThat(later.load(numbers(1_000)).loaded()).isZero();
    }

    @Test
    void whoeverWinsAmongManyRunsEachRowIsThereOnce() throws Exception {
        TestDatabase.execute(url, "CREATE TABLE keyless (n BIGINT NOT NULL, label VARCHAR(20))");
        BulkLoader loader = BulkLoader.into(pool, "keyless")
                .job("contended")
                .column("n", ValueType.INTEGER)
                .column("label", ValueType.STRING)
                .checkpointRows(50)
                .rejects(0, rejected::add)
                .patience(Duration.ofMillis(20))
                .build();
        List<CompletableFuture<Void>> runs = new ArrayList<>();
        for (int thread = 0; thread < 3; thread++) {
            runs.add(CompletableFuture.runAsync(() -> {
                for (int run = 0; run < 5; run++) {
                    try {
                        loader.load(numbers(2_000, 777, 777L, null));
                    } catch (BulkLoadException e) {
                        assertThat(e.code()).isIn(Code.TAKEN_OVER, Code.IN_USE);
                    }
                }
            }));
        }
        for (CompletableFuture<Void> run : runs) {
            run.get(60, TimeUnit.SECONDS);
        }
        loader.load(numbers(2_000, 777, 777L, null));
        assertThat(number("SELECT COUNT(*) FROM keyless")).isEqualTo(2_000);
        assertThat(number("SELECT COUNT(DISTINCT n) FROM keyless")).isEqualTo(2_000);
        assertThat(rejected).isEmpty();
    }

    @Test
    void aRunWhoseCheckpointIsTakenStopsWithoutATrace() throws SQLException {
        BulkLoader loader = numbers()
                .onProgress(progress -> {
                    if (progress.taken() == 300) {
                        update("UPDATE tenet_bulk_checkpoint SET run_number = run_number + 1");
                    }
                })
                .build();
        assertStopped(Code.TAKEN_OVER, () -> loader.load(numbers(1_000)));
        assertThat(count()).isEqualTo(300);
        assertThat(numbers().build().load(numbers(1_000)).skipped()).isEqualTo(300);
        assertThat(count()).isEqualTo(1_000);
    }

    final void update(String sql) {
        try {
            TestDatabase.execute(url, sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void jobsOfOneTableAreIndependent() throws SQLException {
        numbers().build().load(numbers(10));
        numbers()
                .job("Numbers")
                .checkpointTable("other_checkpoints")
                .build()
                .load(numbers(30).skip(10));
        numbers().job("NUMBERS").build().load(numbers(40).skip(30));
        assertThat(count()).isEqualTo(40);
        assertThat(number("SELECT COUNT(*) FROM tenet_bulk_checkpoint")).isEqualTo(2);
    }

    @Test
    void aDataSourceOfTheHostIsLeftAsItWas() throws SQLException {
        DataSource source = pool.writing();
        BulkLoader.into(source, "numbers")
                .job("hosts")
                .column("n", ValueType.INTEGER)
                .column("label", ValueType.STRING)
                .build()
                .load(numbers(10));
        try (Connection connection = source.getConnection()) {
            assertThat(connection.getAutoCommit()).isTrue();
        }
        assertThat(count()).isEqualTo(10);
    }
}
