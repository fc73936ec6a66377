package dev.tenet.rules.bench.peers;

import dev.tenet.rules.bench.Rounds;
import dev.tenet.rules.bench.TaskTable;
import dev.tenet.rules.bench.TaskTable.Task;
import java.util.List;
import java.util.Locale;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.SqlSessionFactory;
import org.apache.ibatis.session.SqlSessionFactoryBuilder;
import org.apache.ibatis.transaction.jdbc.JdbcTransactionFactory;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The queries of {@link TaskTable} by a template, by hand and by other libraries, in {@linkplain Rounds rounds}; each
 * library as its own manual shows it, with the text of the query given and rows to records.
 *
 * <pre>{@code java -cp rules-bench/target/benchmarks.jar dev.tenet.rules.bench.peers.PeerBenchmark sqlite}</pre>
 */
public final class PeerBenchmark {
    private static final String NAMED_POINT = TaskTable.POINT.replace("?", ":id");
    private static final String NAMED_RANGE = TaskTable.RANGE.replace("?", ":id");

    private final TaskTable table;
    private final JdbcClient spring;
    private final Jdbi jdbi;
    private final SqlSessionFactory mybatis;
    private final DSLContext jooq;

    private PeerBenchmark(TaskTable table, SQLDialect dialect) {
        this.table = table;
        this.spring = JdbcClient.create(table.pool());
        this.jdbi = Jdbi.create(table.pool()).registerRowMapper(ConstructorMapper.factory(Task.class));
        Configuration configuration =
                new Configuration(new Environment("bench", new JdbcTransactionFactory(), table.pool()));
        configuration.addMapper(TaskMapper.class);
        this.mybatis = new SqlSessionFactoryBuilder().build(configuration);
        this.jooq = DSL.using(table.pool(), dialect);
    }

    /**
     * Measures.
     *
     * @param databases which of {@code sqlite}, {@code h2}, {@code postgresql}
     */
    public static void main(String... databases) throws Exception {
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
        for (String database : databases) {
            SQLDialect dialect =
                    database.equals("postgresql") ? SQLDialect.POSTGRES : SQLDialect.valueOf(upper(database));
            try (TaskTable table = TaskTable.of(database)) {
                new PeerBenchmark(table, dialect).run(database);
            }
        }
    }

    private static String upper(String database) {
        return database.toUpperCase(Locale.ROOT);
    }

    @SuppressWarnings("SystemOut") // a program
    private void run(String database) throws Exception {
        new Rounds(table::rewind)
                .add("by hand", table::pointByHand)
                .add("Tenet", table::point)
                .add("Spring JdbcClient", this::pointBySpring)
                .add("Jdbi", this::pointByJdbi)
                .add("MyBatis", this::pointByMybatis)
                .add("jOOQ plain SQL", this::pointByJooq)
                .run("point, " + database, System.out);
        new Rounds(table::rewind)
                .add("by hand", table::rangeByHand)
                .add("Tenet", table::range)
                .add("Spring JdbcClient", this::rangeBySpring)
                .add("Jdbi", this::rangeByJdbi)
                .add("MyBatis", this::rangeByMybatis)
                .add("jOOQ plain SQL", this::rangeByJooq)
                .run("50 rows, " + database, System.out);
    }

    private Task pointBySpring() {
        return spring.sql(NAMED_POINT)
                .param("id", table.next())
                .query(Task.class)
                .single();
    }

    private List<Task> rangeBySpring() {
        return spring.sql(NAMED_RANGE)
                .param("id", table.next())
                .query(Task.class)
                .list();
    }

    private Task pointByJdbi() {
        return jdbi.withHandle(handle -> handle.createQuery(NAMED_POINT)
                .bind("id", table.next())
                .mapTo(Task.class)
                .one());
    }

    private List<Task> rangeByJdbi() {
        return jdbi.withHandle(handle -> handle.createQuery(NAMED_RANGE)
                .bind("id", table.next())
                .mapTo(Task.class)
                .list());
    }

    private Task pointByMybatis() {
        try (SqlSession session = mybatis.openSession(true)) {
            return session.getMapper(TaskMapper.class).point(table.next());
        }
    }

    private List<Task> rangeByMybatis() {
        try (SqlSession session = mybatis.openSession(true)) {
            return session.getMapper(TaskMapper.class).range(table.next());
        }
    }

    private Task pointByJooq() {
        return jooq.resultQuery(TaskTable.POINT, table.next()).fetchSingleInto(Task.class);
    }

    private List<Task> rangeByJooq() {
        return jooq.resultQuery(TaskTable.RANGE, table.next()).fetchInto(Task.class);
    }
}
