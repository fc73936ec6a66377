package dev.tenet.rules.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenet.rules.Layer;
import dev.tenet.rules.RuleSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rows come in the same order on all databases, whatever is NULL and whatever the databases know of that. */
class NullOrderCompatibilityTest {
    private static final String[] TABLES = {
        "CREATE TABLE a (id INTEGER NOT NULL PRIMARY KEY, n INTEGER NOT NULL, m INTEGER)",
        "CREATE TABLE b (id INTEGER NOT NULL PRIMARY KEY, a INTEGER NOT NULL, n INTEGER NOT NULL, k INTEGER)",
        "CREATE VIEW v AS SELECT id, NULLIF(n, 2) AS n, m FROM a",
    };

    /** Each with the keys that it may be ordered by, the last of which make the order total. */
    private static final List<List<String>> QUERIES = List.of(
            List.of("SELECT id, n, m FROM a", "n", "m", "a.n", "a.m", "", "id"),
            List.of("SELECT id, m AS n FROM a", "n", "a.n", "", "id"),
            List.of("SELECT id, n AS m FROM a x", "n", "m", "x.m", "", "id"),
            List.of("SELECT id, NULLIF(n, 2) AS n FROM a", "n", "a.n", "m", "", "id"),
            List.of("SELECT id, n FROM v", "n", "m", "v.n", "", "id"),
            List.of("SELECT x.id, x.n FROM (SELECT id, NULLIF(n, 2) AS n, m FROM a) x", "n", "m", "x.n", "", "x.id"),
            List.of("WITH w AS (SELECT id, NULLIF(n, 2) AS n FROM b) SELECT id, n FROM w", "n", "w.n", "", "id"),
            List.of(
                    "SELECT a.id AS one, b.id AS two, b.n FROM a JOIN b ON b.a = a.id",
                    "a.n",
                    "b.n",
                    "n",
                    "m",
                    "k",
                    "",
                    "one",
                    "two"),
            List.of(
                    "SELECT a.id AS one, y.id AS two, y.n AS n FROM a LEFT JOIN b y ON y.a = a.id",
                    "a.n",
                    "y.n",
                    "n",
                    "m",
                    "k",
                    "y.a",
                    "y.id",
                    "",
                    "one",
                    "two"),
            List.of(
                    "SELECT a.id AS one, b.id AS two FROM a RIGHT JOIN b ON b.a = a.id",
                    "a.n",
                    "b.n",
                    "m",
                    "k",
                    "b.a",
                    "",
                    "one",
                    "two"),
            List.of(
                    "SELECT a.id AS one, b.id AS two FROM b LEFT JOIN a ON b.a = a.id AND a.m IS NULL JOIN a c ON c.id = b.id",
                    "a.n",
                    "b.n",
                    "c.n",
                    "c.m",
                    "k",
                    "",
                    "one",
                    "two"),
            List.of("SELECT id, n FROM a UNION SELECT 100 + id, NULLIF(n, 2) FROM b", "n", "", "id"),
            List.of("SELECT n, COUNT(*) AS c FROM a GROUP BY n", "c", "", "n"),
            List.of("SELECT DISTINCT n, m FROM a", "", "n", "m"));

    private static List<String> rows(Random random) {
        List<String> rows = new ArrayList<>(List.of(TABLES));
        for (int id = 1; id <= 30; id++) {
            rows.add("INSERT INTO a VALUES (" + id + ", " + random.nextInt(4) + ", " + maybe(random) + ")");
            rows.add("INSERT INTO b VALUES (" + id + ", " + random.nextInt(45) + ", " + random.nextInt(4) + ", "
                    + maybe(random) + ")");
        }
        return rows;
    }

    private static String maybe(Random random) {
        return random.nextInt(3) == 0 ? "NULL" : "" + random.nextInt(4);
    }

    /** A query with some of its keys, each in some direction. */
    private static String ordered(List<String> query, Random random) {
        int split = query.lastIndexOf("");
        List<String> some = new ArrayList<>(query.subList(1, split));
        Collections.shuffle(some, random);
        List<String> keys = new ArrayList<>(some.subList(0, Math.min(some.size(), random.nextInt(3))));
        keys.addAll(query.subList(split + 1, query.size()));
        keys.replaceAll(key -> key + (random.nextBoolean() ? " DESC" : ""));
        return query.get(0) + " ORDER BY " + String.join(", ", keys);
    }

    @Test
    void rowsComeInTheSameOrderEverywhere() throws SQLException {
        Random random = new Random(17);
        StringBuilder yaml = new StringBuilder("queries:\n");
        for (int at = 0; at < 150; at++) {
            String sql = ordered(QUERIES.get(at % QUERIES.size()), random);
            yaml.append("  q").append(at).append(": { sql: \"").append(sql).append("\" }\n");
        }
        RuleSet rules = RuleSet.loader().layer(Layer.of("q", yaml.toString())).load();
        String[] statements = rows(random).toArray(String[]::new);
        Map<TestDatabase, Map<String, List<List<@Nullable Object>>>> all = new EnumMap<>(TestDatabase.class);
        long bare = 0;
        for (TestDatabase kind : TestDatabase.values()) {
            String url = kind.create();
            TestDatabase.execute(url, statements);
            Map<String, List<List<@Nullable Object>>> results = all.computeIfAbsent(kind, key -> new LinkedHashMap<>());
            try (PooledDatabase database = PooledDatabase.open(url);
                    SqlTemplates templates = SqlTemplates.of(rules, database)) {
                for (QueryDefinition query : Queries.of(rules).definitions()) {
                    String sql = templates
                            .group(query.name())
                            .select(Optional.empty())
                            .sql(new Object[0]);
                    bare += kind == TestDatabase.POSTGRESQL && !sql.contains(" NULLS ") ? 1 : 0;
                    results.put(
                            sqlite(query),
                            templates.query(query.name()).maps().stream()
                                    .<List<@Nullable Object>>map(row -> new ArrayList<>(row.values()))
                                    .toList());
                }
            }
        }
        assertThat(bare).as("texts that say nothing of NULL").isBetween(20L, 120L);
        for (TestDatabase kind : TestDatabase.values()) {
            all.get(kind)
                    .forEach((sql, rows) -> assertThat(rows)
                            .as("%s: %s", kind, sql)
                            .isEqualTo(all.get(TestDatabase.SQLITE).get(sql)));
        }
    }

    private static String sqlite(QueryDefinition query) {
        return query.texts().getOrDefault(Dialect.SQLITE, "");
    }
}
