package dev.tenet.rules.sql.internal.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenet.rules.sql.BulkLoadException;
import dev.tenet.rules.sql.TestDatabase;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JobSessionTest {
    /** PostgreSQL may grant a lock in the moment in which the wait for it ends. */
    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void aLockThatComesTooLateIsNotLeftBehind(TestDatabase database) throws Exception {
        String url = database.create();
        try (Connection one = DriverManager.getConnection(url);
                Connection two = DriverManager.getConnection(url);
                Connection last = DriverManager.getConnection(url)) {
            List<CompletableFuture<Void>> rivals = new ArrayList<>();
            for (Connection connection : List.of(one, two)) {
                rivals.add(CompletableFuture.runAsync(() -> contend(database, connection)));
            }
            for (CompletableFuture<Void> rival : rivals) {
                rival.get(60, TimeUnit.SECONDS);
            }
            try (JobSession free = open(database, last)) {
                assertThat(free.isKept()).isTrue();
            }
        }
    }

    private static JobSession open(TestDatabase database, Connection connection) throws SQLException {
        return JobSession.open(purpose -> kept(connection), database.dialect(), "job", "lock", Duration.ofMillis(1));
    }

    /** As a pool gives it: it is closed for its borrower alone. */
    private static Connection kept(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                JobSessionTest.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) ->
                        method.getName().equals("close") ? null : method.invoke(connection, arguments));
    }

    private static void contend(TestDatabase database, Connection connection) {
        Random random = new Random(connection.hashCode());
        for (int turn = 0; turn < 1_000; turn++) {
            try (JobSession session = open(database, connection)) {
                assertThat(session.isKept()).isTrue();
                LockSupport.parkNanos(random.nextInt(1_500_000));
            } catch (BulkLoadException e) {
                assertThat(e.code()).isEqualTo(BulkLoadException.Code.IN_USE);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
