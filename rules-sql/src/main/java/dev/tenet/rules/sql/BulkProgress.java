package dev.tenet.rules.sql;

import java.time.Duration;

/**
 * How far a load has come, as of its last commit.
 *
 * @param job the load
 * @param skipped the rows that earlier runs of the job had taken, loaded or rejected
 * @param loaded the rows that this run has loaded
 * @param rejected the rows that this run has rejected
 * @param elapsed since this run began
 * @param finished whether the job has taken its whole source; nothing is left to do then
 */
public record BulkProgress(String job, long skipped, long loaded, long rejected, Duration elapsed, boolean finished) {
    /** How many rows of the source the job has taken, in this run and earlier ones. */
    public long taken() {
        return skipped + loaded + rejected;
    }

    /** Rows that this run has taken, by second; 0 before the first moment has passed. */
    public double rowsPerSecond() {
        return elapsed.isZero() ? 0 : (loaded + rejected) * 1e9 / elapsed.toNanos();
    }
}
