package dev.tenet.rules.sql;

import dev.tenet.rules.sql.internal.bulk.BulkCheckpoint;
import dev.tenet.rules.sql.internal.bulk.BulkRun;
import dev.tenet.rules.sql.internal.bulk.BulkSettings;
import dev.tenet.rules.sql.internal.bulk.BulkTarget;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * Loads many rows into one table: by {@code COPY} on PostgreSQL, by many rows a statement on MariaDB, by one prepared
 * statement on SQLite and H2. Each transaction writes some thousand rows together with a checkpoint that says how far
 * the job has come. Killed anywhere and run again over the same source, it goes on from there, and every row is there
 * once.
 *
 * <pre>{@code
 * BulkLoader loader = BulkLoader.into(database, "readings")
 *         .job("readings of 2026-11")
 *         .column("sensor", ValueType.STRING)
 *         .column("taken_at", ValueType.TIMESTAMP)
 *         .column("degrees", ValueType.NUMBER)
 *         .rejects(1_000, row -> log.warn("{}", row))
 *         .build();
 * loader.load(readings);
 * }</pre>
 *
 * <p>The source must give the same rows in the same order each time. Rows are arrays or lists of objects, by the order
 * of the columns; maps, by the columns' names; or records, by the names of their components in snake_case or camelCase.
 * Their values are taken exactly or refused, as those of a template's parameters are. A null is NULL: the defaults of
 * columns apply to columns that the load leaves out.
 *
 * <p>A row is bad if its values do not fit the columns' types, or if the database refuses it: a constraint, a length, a
 * trigger. Bad rows are handed to the host, in order and just before the commit that leaves them out, up to a limit. A
 * run that is killed in that moment hands them out again: a row's position tells that it is the same. Constraints that
 * are checked only at the commit are nobody's row: they stop the load.
 *
 * <p>Of several runs of a job at once one alone goes on. On PostgreSQL and MariaDB the later one waits for the earlier
 * and is then refused; on SQLite and H2 the earlier one stops at its next checkpoint. In no case is a row there twice.
 *
 * <p>A loader is immutable and thread-safe, if its callbacks are.
 */
public final class BulkLoader {
    private final BulkSettings settings;

    private BulkLoader(BulkSettings settings) {
        this.settings = settings;
    }

    /** A load into a table, its schema before a dot if need be. Names in double quotes are taken as they are. */
    public static Builder into(PooledDatabase database, String table) {
        return new Builder(Database.of("main", database), table);
    }

    /**
     * A load into a table, its schema before a dot if need be. Names in double quotes are taken as they are.
     *
     * @throws IllegalArgumentException if the database is none that Tenet knows
     * @throws IllegalStateException if no connection can be had
     */
    public static Builder into(DataSource source, String table) {
        return new Builder(Database.of("main", source), table);
    }

