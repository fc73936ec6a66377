package dev.tenet.rules.sql;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * A database with two pools of connections: for writing, and for reading, whose changes the database itself refuses.
 * Every session is in UTC. Thread-safe; close it when the host ends.
 *
 * <ul>
 *   <li>PostgreSQL and MariaDB: connections for reading have read-only transactions.
 *   <li>SQLite: connections for reading are opened read-only. Files are in WAL mode, where readers and the writer do
 *       not wait for each other; there is one connection for writing, whose transactions begin {@code IMMEDIATE}, and
 *       foreign keys are enforced. {@code jdbc:sqlite::memory:} is one database for all connections.
 *   <li>H2 has no such sessions: give {@link PoolOptions.Builder#reader} a user who may only read, else only the text
 *       of a template is checked.
 * </ul>
 *
 * <p>What a borrower changes through JDBC (auto-commit, isolation, schema, an open transaction) is undone when the
 * connection is given back. What it sets by SQL of its own is not: templates cannot, since statements such as
 * {@code SET} are refused in them.
 */
public final class PooledDatabase implements AutoCloseable {
    private final Sessions sessions;
    private final Optional<Connection> anchor;
    private final ConnectionPool writing;
    private final ConnectionPool reading;

    private PooledDatabase(
            Sessions sessions, Optional<Connection> anchor, ConnectionPool writing, ConnectionPool reading) {
        this.sessions = sessions;
        this.anchor = anchor;
        this.writing = writing;
        this.reading = reading;
    }

    /**
     * Opens a database with {@linkplain PoolOptions#defaults() the default options}.
     *
     * @throws SQLException if it cannot be reached
     * @throws IllegalArgumentException if the URL is not one of a database that Tenet knows
     */
    public static PooledDatabase open(String jdbcUrl) throws SQLException {
        return open(jdbcUrl, PoolOptions.defaults());
    }

    /**
     * Opens a database.
     *
     * @throws SQLException if it cannot be reached
     * @throws IllegalArgumentException if the URL is not one of a database that Tenet knows
     */
    public static PooledDatabase open(String jdbcUrl, PoolOptions options) throws SQLException {
        Sessions sessions = new Sessions(jdbcUrl, options);
        List<AutoCloseable> opened = new ArrayList<>();
        try {
            Optional<Connection> anchor = anchor(sessions);
            anchor.ifPresent(opened::add);
            ConnectionPool writing = ConnectionPool.open(sessions.writing());
            opened.add(writing);
            return new PooledDatabase(sessions, anchor, writing, ConnectionPool.open(sessions.reading()));
        } catch (SQLException e) {
            closeAll(opened, e);
            throw e;
        }
    }

    /** A database in memory lives as long as a connection to it does, and pools replace theirs. */
    private static Optional<Connection> anchor(Sessions sessions) throws SQLException {
        return sessions.inMemory()
                ? Optional.of(DriverManager.getConnection(sessions.url(), sessions.writerProperties()))
                : Optional.empty();
    }

    private static void closeAll(List<AutoCloseable> opened, SQLException failure) {
        for (AutoCloseable it : opened) {
            try {
                it.close();
            } catch (Exception e) {
                failure.addSuppressed(e);
            }
        }
    }

    /** Which database it is. */
    public Dialect dialect() {
        return sessions.dialect();
    }

    /** The connections for writing, which read too. A connection that is closed goes back to the pool. */
    public DataSource writing() {
        return writing;
    }

    /** The connections for reading. */
    public DataSource reading() {
        return reading;
    }

    /** Whether the database itself refuses changes over {@link #reading()}; false on H2 without a reader of its own. */
    public boolean holdsReadOnly() {
        return sessions.holdReadOnly();
    }

    /** Who holds connections now, longest first. Tells only the moment: it is for looking, not for deciding. */
    public List<Borrower> borrowers() {
        List<Borrower> all = new ArrayList<>(writing.borrowers());
        all.addAll(reading.borrowers());
        all.sort(Comparator.comparing(Borrower::held).reversed());
        return List.copyOf(all);
    }

    /** Borrows a connection for reading and says what for. */
    Connection read(String purpose) throws SQLException {
        return reading.borrow(purpose);
    }

    /** Borrows a connection for writing and says what for. */
    Connection write(String purpose) throws SQLException {
        return writing.borrow(purpose);
    }

    /** Closes every connection, those in use too. A database in memory is gone then. */
    @Override
    public void close() {
        reading.close();
        writing.close();
        try {
            if (anchor.isPresent()) {
                anchor.get().close();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("cannot close " + dialect().yamlName() + " in memory", e);
        }
    }
}
