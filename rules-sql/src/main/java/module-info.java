import org.jspecify.annotations.NullMarked;

/** SQL templates that live in YAML, over the host's {@code javax.sql.DataSource}. */
@NullMarked
@SuppressWarnings("requires-automatic") // drivers that only some hosts bring, and that have no module-info yet
module dev.tenet.rules.sql {
    requires transitive dev.tenet.rules;
    requires transitive java.sql;
    requires static transitive org.jspecify;
    requires com.github.benmanes.caffeine;
    requires com.zaxxer.hikari;
    requires org.slf4j;
    requires static org.postgresql.jdbc;
    requires static redis.clients.jedis;
    requires static micrometer.core;

    exports dev.tenet.rules.sql;
    exports dev.tenet.rules.sql.cache;

    provides dev.tenet.rules.spi.RuleSection with
            dev.tenet.rules.sql.QueriesSection;
}
