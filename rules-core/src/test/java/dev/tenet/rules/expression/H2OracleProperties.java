package dev.tenet.rules.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenet.rules.internal.syntax.Node;
import dev.tenet.rules.internal.syntax.Printer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/** An SQL database says what conditions mean. */
class H2OracleProperties {

    private static Connection database;

    @BeforeContainer
    static void open() throws SQLException {
        database = DriverManager.getConnection("jdbc:h2:mem:oracle");
    }

    @AfterContainer
    static void close() throws SQLException {
        database.close();
    }

    @Property(tries = 3_000)
    void conditionsWithNullsMeanWhatTheyMeanInSql(@ForAll long seed) throws SQLException {
        RandomExpressions random = new RandomExpressions(new Random(seed), true);
        Node tree = random.condition(4);
        String text = Printer.print(tree);
        Expression expression;
        try {
            expression = Expression.condition(text, RandomExpressions.SCHEMA);
        } catch (ExpressionException e) {
            assertThat(e.diagnostics()).allMatch(it -> it.code().equals("constant-error"));
            return;
        }
        Map<String, Object> facts = random.facts(false);
        String query = "SELECT " + sql(tree) + " FROM (VALUES (" + row(facts) + ")) AS f(a, b, x, y, s, t, p, q)";
        try (Statement statement = database.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            assertThat(result.next()).isTrue();
            boolean value = result.getBoolean(1);
            Truth wanted = result.wasNull() ? Truth.UNKNOWN : value ? Truth.TRUE : Truth.FALSE;
            assertThat(expression.test(Facts.of(facts)))
                    .as("%s over %s as %s", text, facts, query)
                    .isEqualTo(wanted);
        }
    }

    private static String row(Map<String, Object> facts) {
        return RandomExpressions.SCHEMA.declared().stream()
                .map(fact -> "CAST(" + constant(facts.get(fact.name())) + " AS " + sqlType(fact.type()) + ")")
                .collect(Collectors.joining(", "));
    }

    private static String sqlType(FactType type) {
        return switch (type) {
            case LONG -> "BIGINT";
            case DOUBLE -> "DOUBLE PRECISION";
            case BOOLEAN -> "BOOLEAN";
            default -> "VARCHAR";
        };
    }

    private static String constant(@Nullable Object value) {
        return value instanceof String text ? "'" + text.replace("'", "''") + "'" : String.valueOf(value);
    }

    private static String sql(Node node) {
        if (node instanceof Node.Literal it) {
            Object value = it.value();
            return value == null
                    ? "CAST(NULL AS BOOLEAN)"
                    : value instanceof Long || value instanceof Double
                            ? "CAST(" + value + (value instanceof Long ? " AS BIGINT)" : " AS DOUBLE PRECISION)")
                            : constant(value);
        } else if (node instanceof Node.Path it) {
            return it.name();
        } else if (node instanceof Node.Negate it) {
            return "(-" + sql(it.operand()) + ")";
        } else if (node instanceof Node.Arithmetic it) {
            return "(" + sql(it.left()) + it.operator().symbol() + sql(it.right()) + ")";
        } else if (node instanceof Node.Compare it) {
            return "(" + sql(it.left()) + it.operator().symbol() + sql(it.right()) + ")";
        } else if (node instanceof Node.Not it) {
            return "(NOT " + sql(it.operand()) + ")";
        } else if (node instanceof Node.And it) {
            return joined(it.terms(), " AND ");
        } else if (node instanceof Node.Or it) {
            return joined(it.terms(), " OR ");
        } else if (node instanceof Node.Between it) {
            return "(" + sql(it.operand()) + not(it.negated()) + " BETWEEN " + sql(it.low()) + " AND " + sql(it.high())
                    + ")";
        } else if (node instanceof Node.In it) {
            return "(" + sql(it.operand()) + not(it.negated()) + " IN " + joined(it.items(), ", ") + ")";
        } else if (node instanceof Node.Like it) {
            // H2's own default escape character is a backslash, which no text here has.
            String escape = it.escape().map(e -> " ESCAPE " + sql(e)).orElse("");
            return "(" + sql(it.operand()) + not(it.negated()) + " LIKE " + sql(it.pattern()) + escape + ")";
        } else if (node instanceof Node.Is it) {
            return "(" + sql(it.operand()) + " IS" + not(it.negated()) + " " + it.test() + ")";
        }
        throw new AssertionError(node);
    }

    private static String not(boolean negated) {
        return negated ? " NOT" : "";
    }

    private static String joined(List<Node> nodes, String separator) {
        return nodes.stream().map(H2OracleProperties::sql).collect(Collectors.joining(separator, "(", ")"));
    }
}
