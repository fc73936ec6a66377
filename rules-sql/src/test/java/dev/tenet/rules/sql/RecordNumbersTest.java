package dev.tenet.rules.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenet.rules.Layer;
import dev.tenet.rules.RuleSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The numbers of records, which are read without boxes, and records of many components. */
class RecordNumbersTest {
    private static final String WIDE =
            IntStream.range(0, 40).mapToObj(i -> i + " AS c" + i).collect(Collectors.joining(", "));

    private final PooledDatabase pool;
    private final SqlTemplates templates;

    RecordNumbersTest() throws SQLException {
        String url = TestDatabase.H2.create();
        TestDatabase.execute(url, "CREATE TABLE numbers (id BIGINT, amount DOUBLE PRECISION)");
        this.pool = PooledDatabase.open(url);
        this.templates = SqlTemplates.of(
                RuleSet.loader().layer(Layer.of("numbers", """
                            queries:
                              numbers:
                                sql: { h2: "SELECT id, amount FROM numbers WHERE id IS NULL OR id = :id" }
                                params: [{ name: id, type: integer, required: true }]
                              doubles:
                                sql: { h2: "SELECT amount FROM numbers ORDER BY id" }
                              wide:
                                sql: { h2: "SELECT %s" }
                            """.formatted(WIDE))).load(), pool);
    }

    record Whole(long id, double amount) {}

    record Small(int id, double amount) {}

    record Amount(double amount) {}

    record Wide(
            long c0,
            int c1,
            Long c2,
            Object c3,
            long c4,
            long c5,
            long c6,
            long c7,
            long c8,
            long c9,
            long c10,
            long c11,
            long c12,
            long c13,
            long c14,
            long c15,
            long c16,
            long c17,
            long c18,
            long c19,
            long c20,
            long c21,
            long c22,
            long c23,
            long c24,
            long c25,
            long c26,
            long c27,
            long c28,
            long c29,
            long c30,
            long c31,
            long c32,
            long c33,
            long c34,
            long c35,
            long c36,
            long c37,
            String c38,
            double c39) {}

    @AfterEach
    void close() {
        templates.close();
        pool.close();
    }

    private void rows(String... values) throws SQLException {
        try (var connection = pool.writing().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(
                    "INSERT INTO numbers VALUES " + Arrays.stream(values).collect(Collectors.joining(", ")));
        }
    }

    @Test
    void zeroIsNotNull() throws SQLException {
        rows("(0, 0.0)");
        assertThat(templates.query("numbers").bind("id", 0).one(Whole.class)).isEqualTo(new Whole(0, 0));
        assertThat(templates.query("numbers").bind("id", 0).one(Small.class)).isEqualTo(new Small(0, 0));
    }

    @Test
    void nullIsRefusedForEachPrimitive() throws SQLException {
        rows("(NULL, 1.5)");
        Query query = templates.query("numbers").bind("id", 1);
        assertThatThrownBy(() -> query.one(Whole.class))
                .hasMessageContaining("component \"id\" of Whole got NULL, which a long cannot be");
        assertThatThrownBy(() -> query.one(Small.class))
                .hasMessageContaining("component \"id\" of Small got NULL, which a int cannot be");
    }

    @Test
    void aFloatingNumberIsNotNullEither() throws SQLException {
        rows("(1, 2.5)", "(2, NULL)");
        assertThatThrownBy(() -> templates.query("doubles").list(Amount.class))
                .hasMessageContaining("component \"amount\" of Amount got NULL, which a double cannot be");
    }

    @Test
    void anIntHoldsNoMoreThanAnInt() throws SQLException {
        rows("(2147483647, 1)", "(2147483648, 1)", "(-2147483648, 1)", "(9223372036854775807, 1)");
        Query query = templates.query("numbers");
        assertThat(query.bind("id", Integer.MAX_VALUE).one(Small.class).id()).isEqualTo(Integer.MAX_VALUE);
        assertThat(query.bind("id", Integer.MIN_VALUE).one(Small.class).id()).isEqualTo(Integer.MIN_VALUE);
        assertThat(query.bind("id", Long.MAX_VALUE).one(Whole.class).id()).isEqualTo(Long.MAX_VALUE);
        assertThatThrownBy(() -> query.bind("id", 2147483648L).one(Small.class))
                .hasMessageContaining(
                        "component \"id\" of Small got the Long 2147483648, want int; make the component a" + " long");
    }

    @Test
    void aRecordMayBeWide() {
        List<Wide> rows = templates.query("wide").list(Wide.class);
        assertThat(rows).hasSize(1);
        assertThat(rows.get(0).c2()).isEqualTo(2);
        assertThat(rows.get(0).c37()).isEqualTo(37);
        assertThat(rows.get(0).c38()).isEqualTo("38");
        assertThat(rows.get(0).c39()).isEqualTo(39.0);
    }
}
