package dev.tenet.rules.internal.syntax;

import dev.tenet.rules.internal.syntax.Node.And;
import dev.tenet.rules.internal.syntax.Node.Arithmetic;
import dev.tenet.rules.internal.syntax.Node.Between;
import dev.tenet.rules.internal.syntax.Node.Call;
import dev.tenet.rules.internal.syntax.Node.Compare;
import dev.tenet.rules.internal.syntax.Node.In;
import dev.tenet.rules.internal.syntax.Node.Is;
import dev.tenet.rules.internal.syntax.Node.Like;
import dev.tenet.rules.internal.syntax.Node.Literal;
import dev.tenet.rules.internal.syntax.Node.Negate;
import dev.tenet.rules.internal.syntax.Node.Not;
import dev.tenet.rules.internal.syntax.Node.Or;
import dev.tenet.rules.internal.syntax.Node.Path;
import dev.tenet.rules.internal.syntax.Node.Step;
import dev.tenet.rules.internal.syntax.Node.Template;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Writes a tree as canonical text: one spelling for each operator, brackets only where they are needed. */
public final class Printer {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final StringBuilder out = new StringBuilder();

    private Printer() {}

    /** The canonical text; parsing it gives the same tree at other places. */
    public static String print(Node node) {
        Printer printer = new Printer();
        printer.node(node, Precedence.OR);
        return printer.out.toString();
    }

    private void node(Node node, int power) {
        int own = precedence(node);
        // NOT before a comparison needs no brackets for the parser; a reader wants them.
        if (own < power || power == Precedence.NOT && own == Precedence.PREDICATE) {
            out.append('(');
            write(node);
            out.append(')');
        } else {
            write(node);
        }
    }

    private static int precedence(Node node) {
        if (node instanceof Or) {
            return Precedence.OR;
        } else if (node instanceof And) {
            return Precedence.AND;
        } else if (node instanceof Not) {
            return Precedence.NOT;
        } else if (node instanceof Compare
                || node instanceof Between
                || node instanceof In
                || node instanceof Like
                || node instanceof Is) {
            return Precedence.PREDICATE;
        } else if (node instanceof Arithmetic arithmetic) {
            return precedence(arithmetic);
        } else if (node instanceof Negate) {
            return Precedence.SIGN;
        } else if (node instanceof Literal
                || node instanceof Path
                || node instanceof Call
                || node instanceof Template) {
            return Precedence.PRIMARY;
        }
        throw new AssertionError(node);
    }

    private static int precedence(Arithmetic arithmetic) {
        return switch (arithmetic.operator()) {
            case ADD, SUBTRACT -> Precedence.SUM;
            case MULTIPLY, DIVIDE, REMAINDER -> Precedence.PRODUCT;
        };
    }

    private void write(Node node) {
        if (node instanceof Literal literal) {
            literal(literal);
        } else if (node instanceof Path path) {
            path(path);
        } else if (node instanceof Call call) {
            out.append(call.function()).append('(');
            list(call.arguments(), ", ", Precedence.OR);
            out.append(')');
        } else if (node instanceof Negate negate) {
            negate(negate);
        } else if (node instanceof Arithmetic arithmetic) {
            int own = precedence(arithmetic);
            node(arithmetic.left(), own);
            out.append(' ').append(arithmetic.operator().symbol()).append(' ');
            node(arithmetic.right(), own + 1);
        } else if (node instanceof Compare compare) {
            node(compare.left(), Precedence.SUM);
            out.append(' ').append(compare.operator().symbol()).append(' ');
            node(compare.right(), Precedence.SUM);
        } else if (node instanceof Between || node instanceof In || node instanceof Like || node instanceof Is) {
            predicate(node);
        } else if (node instanceof Not not) {
            out.append("NOT ");
            node(not.operand(), Precedence.NOT);
        } else if (node instanceof And and) {
            list(and.terms(), " AND ", Precedence.NOT - 1);
        } else if (node instanceof Or or) {
            list(or.terms(), " OR ", Precedence.AND);
        } else if (node instanceof Template template) {
            template(template);
        } else {
            throw new AssertionError(node);
        }
    }

