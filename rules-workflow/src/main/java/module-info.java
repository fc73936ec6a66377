import org.jspecify.annotations.NullMarked;

/** Durable workflows that live in YAML, over the host's {@code javax.sql.DataSource}. */
@NullMarked
module dev.tenet.rules.workflow {
    requires transitive dev.tenet.rules.sql;
    requires static transitive org.jspecify;
}
