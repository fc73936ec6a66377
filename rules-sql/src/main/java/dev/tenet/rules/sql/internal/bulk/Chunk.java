package dev.tenet.rules.sql.internal.bulk;

import dev.tenet.rules.sql.BulkLoadException;
import dev.tenet.rules.sql.BulkLoadException.Code;
import dev.tenet.rules.sql.Dialect;
import dev.tenet.rules.sql.RejectedRow;
import dev.tenet.rules.sql.internal.bulk.BulkCheckpoint.State;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rows of a source from one checkpoint to the next, those that are bad among them. Filled again and again. */
final class Chunk {
    private static final Set<Integer> BAD_ROW_ON_SQLITE = Set.of(18, 19, 20); // too big, a constraint, a mismatch
    private static final int NOT_IN_CHARACTER_SET = 1366;

    private final BulkSettings load;
    private final RowBuffer rows;
    private final RowForm form;
    private final List<Object> sources = new ArrayList<>();
    private final List<RejectedRow> rejects = new ArrayList<>();
    private long[] positions = new long[1_024];
    private @Nullable Object[] values;
    private @Nullable Object[] lastFit;
    private @Nullable SQLException refusal;
    private long taken;
    private long rejectedBefore;

    Chunk(BulkSettings load, RowBuffer rows) {
        this.load = load;
        this.rows = rows;
        this.form = new RowForm(load.target().columns());
        this.values = new @Nullable Object[load.target().columns().size()];
        this.lastFit = values.clone();
    }

    /**
     * Takes the next rows of a source, of which so many are taken; the database may see the first of them at once. A
     * source is not asked whether it has more than there is room for: it may let that wait.
     *
     * @return whether the source is used up
     */
    boolean fill(Iterator<?> source, long takenBefore, long rejectedBefore) {
        rows.clear();
        sources.clear();
        rejects.clear();
        this.rejectedBefore = rejectedBefore;
        this.taken = takenBefore;
        long end = takenBefore + load.checkpointRows();
        while (taken < end && !rows.isFull()) {
            if (!source.hasNext()) {
                return true;
            }
            take(source.next());
        }
        return false;
    }

    private void take(Object row) {
        taken++;
        try {
            form.read(row, values);
            rows.add(values);
        } catch (UnfitRowException e) {
            reject(new RejectedRow(taken, e.column(), e.reason(), row));
            return;
        }
        if (rows.size() > positions.length) {
            positions = Arrays.copyOf(positions, 2 * positions.length);
        }
        positions[rows.size() - 1] = taken;
        sources.add(row);
        @Nullable Object[] spare = lastFit;
        lastFit = values;
        values = spare;
    }

    private void reject(RejectedRow row) {
        rejects.add(row);
        if (rejectedBefore + rejects.size() > load.rejectLimit()) {
            tellRejects();
            throw new BulkLoadException(
                    Code.TOO_MANY_REJECTS,
                    load.job(),
                    (load.rejectLimit() == 0
                                    ? "no row may be rejected, but "
                                    : "more than " + load.rejectLimit() + " rows are bad; the last is ")
                            + row);
        }
    }

    /** Tells of the rows that are rejected, in their order. */
    void tellRejects() {
        rejects.sort(Comparator.comparingLong(RejectedRow::position));
        rejects.forEach(load.rejects());
    }

    /** Writes the rows together; false if the database refuses some of them, and the transaction must be rolled back. */
    boolean send(Connection connection) throws SQLException {
        try {
            rows.send(connection);
            return true;
        } catch (SQLException e) {
            if (!isOfARow(e)) {
                throw e;
            }
            refusal = e;
            return false;
        }
    }

    /** Writes the rows without those that the database refuses, which are rejected. */
    void sendInParts(Connection connection) throws SQLException {
        sendInParts(connection, 0, rows.size(), Objects.requireNonNull(refusal));
    }

    /** Writes rows that were refused together: by halves, until a single one is refused. */
    private void sendInParts(Connection connection, int from, int to, SQLException refusal) throws SQLException {
        if (to - from == 1) {
            reject(new RejectedRow(positions[from], Optional.empty(), reason(refusal), sources.get(from)));
            return;
        }
        int middle = (from + to) >>> 1;
        sendPart(connection, from, middle);
        sendPart(connection, middle, to);
    }

    private void sendPart(Connection connection, int from, int to) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            rows.sendAgain(connection, from, to);
        } catch (SQLException e) {
            if (!isOfARow(e)) {
                throw e;
            }
            connection.rollback(before);
            connection.releaseSavepoint(before);
            sendInParts(connection, from, to, e);
            return;
        }
        connection.releaseSavepoint(before);
    }

    /** What the database says, which may quote any value of the row. */
    private String reason(SQLException refusal) {
        return load.target().isSensitive()
                ? "the database refused it with SQL state " + refusal.getSQLState() + ", code " + refusal.getErrorCode()
                        + "; what it says is left out, since the load has sensitive columns"
                : rows.reason(refusal);
    }

    /** Whether the database refused the values of a row, so that others may do. */
    private boolean isOfARow(SQLException refusal) {
        if (load.target().dialect() == Dialect.SQLITE) {
            return BAD_ROW_ON_SQLITE.contains(refusal.getErrorCode() & 0xFF);
        }
        String state = String.valueOf(refusal.getSQLState());
        return state.startsWith("22") // data exception
                || state.startsWith("23") // a constraint
                || state.equals("45000") // what triggers signal
                || state.equals("P0001")
                || state.equals("54000") // too long for an index
                || load.target().dialect() == Dialect.MARIADB && refusal.getErrorCode() == NOT_IN_CHARACTER_SET;
    }

    /** Where the job stands with these rows. */
    State after(State before, boolean finished) {
        boolean none = rows.size() == 0;
        return new State(
                before.run(),
                taken,
                rejectedBefore + rejects.size(),
                none ? before.markedRow() : positions[rows.size() - 1],
                none ? before.mark() : Fingerprint.of(load.target().description(), lastFit),
                finished);
    }

    /** Whether a row is one that an earlier run loaded, by its fingerprint. */
    boolean isMarked(Object row, long mark) {
        try {
            form.read(row, values);
            return Fingerprint.of(load.target().description(), values) == mark;
        } catch (UnfitRowException e) {
            return false;
        }
    }

    /** Ends what has begun to be sent. */
    void cancel() throws SQLException {
        rows.cancel();
    }
}
