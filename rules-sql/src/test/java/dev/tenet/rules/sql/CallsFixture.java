package dev.tenet.rules.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenet.rules.Layer;
import dev.tenet.rules.RuleSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Function;

/** A new database with a table of each type, its templates over a small pool; closing it looks for leaks. */
final class CallsFixture implements AutoCloseable {
    final TestDatabase database;
    final PooledDatabase pool;
    final SqlTemplates templates;

    private CallsFixture(TestDatabase database, PooledDatabase pool, SqlTemplates templates) {
        this.database = database;
        this.pool = pool;
        this.templates = templates;
    }

    static CallsFixture open(TestDatabase database, String yaml) throws SQLException {
        return open(database, yaml, builder -> builder);
    }

    static CallsFixture open(
            TestDatabase database, String yaml, Function<SqlTemplates.Builder, SqlTemplates.Builder> settings)
            throws SQLException {
        // H2's own is two seconds, which a test of locks would sit out again and again.
        String url = database.create() + (database == TestDatabase.H2 ? ";LOCK_TIMEOUT=300" : "");
        TestDatabase.execute(url, TestTable.ITEMS.get(database.dialect()));
        PooledDatabase pool = PooledDatabase.open(
                url,
                PoolOptions.builder()
                        .maximum(4)
                        .connectionTimeout(Duration.ofSeconds(5))
                        .build());
        RuleSet rules = RuleSet.loader().layer(Layer.of("q", yaml)).load();
        SqlTemplates templates = settings.apply(SqlTemplates.builder(rules)
                        .database(QueryDefinition.MAIN, pool)
                        .withoutVerification())
                .build();
        return new CallsFixture(database, pool, templates);
    }

    @Override
    public void close() {
        assertThat(pool.borrowers()).as("leaked connections").isEmpty();
        templates.close();
        pool.close();
    }
}