    /**
     * Loads what is not loaded yet. Does nothing if the job has been finished.
     *
     * @param rows the source, from its first row
     * @return where the job stands: finished
     * @throws BulkLoadException if the load stops for a reason of its own
     * @throws DatabaseException if the database refuses or fails
     * @throws IllegalArgumentException if the rows are of a class that is no row
     */
    public BulkProgress load(Iterator<?> rows) {
        try {
            return BulkRun.run(settings, rows);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** Loads from the first row on, as {@link #load(Iterator)} does. */
    public BulkProgress load(Iterable<?> rows) {
        return load(rows.iterator());
    }

    /** Loads from the first row on, as {@link #load(Iterator)} does, and closes the stream. */
    public BulkProgress load(Stream<?> rows) {
        try (rows) {
            return load(rows.iterator());
        }
    }

    /**
     * Forgets how far the job has come: the next run begins at the first row. What is loaded stays in the table. A run
     * that is under way stops at its next checkpoint.
     *
     * @throws DatabaseException if the database refuses or fails
     */
    public void forget() {
        BulkCheckpoint checkpoint = settings.checkpoint();
        try (Connection connection = settings.connections().borrow("forget bulk load " + settings.job())) {
            boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(false);
            try {
                checkpoint.prepare(connection);
                checkpoint.forget(connection);
            } finally {
                connection.rollback();
                connection.setAutoCommit(autoCommit);
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private DatabaseException failed(SQLException e) {
        SQLException shown =
                settings.target().isSensitive() ? DatabaseException.bare(e, "load has sensitive columns") : e;
        return DatabaseException.of(
                "bulk load \"" + settings.job() + '"', settings.target().dialect(), shown);
    }

    /** Makes a {@link BulkLoader}. Not thread-safe. */
    public static final class Builder {
        private static final int MOST_ROWS = 1_000_000;
        private static final int LONGEST_NAME = 200;

        private final Database database;
        private final String table;
        private final List<BulkTarget.Column> columns = new ArrayList<>();
        private String job = "";
        private String checkpointTable = "tenet_bulk_checkpoint";
        private int batchRows = 200;
        private int checkpointRows = 10_000;
        private long rejectLimit;
        private Consumer<? super RejectedRow> rejects = row -> {};
        private Consumer<? super BulkProgress> progress = state -> {};
        private Duration patience = Duration.ofSeconds(10);

        private Builder(Database database, String table) {
            this.database = database;
            this.table = name(table, "a table");
        }

        /** The name of the load, by which a later run finds how far it has come; at most 200 characters. */
        public Builder job(String name) {
            this.job = name(name, "a job");
            return this;
        }

        /** Adds a column, by its name in the table; in double quotes it is taken as it is. */
        public Builder column(String name, ValueType type) {
            columns.add(new BulkTarget.Column(name(name, "a column"), Objects.requireNonNull(type, "type"), false));
            return this;
        }

        /**
         * Adds a column whose values no message shows: neither the reason of a rejected row nor an exception. Of what the
         * database says about any row the SQL state and the code are left, since it may quote the whole row.
         */
        public Builder sensitiveColumn(String name, ValueType type) {
            columns.add(new BulkTarget.Column(name(name, "a column"), Objects.requireNonNull(type, "type"), true));
            return this;
        }

        /** How many rows a statement may have, where rows are not copied; from 1. Default: 200. */
        public Builder batchRows(int rows) {
            this.batchRows = rows(rows, "a batch");
            return this;
        }

        /**
         * How many rows of the source a transaction takes, from 1 to 1,000,000. So many are kept in memory until they
         * are committed; at about 16 MiB a transaction ends with fewer. Default: 10,000.
         */
        public Builder checkpointRows(int rows) {
            this.checkpointRows = rows(rows, "a checkpoint");
            return this;
        }

        /** The table of the checkpoints, which is made if it is not there. Default: tenet_bulk_checkpoint. */
        public Builder checkpointTable(String name) {
            this.checkpointTable = name(name, "a table");
            return this;
        }

        /**
         * Lets the job go on without rows that are bad.
         *
         * @param limit the most rows that the job may reject, over all its runs
         * @param sink takes them, in the thread and the transaction of the load; what it throws undoes the transaction
         *     and stops the load
         */
        public Builder rejects(long limit, Consumer<? super RejectedRow> sink) {
            if (limit < 0) {
                throw new IllegalArgumentException("got a limit of " + limit + " rejected rows, want 0 or more");
            }
            this.rejectLimit = limit;
            this.rejects = Objects.requireNonNull(sink, "sink");
            return this;
        }

        /** Is told after each commit, in the thread of the load; what it throws stops the load there. */
        public Builder onProgress(Consumer<? super BulkProgress> listener) {
            this.progress = Objects.requireNonNull(listener, "listener");
            return this;
        }

        /**
         * How long to wait on PostgreSQL and MariaDB for another run of the job to end, to the millisecond. A server may
         * need a moment to notice that a process was killed. Default: 10 seconds.
         */
        public Builder patience(Duration patience) {
            if (patience.isNegative()) {
                throw new IllegalArgumentException("got a patience of " + patience + ", want zero or more");
            }
            this.patience = patience;
            return this;
        }

        /**
         * The loader.
         *
         * @throws IllegalStateException if it has no job or no columns
         */
        public BulkLoader build() {
            if (job.isEmpty() || columns.isEmpty()) {
                throw new IllegalStateException("the load into " + table + " has no "
                        + (job.isEmpty() ? "job: give it a name with job(...)" : "columns: add them with column(...)"));
            }
            return new BulkLoader(new BulkSettings(
                    database::write,
                    new BulkTarget(database.dialect(), table, List.copyOf(columns)),
                    job,
                    checkpointTable,
                    batchRows,
                    checkpointRows,
                    rejectLimit,
                    rejects,
                    progress,
                    patience));
        }

        private static String name(String name, String of) {
            if (name.isBlank() || name.length() > LONGEST_NAME) {
                throw new IllegalArgumentException(
                        "got \"" + name + "\" as the name of " + of + ", want 1 to " + LONGEST_NAME + " characters");
            }
            return name;
        }

        private static int rows(int rows, String of) {
            if (rows < 1 || rows > MOST_ROWS) {
                throw new IllegalArgumentException("got " + rows + " rows for " + of + ", want 1 to " + MOST_ROWS);
            }
            return rows;
        }
    }
}
