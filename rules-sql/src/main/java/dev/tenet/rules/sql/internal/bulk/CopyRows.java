package dev.tenet.rules.sql.internal.bulk;

import dev.tenet.rules.sql.internal.codec.Coercion.UnfitException;
import dev.tenet.rules.sql.internal.driver.PostgresqlDriver;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Sends rows to PostgreSQL by {@code COPY}, in pieces while they come, so that the server works on them meanwhile. */
final class CopyRows extends RowBuffer {
    private static final int PIECE = 1 << 16;

    private final CopyManager manager;
    private final String sql;
    private final List<BulkTarget.Column> columns;
    private final CopyText text = new CopyText();
    private int[] ends = new int[1_024];
    private int size;
    private @Nullable CopyIn copy;
    private @Nullable SQLException failure;
    private int sent;

    /** Rows for a connection of {@link #canSendOver}, which stays the same. */
    CopyRows(Connection connection, BulkTarget target) throws SQLException {
        this.manager = new CopyManager(PostgresqlDriver.of(connection).orElseThrow());
        this.sql = target.copyFrom();
        this.columns = target.columns();
    }

    /** Whether a connection lets itself be used for more than JDBC, by a driver that this class can see. */
    static boolean canSendOver(Connection connection) throws SQLException {
        return PostgresqlDriver.of(connection).isPresent();
    }

    @Override
    void add(@Nullable Object[] values) throws UnfitRowException {
        int start = text.size();
        int at = 0;
        try {
            for (; at < values.length; at++) {
                if (at > 0) {
                    text.separate('\t');
                }
                text.value(columns.get(at).type(), values[at]);
            }
        } catch (UnfitException e) {
            text.cut(start);
            throw UnfitRowException.value(columns.get(at), e);
        }
        text.separate('\n');
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, 2 * size);
        }
        ends[size++] = text.size();
        if (text.size() - sent >= PIECE && failure == null) {
            sendPiece();
        }
    }

    private void sendPiece() {
        try {
            CopyIn running = copy;
            if (running == null) {
                running = manager.copyIn(sql);
                copy = running;
            }
            running.writeToCopy(text.bytes(), sent, text.size() - sent);
            sent = text.size();
        } catch (SQLException e) {
            failure = e; // told when all rows are there, which are then sent in parts
        }
    }

    @Override
    int size() {
        return size;
    }

    @Override
    long bytes() {
        return text.size();
    }

    @Override
    void send(Connection connection) throws SQLException {
        if (failure == null && sent < text.size()) {
            sendPiece();
        }
        if (failure != null) {
            throw failure;
        }
        CopyIn running = copy;
        if (running != null) {
            copy = null;
            running.endCopy();
        }
    }

    @Override
    void sendAgain(Connection connection, int from, int to) throws SQLException {
        CopyIn again = manager.copyIn(sql);
        try {
            int start = from == 0 ? 0 : ends[from - 1];
            again.writeToCopy(text.bytes(), start, ends[to - 1] - start);
            again.endCopy();
        } finally {
            if (again.isActive()) {
                again.cancelCopy();
            }
        }
    }

    @Override
    void cancel() throws SQLException {
        CopyIn running = copy;
        copy = null;
        if (running != null && running.isActive()) {
            running.cancelCopy();
        }
    }

    @Override
    void clear() {
        text.cut(0);
        size = 0;
        sent = 0;
        copy = null;
        failure = null;
    }

    /** The server's words without the line of the COPY, which is not that of the source. */
    @Override
    String reason(SQLException refusal) {
        ServerErrorMessage said = refusal instanceof PSQLException e ? e.getServerErrorMessage() : null;
        if (said == null || said.getMessage() == null) {
            return String.valueOf(refusal.getMessage());
        }
        return said.getMessage() + (said.getDetail() == null ? "" : "; " + said.getDetail());
    }
}
