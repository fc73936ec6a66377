import org.jspecify.annotations.NullMarked;

/** Durable workflows that live in YAML, over the host's {@code javax.sql.DataSource}. */
@NullMarked
module dev.tenet.rules.workflow {
    requires transitive dev.tenet.rules.sql;
    requires static transitive org.jspecify;

    exports dev.tenet.rules.workflow;

    provides dev.tenet.rules.spi.RuleSection with
            dev.tenet.rules.workflow.WorkflowsSection;
}
