package dev.tenet.rules.sql;

/** What runs templates by their names: {@link SqlTemplates}, those of a tenant, or a {@link SqlTransaction}. */
public sealed interface TemplateRunner permits SqlTemplates, SqlTransaction, TenantTemplates {
    /**
     * Begins a call of a template that gives rows.
     *
     * @throws TemplateException if there is no template of this name
     */
    Query query(String name);

    /**
     * Begins a call of a template that writes.
     *
     * @throws TemplateException if there is no template of this name
     */
    Update update(String name);

    /**
     * Begins many calls of one template that writes.
     *
     * @throws TemplateException if there is no template of this name
     */
    Batch batch(String name);
}
