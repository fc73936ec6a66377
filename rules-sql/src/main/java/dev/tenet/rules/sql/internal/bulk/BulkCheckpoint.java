package dev.tenet.rules.sql.internal.bulk;

import dev.tenet.rules.sql.BulkLoadException;
import dev.tenet.rules.sql.BulkLoadException.Code;
import dev.tenet.rules.sql.Dialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * How far a job has come: a row of a table that the job's transactions change together with its rows. Each run writes
 * its number into it; a run that no longer finds its own there has been taken over, and rolls back. Immutable.
 */
public final class BulkCheckpoint {
    private final BulkTarget target;
    private final String table;
    private final String job;

    /**
     * Where a job stands.
     *
     * @param run the number of the run
     * @param taken the rows of the source that are loaded or rejected
     * @param rejected those that are rejected
     * @param markedRow the last row that fitted, from 1; 0 if there is none
     * @param mark its fingerprint
     * @param finished whether the source is used up
     */
    record State(long run, long taken, long rejected, long markedRow, long mark, boolean finished) {}

    BulkCheckpoint(BulkTarget target, String table, String job) {
        this.target = target;
        this.table = new BulkTarget(target.dialect(), table, target.columns()).quotedTable();
        this.job = job;
    }

    /** The table in quotes. */
    String table() {
        return table;
    }

    /** Makes the table if it is not there. Ends the transaction. */
    public void prepare(Connection connection) throws SQLException {
        try {
            find(connection);
            connection.rollback();
        } catch (SQLException missing) {
            connection.rollback();
            create(connection, missing);
        }
    }

    private void create(Connection connection, SQLException missing) throws SQLException {
        boolean mariadb = target.dialect() == Dialect.MARIADB;
        String name = mariadb ? "VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin" : "VARCHAR(200)";
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE " + table + " (job " + name + " NOT NULL PRIMARY KEY, loads_into " + name
                    + " NOT NULL, run_number BIGINT NOT NULL, rows_taken BIGINT NOT NULL, rows_rejected BIGINT NOT NULL,"
                    + " marked_row BIGINT NOT NULL, mark BIGINT NOT NULL, finished SMALLINT NOT NULL, updated_at "
                    + (mariadb ? "DATETIME" : "TIMESTAMP") + " NOT NULL)" + (mariadb ? " ENGINE = InnoDB" : ""));
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            try {
                find(connection); // another was faster
                connection.rollback();
            } catch (SQLException still) {
                connection.rollback();
                e.addSuppressed(missing);
                throw e;
            }
        }
    }

    private void find(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement("SELECT run_number FROM " + table + " WHERE 1 = 0");
                ResultSet rows = statement.executeQuery()) {
            rows.next();
        }
    }

    /**
     * Begins a run: from here on all earlier ones are refused. Ends the transaction.
     *
     * @throws BulkLoadException if the job loads another table
     */
    State begin(Connection connection) throws SQLException {
        if (update(connection, "UPDATE " + table + " SET run_number = run_number + 1 WHERE job = ?", job) == 0) {
            try {
                insert(connection);
            } catch (SQLException e) {
                connection.rollback();
                if (update(connection, "UPDATE " + table + " SET run_number = run_number + 1 WHERE job = ?", job)
                        == 0) {
                    throw e;
                }
            }
        }
        State state = read(connection);
        connection.commit();
        return state;
    }

    private void insert(Connection connection) throws SQLException {
        update(
                connection,
                "INSERT INTO " + table + " (job, loads_into, run_number, rows_taken, rows_rejected, marked_row, mark,"
                        + " finished, updated_at) VALUES (?, ?, 1, 0, 0, 0, 0, 0, CURRENT_TIMESTAMP)",
                job,
                target.table());
    }

    private State read(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT loads_into, run_number, rows_taken, rows_rejected, marked_row, mark, finished FROM " + table
                        + " WHERE job = ?")) {
            statement.setString(1, job);
            try (ResultSet rows = statement.executeQuery()) {
                if (!rows.next()) {
                    throw takenOver();
                }
                if (!rows.getString(1).equals(target.table())) {
                    throw new BulkLoadException(
                            Code.OTHER_TABLE,
                            job,
                            "got the table " + target.table() + ", but earlier runs loaded " + rows.getString(1)
                                    + "; give this load another name");
                }
                return new State(
                        rows.getLong(2),
                        rows.getLong(3),
                        rows.getLong(4),
                        rows.getLong(5),
                        rows.getLong(6),
                        rows.getInt(7) != 0);
            }
        }
    }

    /**
     * Keeps other runs from beginning until the transaction ends.
     *
     * @throws BulkLoadException if another run has begun
     */
    void hold(Connection connection, State state) throws SQLException {
        update(connection, "UPDATE " + table + " SET updated_at = CURRENT_TIMESTAMP WHERE job = ?", job);
        if (read(connection).run() != state.run()) {
            throw takenOver();
        }
    }

    /**
     * Writes where the job stands, in the transaction of its rows.
     *
     * @throws BulkLoadException if another run has begun
     */
    void save(Connection connection, State state) throws SQLException {
        int updated = update(
                connection,
                "UPDATE " + table + " SET rows_taken = ?, rows_rejected = ?, marked_row = ?, mark = ?, finished = ?,"
                        + " updated_at = CURRENT_TIMESTAMP WHERE job = ? AND run_number = ?",
                state.taken(),
                state.rejected(),
                state.markedRow(),
                state.mark(),
                state.finished() ? 1 : 0,
                job,
                state.run());
        if (updated == 0) {
            throw takenOver();
        }
    }

    private BulkLoadException takenOver() {
        return new BulkLoadException(
                Code.TAKEN_OVER,
                job,
                "another run of it has begun and goes on from the last checkpoint, or its checkpoint was forgotten; what"
                        + " this one had not committed is undone");
    }

    /** Forgets the job. */
    public void forget(Connection connection) throws SQLException {
        update(connection, "DELETE FROM " + table + " WHERE job = ?", job);
        connection.commit();
    }

    private static int update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int at = 0; at < values.length; at++) {
                statement.setObject(at + 1, values[at]);
            }
            return statement.executeUpdate();
        }
    }
}
