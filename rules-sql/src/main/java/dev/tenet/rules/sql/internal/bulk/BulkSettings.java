package dev.tenet.rules.sql.internal.bulk;

import dev.tenet.rules.sql.BulkProgress;
import dev.tenet.rules.sql.RejectedRow;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Consumer;

/** What a load was told. Immutable. */
public record BulkSettings(
        Connections connections,
        BulkTarget target,
        String job,
        String checkpointTable,
        int batchRows,
        int checkpointRows,
        long rejectLimit,
        Consumer<? super RejectedRow> rejects,
        Consumer<? super BulkProgress> progress,
        Duration patience) {

    public BulkCheckpoint checkpoint() {
        return new BulkCheckpoint(target, checkpointTable, job);
    }

    JobSession openSession() throws SQLException {
        return JobSession.open(connections, target.dialect(), job, checkpoint().table() + '\n' + job, patience);
    }
}
