package dev.tenet.rules.sql;

import java.io.Serial;

/**
 * A load stopped for a reason of its own; what the database itself refused or failed at is a {@link DatabaseException}.
 * What was committed stays: the same job, run again, goes on there.
 */
public final class BulkLoadException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final Code code;
    private final String job;

    /** What is wrong. */
    public enum Code {
        /** Another run of the job is under way. */
        IN_USE,
        /** Another run of the job began after this one and goes on from its last checkpoint. */
        TAKEN_OVER,
        /** The source, or the list of columns, is not the one that earlier runs of the job read. */
        SOURCE_CHANGED,
        /** Earlier runs of the job loaded another table. */
        OTHER_TABLE,
        /** More rows are bad than the load may reject. */
        TOO_MANY_REJECTS,
        /** The table would not keep its rows and the checkpoint in step. */
        NOT_TRANSACTIONAL
    }

    /** For a {@link BulkLoader}; hosts have no use for it. */
    public BulkLoadException(Code code, String job, String message) {
        super("bulk load \"" + job + "\": " + message);
        this.code = code;
        this.job = job;
    }

    /** What is wrong. */
    public Code code() {
        return code;
    }

    /** The load. */
    public String job() {
        return job;
    }
}
