package dev.tenet.rules.sql.internal.bulk;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The rows between two checkpoints, in the form in which they are sent. They are kept until they are committed, so that
 * they can be sent again in parts where the database refuses one. Not thread-safe.
 */
abstract sealed class RowBuffer permits CopyRows, InsertRows {
    /** So many bytes, about, end a buffer that the number of its rows does not. */
    private static final int FULL = 16 << 20;

    /**
     * Takes a row; it may begin to send.
     *
     * @throws UnfitRowException if the database has no such value
     */
    abstract void add(@Nullable Object[] values) throws UnfitRowException;

    /** How many rows there are. */
    abstract int size();

    /** About how many bytes they take. */
    abstract long bytes();

    final boolean isFull() {
        return bytes() >= FULL;
    }

    /** Sends all of them that are not sent yet. */
    abstract void send(Connection connection) throws SQLException;

    /** Sends some of them anew, from one to before another. */
    abstract void sendAgain(Connection connection, int from, int to) throws SQLException;

    /** Ends a sending that has begun, so that the connection can be rolled back. */
    abstract void cancel() throws SQLException;

    /** Forgets the rows. */
    abstract void clear();

    /** Why the database refused a row, for people. */
    abstract String reason(SQLException refusal);
}
