package dev.tenet.rules.sql.internal.bulk;

import dev.tenet.rules.sql.Dialect;
import dev.tenet.rules.sql.internal.codec.Codec;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends rows by INSERT: many in one statement over a network, one after the other where the database is in this process
 * and a longer statement only costs more to read.
 */
final class InsertRows extends RowBuffer {
    /** The most {@code ?} that a statement of PostgreSQL or MariaDB may have. */
    private static final int MOST_VALUES = 65_535;
    /** A statement ends after about so many bytes: MariaDB takes none that is longer than its packets. */
    private static final int STATEMENT_BYTES = 1 << 20;

    private final BulkTarget target;
    private final Codec codec;
    private final int rowsPerStatement;
    private final List<@Nullable Object[]> rows = new ArrayList<>();
    private final List<Integer> weights = new ArrayList<>();
    private long bytes;

    InsertRows(BulkTarget target, int batchRows) {
        this.target = target;
        this.codec = Codec.of(target.dialect());
        this.rowsPerStatement =
                Math.max(1, Math.min(batchRows, MOST_VALUES / target.columns().size()));
    }

    @Override
    void add(@Nullable Object[] values) {
        int weight = 0;
        for (Object value : values) {
            weight += value instanceof String text ? text.length() : value instanceof byte[] raw ? 2 * raw.length : 16;
        }
        rows.add(values.clone());
        weights.add(weight);
        bytes += weight;
    }

    @Override
    int size() {
        return rows.size();
    }

    @Override
    long bytes() {
        return bytes;
    }

    @Override
    void send(Connection connection) throws SQLException {
        sendAgain(connection, 0, rows.size());
    }

    @Override
    void sendAgain(Connection connection, int from, int to) throws SQLException {
        switch (target.dialect()) {
            case SQLITE, H2 -> sendOneByOne(connection, from, to);
            case MARIADB, POSTGRESQL -> sendTogether(connection, from, to);
        }
    }

    private void sendOneByOne(Connection connection, int from, int to) throws SQLException {
        boolean batched = target.dialect() == Dialect.H2; // which may be a server; SQLite never is
        try (PreparedStatement statement = connection.prepareStatement(target.insertInto() + values(1))) {
            for (int at = from; at < to; at++) {
                bind(statement, 0, rows.get(at));
                if (!batched) {
                    statement.executeUpdate();
                    continue;
                }
                statement.addBatch();
                if ((at + 1 - from) % rowsPerStatement == 0 || at + 1 == to) {
                    statement.executeBatch();
                }
            }
        }
    }

    private void sendTogether(Connection connection, int from, int to) throws SQLException {
        int prepared = 0;
        PreparedStatement statement = null;
        try {
            for (int at = from; at < to; ) {
                int end = endOfStatement(at, to);
                if (statement == null || end - at != prepared) {
                    if (statement != null) {
                        statement.close();
                    }
                    prepared = end - at;
                    statement = connection.prepareStatement(target.insertInto() + values(prepared));
                }
                for (int row = at; row < end; row++) {
                    bind(statement, (row - at) * target.columns().size(), rows.get(row));
                }
                statement.executeUpdate();
                at = end;
            }
        } finally {
            if (statement != null) {
                statement.close();
            }
        }
    }

    private int endOfStatement(int from, int to) {
        int most = Math.min(to, from + rowsPerStatement);
        long weight = weights.get(from);
        int end = from + 1;
        while (end < most && weight + weights.get(end) <= STATEMENT_BYTES) {
            weight += weights.get(end);
            end++;
        }
        return end;
    }

    private String values(int count) {
        String row = "(" + "?, ".repeat(target.columns().size() - 1) + "?)";
        return row + (", " + row).repeat(count - 1);
    }

    private void bind(PreparedStatement statement, int before, @Nullable Object[] values) throws SQLException {
        for (int at = 0; at < values.length; at++) {
            codec.bind(statement, before + at + 1, target.columns().get(at).type(), values[at]);
        }
    }

    @Override
    void cancel() {}

    @Override
    void clear() {
        rows.clear();
        weights.clear();
        bytes = 0;
    }

    @Override
    String reason(SQLException refusal) {
        return String.valueOf(refusal.getMessage());
    }
}
