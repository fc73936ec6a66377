package dev.tenet.rules.sql;

import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Consumer;

/** What a {@link BulkLoader} was told. Immutable. */
record BulkSettings(
        Database database,
        BulkTarget target,
        String job,
        String checkpointTable,
        int batchRows,
        int checkpointRows,
        long rejectLimit,
        Consumer<? super RejectedRow> rejects,
        Consumer<? super BulkProgress> progress,
        Duration patience) {

    BulkCheckpoint checkpoint() {
        return new BulkCheckpoint(target, checkpointTable, job);
    }

    JobSession openSession() throws SQLException {
        return JobSession.open(database, job, checkpoint().table() + '\n' + job, patience);
    }
}
