package dev.tenet.rules.sql;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A database as templates know it: by a name, with the dialect that it speaks and ways to its connections. Immutable. */
final class Database {
    private final String name;
    private final Dialect dialect;
    private final DataSource writing;
    private final Lender reader;
    private final Lender writer;
    private final boolean holdsReadOnly;

    private Database(
            String name, Dialect dialect, DataSource writing, Lender reader, Lender writer, boolean holdsReadOnly) {
        this.name = name;
        this.dialect = dialect;
        this.writing = writing;
        this.reader = reader;
        this.writer = writer;
        this.holdsReadOnly = holdsReadOnly;
    }

    /** Lends connections. */
    @FunctionalInterface
    private interface Lender {
        Connection borrow(String purpose) throws SQLException;
    }

    /**
     * A database behind a data source of the host's, found by asking it.
     *
     * @throws IllegalArgumentException if the database is none that Tenet knows, or its connections do not commit by
     *     themselves
     * @throws IllegalStateException if no connection can be had
     */
    static Database of(String name, DataSource source) {
        Lender lender = purpose -> source.getConnection();
        return new Database(name, dialect(name, source), source, lender, lender, false);
    }

    static Database of(String name, PooledDatabase pool) {
        return new Database(name, pool.dialect(), pool.writing(), pool::read, pool::write, pool.holdsReadOnly());
    }

    private static Dialect dialect(String name, DataSource source) {
        try (Connection connection = source.getConnection()) {
            if (!connection.getAutoCommit()) {
                throw new IllegalArgumentException("the connections to the database \"" + name
                        + "\" do not commit by themselves, so a write outside of a transaction would be lost; switch"
                        + " auto-commit on in its pool");
            }
            String product = connection.getMetaData().getDatabaseProductName();
            return switch (product) {
                case "SQLite" -> Dialect.SQLITE;
                case "H2" -> Dialect.H2;
                case "PostgreSQL" -> Dialect.POSTGRESQL;
                case "MariaDB" -> Dialect.MARIADB;
                default ->
                    throw new IllegalArgumentException("the database \"" + name + "\" is " + product
                            + ", want SQLite, H2, PostgreSQL or MariaDB"
                            + (product.equals("MySQL") ? " (with MariaDB's own driver)" : ""));
            };
        } catch (SQLException e) {
            throw new IllegalStateException("no connection to the database \"" + name + "\": " + e.getMessage(), e);
        }
    }

    String name() {
        return name;
    }

    Dialect dialect() {
        return dialect;
    }

    /** Whether the database itself refuses changes by what borrows to read. */
    boolean holdsReadOnly() {
        return holdsReadOnly;
    }

    /** Its connections for writing, for what runs no template. */
    DataSource writing() {
        return writing;
    }

    /**
     * Borrows a connection for a template, by what it may do.
     *
     * @throws DatabaseException if none is to be had, as the other two do
     */
    Connection borrow(Template template) {
        Lender lender = template.definition().readOnly() ? reader : writer;
        try {
            return lender.borrow(template.name());
        } catch (SQLException e) {
            throw DatabaseException.unconnected("query \"" + template.name() + '"', dialect, e);
        }
    }

    /** Borrows a connection for reading and says what for. */
    Connection read(String purpose) {
        return borrow(reader, purpose);
    }

    /** Borrows a connection for writing and says what for. */
    Connection write(String purpose) {
        return borrow(writer, purpose);
    }

    private Connection borrow(Lender lender, String purpose) {
        try {
            return lender.borrow(purpose);
        } catch (SQLException e) {
            throw DatabaseException.unconnected(purpose, dialect, e);
        }
    }
}
