package dev.tenet.rules.sql;

import dev.tenet.rules.LiveRuleSet;
import dev.tenet.rules.Problem;
import dev.tenet.rules.Registration;
import dev.tenet.rules.RuleSet;
import dev.tenet.rules.RuleSetException;
import dev.tenet.rules.RuleSource;
import dev.tenet.rules.Severity;
import dev.tenet.rules.SeverityPolicy;
import dev.tenet.rules.sql.SqlTransaction.Kind;
import dev.tenet.rules.sql.cache.MemoryCache;
import dev.tenet.rules.sql.cache.ResultCache;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Runs the SQL templates of a rule set over the host's databases.
 *
 * <pre>{@code
 * SqlTemplates templates = SqlTemplates.of(rules, PooledDatabase.open("jdbc:sqlite:tasks.db"));
 * List<Task> pending = templates.query("tasks_by_status").bind("status", "pending").list(Task.class);
 * }</pre>
 *
 * <p>Each call sees one rule set throughout. Safe for use by many threads. {@link #close} ends the thread that looks after
 * the time of statements and the watch over live rules; it closes no database. {@code TEMPLATES.md} tells what a template
 * may say.
 */
public final class SqlTemplates extends TemplateRunner implements AutoCloseable {
    private final RuleSource rules;
    private final Map<String, Database> databases;
    private final int maxRows;
    private final Deadlines deadlines = new Deadlines();
    private final Executor executor = new Executor(this, null, null);
    private final TemplateCache cache;
    private final PreparedTemplates templates;
    private final Retry retry;
    private final SeverityPolicy severity;
    private final Watchers watchers;
    private final ThreadLocal<Boolean> inTransaction = ThreadLocal.withInitial(() -> false);

    private final Registration gate;

    private SqlTemplates(Builder builder) {
        this.rules = builder.rules;
        this.maxRows = builder.maxRows;
        this.cache = new TemplateCache(
                Objects.requireNonNullElseGet(builder.cache, MemoryCache::create), builder.stale, builder.refresher);
        this.retry = builder.retry;
        this.severity = builder.severity;
        this.watchers = new Watchers(builder.observers);
        this.databases = Collections.unmodifiableMap(new LinkedHashMap<>(builder.databases));
        this.templates = new PreparedTemplates(rules, databases, cache);
        this.gate = builder.verified ? verified() : () -> {};
    }

    /** Verifies the rules, and of live rules every later version before it goes live. */
    private Registration verified() {
        Registration registered =
                rules instanceof LiveRuleSet live ? live.gate("sql templates", this::verify) : () -> {};
        try {
            List<Problem> problems = verify();
            if (problems.stream().anyMatch(problem -> problem.severity() == Severity.ERROR)) {
                throw new RuleSetException(problems);
            }
            return registered;
        } catch (RuntimeException | Error e) {
            registered.close();
            throw e;
        }
    }

    /**
     * Templates over one database, {@value QueryDefinition#MAIN}, verified as by {@link Builder#build}.
     *
     * @throws IllegalArgumentException if the database is none that Tenet knows
     * @throws IllegalStateException if no connection can be had
     */
    public static SqlTemplates of(RuleSource rules, DataSource dataSource) {
        return builder(rules).database(QueryDefinition.MAIN, dataSource).build();
    }

    /**
     * Templates over one database, {@value QueryDefinition#MAIN}, that keeps connections for reading apart, verified as by
     * {@link Builder#build}.
     */
    public static SqlTemplates of(RuleSource rules, PooledDatabase database) {
        return builder(rules).database(QueryDefinition.MAIN, database).build();
    }

    /** Starts templates with several databases, or settings of their own. */
    public static Builder builder(RuleSource rules) {
        return new Builder(rules);
    }

    @Override
    Executor executor() {
        return executor;
    }

    /** Does work in one transaction on the database {@value QueryDefinition#MAIN}, as the other method does. */
    public <T extends @Nullable Object> T inTransaction(Function<SqlTransaction, T> work) {
        return inTransaction(QueryDefinition.MAIN, work);
    }

    /**
     * Does work in one transaction: commits when it returns, rolls back when it throws. What the work asks of the
     * transaction that it is given is in it; what it asks of these templates is not.
     *
     * @throws IllegalStateException if this thread is in a transaction of these templates already: a second connection
     *     would wait for the first
     * @throws IllegalArgumentException if there is no database of this name
     */
    public <T extends @Nullable Object> T inTransaction(String database, Function<SqlTransaction, T> work) {
        if (inTransaction.get()) {
            throw new IllegalStateException(
                    "this thread is in a transaction already; use the SqlTransaction that its work was given");
        }
        inTransaction.set(true);
        try {
            return transact(database(database), work);
        } finally {
            inTransaction.remove();
        }
    }

    /**
     * Does work in one transaction, as {@link #inTransaction(String, Function)} does; after a conflict all of it again, in
     * another. So what it does beside the transaction must bear being done twice. Only what it runs has timeouts, in each
     * attempt anew: the whole has none.
     *
     * @param retry how often, and after which pauses
     */
    public <T extends @Nullable Object> T inTransaction(
            String database, Retry retry, Function<SqlTransaction, T> work) {
        return retry.run(() -> inTransaction(database, work));
    }

    /**
     * Counts what templates run on this thread until the watch is closed, and then logs a warning of each that ran more
     * often than this.
     */
    public RepeatWatch watch(int times) {
        return watch(times, Watchers::log);
    }

    /** Watches as {@link #watch(int)} does, and tells a listener instead of the log. */
    public RepeatWatch watch(int times, Consumer<? super RepeatReport> listener) {
        return watchers.open(times, listener);
    }

    /** Templates on a connection of the host's to the database {@value QueryDefinition#MAIN}, as the other method. */
    public SqlTransaction on(Connection connection) {
        return on(QueryDefinition.MAIN, connection);
    }

    /**
     * Templates on a connection of the host's, as part of whatever transaction it is in: nothing is committed, rolled
     * back or closed; but a connection whose database does not even answer to being asked to cancel is.
     *
     * @param database the name of the database that the connection is to
     * @throws IllegalArgumentException if there is no database of this name
     */
    public SqlTransaction on(String database, Connection connection) {
        return new SqlTransaction(
                this, database(database).name(), Objects.requireNonNull(connection, "connection"), Kind.HOST);
    }

    /**
     * The templates for one tenant of a host whose databases show each tenant rows of its own: what is kept for one is
     * never given to another. Which rows a tenant sees is the database's business, or the data source's.
     */
    public TemplateRunner forTenant(String tenant) {
        return new TenantTemplates(new Executor(this, null, Objects.requireNonNull(tenant, "tenant")));
    }

    /** The results that are kept. */
    public TemplateCache cache() {
        return cache;
    }

    /** The dialect of a database, by its name. */
    public Dialect dialect(String database) {
        return database(database).dialect();
    }

    /**
     * What is wrong, or worth knowing, about the templates and indexes of the rules as they are now, on the databases as
     * they are now: names that are not there, types that do not go together, results that are not as declared, indexes
     * that are missing or that no template goes by, whole reads of large tables. The databases prepare and plan every
     * template, with all its variants, and run none. {@code TEMPLATES.md} lists what is checked on which database.
     *
     * @return what was found, sorted by place
     * @throws DatabaseException if a database cannot be asked
     */
    public List<Problem> verify() {
        return verify(rules.current());
    }

    private List<Problem> verify(RuleSet candidate) {
        Verification verification = new Verification(candidate, databases);
        List<Problem> problems = verification.run();
        templates.learn(verification.columns());
        return problems.stream().map(severity::apply).toList();
    }

    /** The indexes declared for the database {@value QueryDefinition#MAIN}, as the other method. */
    public Indexes indexes() {
        return indexes(QueryDefinition.MAIN);
    }

    /**
     * The indexes that the rules as they are now declare for a database.
     *
     * @throws IllegalArgumentException if there is no database of this name
     */
    public Indexes indexes(String database) {
        Database named = database(database);
        return Indexes.of(
                named.writing(),
                named.dialect(),
                Queries.of(rules).indexes().stream()
                        .filter(index -> index.database().equals(named.name()))
                        .toList());
    }

    /**
     * The names of the templates that go by each declared index, by the plans that the databases make now; none by an
     * index that is not there. Of two indexes that serve alike a plan names the one it takes.
     *
     * @throws DatabaseException if a database cannot be asked
     */
    public Map<IndexDefinition, Set<String>> indexUse() {
        return new Verification(rules.current(), databases).indexUse();
    }

    /**
     * What a database holds now, to check templates against where there is no database.
     *
     * @throws IllegalArgumentException if there is no database of this name
     * @throws DatabaseException if it cannot be asked
     */
    public DatabaseSnapshot snapshot(String database) {
        Database named = database(database);
        try (Connection connection = named.read("a snapshot")) {
            return new Catalogue(connection, named.dialect()).snapshot(named.name());
        } catch (SQLException e) {
            throw DatabaseException.of("the snapshot", named.dialect(), e);
        }
    }

    @Override
    public void close() {
        gate.close();
        deadlines.close();
    }

    <T extends @Nullable Object> T transact(Database database, Function<SqlTransaction, T> work) {
        try {
            Connection connection = database.write("a transaction");
            SqlTransaction transaction = new SqlTransaction(this, database.name(), connection, Kind.OWN);
            try {
                connection.setAutoCommit(false);
                return transact(connection, transaction, work);
            } catch (SQLException e) {
                throw transaction.isSensitive() ? DatabaseException.bare(e, "query has sensitive parameters") : e;
            } finally {
                try {
                    connection.close();
                } finally {
                    transaction.dropWritten(); // whether or not it committed: of a commit that fails nobody knows
                }
            }
        } catch (SQLException e) {
            throw DatabaseException.of("the transaction", database.dialect(), e);
        }
    }

    private static <T extends @Nullable Object> T transact(
            Connection connection, SqlTransaction transaction, Function<SqlTransaction, T> work) throws SQLException {
        T result;
        try {
            result = work.apply(transaction);
            transaction.end();
            connection.commit();
        } catch (Throwable e) { // Kotlin and Groovy throw what is not declared
            transaction.end();
            undo(connection, e);
            throw e;
        }
        connection.setAutoCommit(true);
        return result;
    }

    private static void undo(Connection connection, Throwable cause) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    TemplateGroup group(String name) {
        return templates.group(name);
    }

    Database database(Template template) {
        return database(template.definition().database());
    }

    private Database database(String name) {
        Database database = databases.get(name);
        if (database == null) {
            throw new IllegalArgumentException("there is no database \"" + name + "\"; "
                    + Template.instead(name, databases.keySet(), "databases"));
        }
        return database;
    }

    Deadlines deadlines() {
        return deadlines;
    }

    int maxRows() {
        return maxRows;
    }

    Retry retry() {
        return retry;
    }

    Watchers watchers() {
        return watchers;
    }

    /** Collects databases and settings. Not thread-safe. */
    public static final class Builder {
        private static final int MAX_ROWS = 100_000;

        private final RuleSource rules;
        private final Map<String, Database> databases = new LinkedHashMap<>();
        private final List<QueryObserver> observers = new ArrayList<>();
        private int maxRows = MAX_ROWS;
        private boolean verified = true;
        private @Nullable ResultCache cache;
        private Duration stale = Duration.ZERO;
        private java.util.concurrent.Executor refresher = Runnable::run;
        private Retry retry = Retry.defaults();
        private SeverityPolicy severity = SeverityPolicy.DEFAULT;

        private Builder(RuleSource rules) {
            this.rules = Objects.requireNonNull(rules, "rules");
        }

        /**
         * Adds a database by the name that templates know it by. Which one it is is found by asking it; the text of a
         * template is all that keeps one that may only read from writing.
         *
         * @throws IllegalArgumentException if the database is none that Tenet knows, or two have the name
         * @throws IllegalStateException if no connection can be had
         */
        public Builder database(String name, DataSource source) {
            return add(Database.of(name, source));
        }

        /**
         * Adds a database by the name that templates know it by. Templates that may only read use its connections for
         * reading. It stays the host's to close.
         *
         * @throws IllegalArgumentException if two databases have the name
         */
        public Builder database(String name, PooledDatabase database) {
            return add(Database.of(name, database));
        }

        private Builder add(Database database) {
            if (databases.putIfAbsent(database.name(), database) != null) {
                throw new IllegalArgumentException("two databases have the name \"" + database.name() + '"');
            }
            return this;
        }

        /** The most rows that a list may have, 100,000 by default; a result with more is an error. */
        public Builder maxRows(int rows) {
            if (rows < 1 || rows == Integer.MAX_VALUE) {
                throw new IllegalArgumentException("got " + rows + " rows, want 1 to 2147483646");
            }
            this.maxRows = rows;
            return this;
        }

        /**
         * Leaves out the {@linkplain SqlTemplates#verify() verification}: the tables may be made later, and a template
         * that is wrong fails when it is used. Live rules are then not held back for what only a database can tell, and on
         * PostgreSQL a translated order is one that no ordinary index serves, NOT NULL or not.
         */
        public Builder withoutVerification() {
            this.verified = false;
            return this;
        }

        /** How severe each problem of the verification is; {@link SeverityPolicy#DEFAULT} otherwise. */
        public Builder severity(SeverityPolicy policy) {
            this.severity = Objects.requireNonNull(policy, "policy");
            return this;
        }

        /**
         * Where results are kept, of templates that declare {@code cache_ttl}; by default a {@link MemoryCache} of the
         * usual size.
         */
        public Builder cache(ResultCache results) {
            this.cache = Objects.requireNonNull(results, "results");
            return this;
        }

        /**
         * Lets a kept result be given for some more time after its own is over, while a new one is read by the
         * executor; never after a write of its tables.
         *
         * @param most how much longer, at most
         * @param executor runs the reading; what a thread must carry to reach the database of a tenant, it must hand on
         */
        public Builder serveStale(Duration most, java.util.concurrent.Executor executor) {
            if (most.isNegative() || most.isZero()) {
                throw new IllegalArgumentException("got " + most + ", want more than zero");
            }
            this.stale = most;
            this.refresher = Objects.requireNonNull(executor, "executor");
            return this;
        }

        /**
         * How often a template that only reads, or that is declared {@code idempotent}, runs again after a conflict;
         * never in a transaction, and no stream. All attempts and pauses together have the template's timeout; none begins
         * when nothing of it is left. {@link Retry#defaults()} unless this says otherwise.
         */
        public Builder retry(Retry retries) {
            this.retry = Objects.requireNonNull(retries, "retries");
            return this;
        }

        /** Tells an observer of each run of a template. Several are told in the order in which they were added. */
        public Builder observer(QueryObserver observer) {
            observers.add(Objects.requireNonNull(observer, "observer"));
            return this;
        }

        /** Logs a warning of each run that takes at least so long: its name, time and rows, never its values. */
        public Builder slowQueries(Duration threshold) {
            return observer(Watchers.slow(threshold));
        }

        /**
         * Makes the templates, once they are verified. Over a {@link LiveRuleSet} they stay so: until the templates are
         * closed, an edit that breaks one of them on these databases is refused.
         *
         * @throws IllegalArgumentException if there is no database
         * @throws RuleSetException if the verification finds an error; it holds all that was found
         * @throws DatabaseException if a database cannot be asked
         */
        public SqlTemplates build() {
            if (databases.isEmpty()) {
                throw new IllegalArgumentException("got no database, want at least one");
            }
            return new SqlTemplates(this);
        }
    }
}