    private void predicate(Node node) {
        if (node instanceof Between between) {
            node(between.operand(), Precedence.SUM);
            out.append(between.negated() ? " NOT BETWEEN " : " BETWEEN ");
            node(between.low(), Precedence.SUM);
            out.append(" AND ");
            node(between.high(), Precedence.SUM);
        } else if (node instanceof In in) {
            node(in.operand(), Precedence.SUM);
            out.append(in.negated() ? " NOT IN (" : " IN (");
            list(in.items(), ", ", Precedence.OR);
            out.append(')');
        } else if (node instanceof Like like) {
            node(like.operand(), Precedence.SUM);
            out.append(like.negated() ? " NOT LIKE " : " LIKE ");
            node(like.pattern(), Precedence.SUM);
            like.escape().ifPresent(escape -> {
                out.append(" ESCAPE ");
                node(escape, Precedence.SUM);
            });
        } else if (node instanceof Is is) {
            node(is.operand(), Precedence.SUM);
            out.append(is.negated() ? " IS NOT " : " IS ").append(is.test());
        } else {
            throw new AssertionError(node);
        }
    }

    private void list(List<Node> nodes, String separator, int power) {
        for (int i = 0; i < nodes.size(); i++) {
            out.append(i == 0 ? "" : separator);
            node(nodes.get(i), power);
        }
    }

    private void path(Path path) {
        out.append(path.name());
        for (Step step : path.steps()) {
            if (step instanceof Step.Field field) {
                out.append('.').append(field.name());
            } else if (step instanceof Step.Index index) {
                out.append('[');
                node(index.index(), Precedence.OR);
                out.append(']');
            } else {
                throw new AssertionError(step);
            }
        }
    }

    private void negate(Negate negate) {
        Node operand = negate.operand();
        // Brackets keep the minus apart from a second minus and from a number, whose own sign it would become.
        boolean apart = operand instanceof Negate || operand instanceof Literal;
        out.append(apart ? "-(" : "-");
        node(operand, apart ? Precedence.OR : Precedence.SIGN);
        out.append(apart ? ")" : "");
    }

    private void template(Template template) {
        for (Node part : template.parts()) {
            if (part instanceof Literal literal && literal.value() instanceof String plain) {
                out.append(plain.replace("${", "$${"));
            } else {
                out.append("${");
                node(part, Precedence.OR);
                out.append('}');
            }
        }
    }

    private void literal(Literal literal) {
        Object value = literal.value();
        if (value == null) {
            out.append("NULL");
        } else if (value instanceof Boolean truth) {
            out.append(truth ? "TRUE" : "FALSE");
        } else if (value instanceof String text) {
            out.append('\'').append(text.replace("'", "''")).append('\'');
        } else if (value instanceof Instant instant) {
            out.append("TIMESTAMP '").append(instant).append('\'');
        } else if (value instanceof Duration duration) {
            duration(duration);
        } else if (value instanceof Long || value instanceof Double) {
            out.append(value);
        } else {
            throw new AssertionError(value);
        }
    }

    private void duration(Duration duration) {
        long seconds = duration.getSeconds();
        int nanos = duration.getNano();
        if (nanos != 0) {
            BigDecimal exact = BigDecimal.valueOf(seconds).add(BigDecimal.valueOf(nanos, 9));
            if (nanos % NANOS_PER_MILLI == 0 && exact.precision() < 18) {
                out.append(exact.movePointRight(3).longValueExact()).append("ms");
            } else {
                out.append("INTERVAL '")
                        .append(exact.stripTrailingZeros().toPlainString())
                        .append("' SECOND");
            }
        } else if (seconds % 86_400 == 0 && seconds != 0) {
            out.append(seconds / 86_400).append('d');
        } else if (seconds % 3_600 == 0 && seconds != 0) {
            out.append(seconds / 3_600).append('h');
        } else if (seconds % 60 == 0 && seconds != 0) {
            out.append(seconds / 60).append('m');
        } else {
            out.append(seconds).append('s');
        }
    }
}
