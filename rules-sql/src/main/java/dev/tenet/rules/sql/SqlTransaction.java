package dev.tenet.rules.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Templates on one connection: on that of {@link SqlTemplates#inTransaction}, which commits or rolls back, or on one of
 * the host's, who does so itself. For one thread.
 */
public final class SqlTransaction extends TemplateRunner {
    private final String database;
    private final Connection connection;
    private final Executor executor;
    private final SqlTemplates templates;
    private final Kind kind;
    private final Set<String> written = new LinkedHashSet<>();
    private boolean sensitive;
    private boolean ended;

    /** Who ends it. */
    enum Kind {
        /** The templates. */
        OWN,
        /** The host. */
        HOST
    }

    SqlTransaction(SqlTemplates templates, String database, Connection connection, Kind kind) {
        this.templates = templates;
        this.kind = kind;
        this.database = database;
        this.connection = connection;
        this.executor = new Executor(templates, this, null);
    }

    /** The name of the database that it is on. */
    public String database() {
        return database;
    }

    /**
     * Tells, of a connection of the host's, that the host has committed: drops the kept results of what was written on it.
     * A connection that commits by itself after each statement needs no telling.
     *
     * @throws IllegalStateException in {@link SqlTemplates#inTransaction}, which sees to it by itself
     */
    public void committed() {
        if (kind == Kind.OWN) {
            throw new IllegalStateException("inTransaction commits by itself when its work returns");
        }
        dropWritten();
    }

    /** Drops the kept results of what was written so far. */
    void dropWritten() {
        templates.cache().written(written);
        written.clear();
    }

    /** Takes note of tables that were written. The host may have committed, if its connection does so by itself. */
    void written(Set<String> tables) {
        written.addAll(tables);
        if (kind == Kind.HOST) {
            templates.cache().written(tables);
        }
    }

    /** Refuses a batch on a connection of the host's that would commit its calls one by one. */
    void checkAtomic(Template template) {
        try {
            if (connection().getAutoCommit()) {
                throw new IllegalStateException("the connection commits by itself, so the batch of \"" + template.name()
                        + "\" might be done in part; call setAutoCommit(false) before, or use inTransaction");
            }
        } catch (SQLException e) {
            throw DatabaseException.of(template, e);
        }
    }

    /** Takes note that values were sent which no message may show. */
    void sensitive() {
        sensitive = true;
    }

    boolean isSensitive() {
        return sensitive;
    }

    @Override
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
