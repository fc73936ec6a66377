package dev.tenet.rules.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tenet.rules.sql.BulkLoadException.Code;
import dev.tenet.rules.sql.DatabaseException.Kind;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

final class PostgresqlBulkLoaderCompatibilityTest extends BulkLoaderCompatibilityTest {
    PostgresqlBulkLoaderCompatibilityTest() throws SQLException {
        super(TestDatabase.POSTGRESQL);
    }

    @Test
    void textThatPostgresqlCannotHoldIsFoundBeforeItIsSent() throws SQLException {
        numbers()
                .rejects(2, rejected::add)
                .build()
                .load(List.of(List.of(1, "a\0b"), List.of(2, "sound"), List.of(3, "half \ud83d")));
        assertThat(rejected)
                .extracting(RejectedRow::toString)
                .containsExactly(
                        "row 1, column \"label\": got text with the character NUL, want text; PostgreSQL has no such text",
                        "row 3, column \"label\": got text with half a character, U+D83D, want text; no encoding has such text");
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void whatTheServerSaysIsTheReason() {
        numbers().rejects(1, rejected::add).build().load(numbers(250, 120, 1L, "twice"));
        assertThat(rejected.get(0).reason())
                .isEqualTo(
                        "duplicate key value violates unique constraint \"numbers_pkey\"; Key (n)=(1) already exists.");
    }

    @Test
    void anUnloggedTableIsRefused() {
        update("ALTER TABLE numbers SET UNLOGGED");
        assertStopped(Code.NOT_TRANSACTIONAL, () -> numbers().build().load(numbers(10)));
    }

    @Test
    void aConstraintThatWaitsForTheCommitStopsTheLoad() throws SQLException {
        update("ALTER TABLE numbers DROP CONSTRAINT numbers_pkey");
        update("ALTER TABLE numbers ADD CONSTRAINT late UNIQUE (n) DEFERRABLE INITIALLY DEFERRED");
        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(() -> numbers().rejects(9, rejected::add).build().load(numbers(250, 120, 1L, "twice")))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.CONSTRAINT));
        assertThat(count()).isEqualTo(100);
    }

    @Test
    void aTriggerMayRefuseARow() {
        update("CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                + " IF NEW.n = 120 THEN RAISE EXCEPTION 'not on a Sunday'; END IF; RETURN NEW; END $$");
        update("CREATE TRIGGER refuse BEFORE INSERT ON numbers FOR EACH ROW EXECUTE FUNCTION refuse()");
        numbers().rejects(1, rejected::add).build().load(numbers(250));
        assertThat(rejected).extracting(RejectedRow::toString).containsExactly("row 120: not on a Sunday");
    }

    @Test
    void aConnectionThatOnlyKnowsJdbcLoadsByInserts() throws SQLException {
        BulkProgress progress = BulkLoader.into(plain(pool.writing()), "numbers")
                .job("plain")
                .column("n", ValueType.INTEGER)
                .column("label", ValueType.STRING)
                .rejects(2, rejected::add)
                .build()
                .load(numbers(1_000, 500, 1L, "twice"));
        assertThat(progress.loaded()).isEqualTo(999);
        assertThat(rejected).extracting(RejectedRow::position).containsExactly(500L);
        assertThat(count()).isEqualTo(999);
    }

    /** A source whose connections cannot be unwrapped, as those of some hosts. */
    private static DataSource plain(DataSource source) {
        return (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> plain(source.getConnection()));
    }

    private static Connection plain(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("isWrapperFor")) {
                        return false;
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
