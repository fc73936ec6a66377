package dev.tenet.rules.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenet.rules.Layer;
import dev.tenet.rules.RuleSet;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A statement that ends well while it is being cancelled, over a connection of which nothing is heard. */
@Timeout(60)
final class CancellationTest {
    private static final String YAML = """
            queries:
              nap: { timeout_seconds: 1, sql: { postgresql: SELECT 1 AS n FROM pg_sleep(2), mariadb: SELECT SLEEP(2) + 1 AS n } }
              session: { sql: { postgresql: SELECT pg_backend_pid() AS n, mariadb: SELECT CONNECTION_ID() AS n } }
            """;

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void a_connection_that_may_still_be_cancelled_is_not_used_again(TestDatabase database) throws Exception {
        String direct = database.create();
        URI server = URI.create(direct.substring("jdbc:".length()));
        RuleSet rules = RuleSet.loader().layer(Layer.of("q", YAML)).load();
        PoolOptions options = PoolOptions.builder()
                .maximum(1)
                .connectionTimeout(Duration.ofSeconds(20))
                .build();
        try (Gate gate = new Gate(server.getPort());
                PooledDatabase pool = PooledDatabase.open(through(gate, direct, server), options);
                SqlTemplates templates = SqlTemplates.builder(rules)
                        .database("main", pool)
                        .withoutVerification()
                        .build()) {
            long session = templates.query("session").scalar(Long.class);
            gate.hold();
            assertThat(templates.query("nap").scalar(Long.class)).isEqualTo(1);
            assertThat(pool.borrowers()).isEmpty();
            gate.open();
            assertThat(templates.query("session").scalar(Long.class)).isNotEqualTo(session);
        }
    }

    /** PostgreSQL's driver would give up on its own in the time in which Tenet does. */
    private static String through(Gate gate, String direct, URI server) {
        String url = direct.replace(server.getAuthority(), "127.0.0.1:" + gate.port());
        return url.startsWith("jdbc:postgresql:")
                ? url + (url.contains("?") ? '&' : '?') + "cancelSignalTimeout=20"
                : url;
    }
}
