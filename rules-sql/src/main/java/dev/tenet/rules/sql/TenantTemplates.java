package dev.tenet.rules.sql;

/** Templates for one tenant, whose kept results are apart from those of others. */
final class TenantTemplates extends TemplateRunner {
    private final Executor executor;

    TenantTemplates(Executor executor) {
        this.executor = executor;
    }

    @Override
    Executor executor() {
        return executor;
    }
}
