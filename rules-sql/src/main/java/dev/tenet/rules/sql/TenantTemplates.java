package dev.tenet.rules.sql;

/** Templates for one tenant, whose kept results are apart from those of others. */
record TenantTemplates(Executor executor) implements TemplateRunner {
    @Override
    public Query query(String name) {
        return new Query(executor, executor.group(name));
    }

    @Override
    public Update update(String name) {
        return new Update(executor, executor.bindings(name));
    }

    @Override
    public Batch batch(String name) {
        return new Batch(executor, executor.bindings(name));
    }
}
