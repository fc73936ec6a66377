package dev.tenet.rules.sql;

import java.sql.Connection;

/**
 * Templates on one connection: on that of {@link SqlTemplates#inTransaction}, which commits or rolls back, or on one of
 * the host's, who does so itself. For one thread.
 */
public final class SqlTransaction implements TemplateRunner {
    private final String database;
    private final Connection connection;
    private final Executor executor;
    private boolean ended;

    SqlTransaction(SqlTemplates templates, String database, Connection connection) {
        this.database = database;
        this.connection = connection;
        this.executor = new Executor(templates, this);
    }

    /** The name of the database that it is on. */
    public String database() {
        return database;
    }

    @Override
    public Query query(String name) {
        return new Query(executor, executor.bindings(name));
    }

    @Override
    public Update update(String name) {
        return new Update(executor, executor.bindings(name));
    }

    @Override
    public Batch batch(String name) {
        return new Batch(executor, executor.bindings(name));
    }

    Executor executor() {
        return executor;
    }

    /** The connection, as long as the transaction lasts. */
    Connection connection() {
        if (ended) {
            throw new IllegalStateException("the transaction has ended; use it only inside of inTransaction");
        }
        return connection;
    }

    void end() {
        ended = true;
    }
}
