package dev.tenet.rules.sql.internal.bulk;

import dev.tenet.rules.sql.BulkLoadException;
import dev.tenet.rules.sql.BulkLoadException.Code;
import dev.tenet.rules.sql.Dialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one run of a job, without auto-commit. PostgreSQL and MariaDB have locks that end with a session:
 * there one connection is kept and holds the lock of the job, so that a second run waits or is refused at once. On
 * SQLite, which has one writer, and H2 a connection is had for each transaction; the checkpoint alone tells a run there
 * that another has begun.
 */
final class JobSession implements AutoCloseable {
    /** Names of locks are the server's, not the database's, and have 64 characters at most. */
    private static final String LOCK_NAME = "CONCAT('tenet_bulk:', SHA1(CONCAT(COALESCE(DATABASE(), ''), ':', ?)))";

    private final Connections connections;
    private final Dialect dialect;
    private final String job;
    private final String purpose;
    private final String lock;
    private @Nullable Connection kept;
    private boolean autoCommit;

    private JobSession(Connections connections, Dialect dialect, String job, String lock) {
        this.connections = connections;
        this.dialect = dialect;
        this.job = job;
        this.purpose = "bulk load " + job;
        this.lock = lock;
    }

    /**
     * Opens a session.
     *
     * @param lock what to lock, the same for all runs of the job
     * @param patience how long to wait for another run
     * @throws BulkLoadException if another run has not ended then
     */
    static JobSession open(Connections connections, Dialect dialect, String job, String lock, Duration patience)
            throws SQLException {
        JobSession session = new JobSession(connections, dialect, job, lock);
        if (dialect == Dialect.POSTGRESQL || dialect == Dialect.MARIADB) {
            Connection connection = session.borrow();
            try {
                session.acquire(connection, patience);
                session.kept = connection;
            } catch (SQLException | RuntimeException | Error e) {
                session.giveBack(connection);
                throw e;
            }
        }
        return session;
    }

    private void acquire(Connection connection, Duration patience) throws SQLException {
        boolean acquired = dialect == Dialect.POSTGRESQL
                ? lockOnPostgresql(connection, patience)
                : lockOnMariadb(connection, patience);
        if (!acquired) {
            throw new BulkLoadException(
                    Code.IN_USE,
                    job,
                    "another run of it is under way and did not end within " + patience.toMillis()
                            + " ms; wait for it, or end it");
        }
    }

    private boolean lockOnPostgresql(Connection connection, Duration patience) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL lock_timeout = " + Math.max(1, patience.toMillis()));
            statement.execute("SELECT pg_advisory_lock(" + Fingerprint.of(lock) + ')');
        } catch (SQLException e) {
            giveUp(connection, e);
            if ("55P03".equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
        connection.commit(); // which ends the timeout, not the lock
        return true;
    }

    /** Lets go of the lock, which may have been granted in the moment in which the wait for it ended. */
    private void giveUp(Connection connection, SQLException failure) throws SQLException {
        try {
            connection.rollback();
            release(connection);
            connection.commit();
        } catch (SQLException e) {
            failure.addSuppressed(e);
            throw failure;
        }
    }

    private boolean lockOnMariadb(Connection connection, Duration patience) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT GET_LOCK(" + LOCK_NAME + ", ?)")) {
            statement.setString(1, lock);
            statement.setDouble(2, patience.toMillis() / 1e3);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() && rows.getInt(1) == 1;
            }
        }
    }

    private Connection borrow() throws SQLException {
        Connection connection = connections.borrow(purpose);
        try {
            autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(false);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        return connection;
    }

    /** Whether all transactions are on one connection. */
    boolean isKept() {
        return kept != null;
    }

    /** A connection for one transaction. */
    Connection take() throws SQLException {
        return kept == null ? borrow() : kept;
    }

    /** Takes a connection back, whose transaction has ended. */
    void give(Connection connection) throws SQLException {
        if (kept == null) {
            giveBack(connection);
        }
    }

    private void giveBack(Connection connection) throws SQLException {
        try (connection) {
            if (!connection.isClosed()) {
                connection.rollback(); // else turning it on again would commit
                connection.setAutoCommit(autoCommit);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        Connection connection = kept;
        kept = null;
        if (connection == null) {
            return;
        }
        try (connection) {
            if (connection.isClosed() || !connection.isValid(5)) {
                return; // the lock went with the session
            }
            connection.rollback();
            connection.setAutoCommit(autoCommit);
            release(connection);
        }
    }

    private void release(Connection connection) throws SQLException {
        if (dialect == Dialect.POSTGRESQL) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SELECT pg_advisory_unlock(" + Fingerprint.of(lock) + ')');
            }
        } else {
            try (PreparedStatement statement = connection.prepareStatement("SELECT RELEASE_LOCK(" + LOCK_NAME + ')')) {
                statement.setString(1, lock);
                statement.execute();
            }
        }
    }
}
