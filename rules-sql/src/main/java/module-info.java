import org.jspecify.annotations.NullMarked;

/** SQL templates that live in YAML, over the host's {@code javax.sql.DataSource}. */
@NullMarked
@SuppressWarnings("requires-automatic") // the driver of PostgreSQL has a stable name, but no module-info
module dev.tenet.rules.sql {
    requires transitive dev.tenet.rules;
    requires transitive java.sql;
    requires static transitive org.jspecify;
    requires com.zaxxer.hikari;
    requires static org.postgresql.jdbc;

    exports dev.tenet.rules.sql;

    provides dev.tenet.rules.spi.RuleSection with
            dev.tenet.rules.sql.QueriesSection;
}
