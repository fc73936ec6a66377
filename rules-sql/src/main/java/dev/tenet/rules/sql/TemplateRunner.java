package dev.tenet.rules.sql;

/** What runs templates by their names: {@link SqlTemplates}, those of a tenant, or a {@link SqlTransaction}. */
public abstract sealed class TemplateRunner permits SqlTemplates, SqlTransaction, TenantTemplates {
    TemplateRunner() {}

    /** Runs what is asked of it. */
    abstract Executor executor();

    /**
     * Begins a call of a template that gives rows.
     *
     * @throws TemplateException if there is no template of this name
     */
    public final Query query(String name) {
        Executor executor = executor();
        return new Query(executor, executor.group(name));
    }

    /**
     * Begins a call of a template that writes.
     *
     * @throws TemplateException if there is no template of this name
     */
    public final Update update(String name) {
        Executor executor = executor();
        return new Update(executor, executor.bindings(name));
    }

    /**
     * Begins many calls of one template that writes.
     *
     * @throws TemplateException if there is no template of this name
     */
    public final Batch batch(String name) {
        Executor executor = executor();
        return new Batch(executor, executor.bindings(name));
    }
}
