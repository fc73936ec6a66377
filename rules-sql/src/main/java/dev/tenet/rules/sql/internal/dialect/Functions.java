package dev.tenet.rules.sql.internal.dialect;

import dev.tenet.rules.sql.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The functions that are the same everywhere, or can be written so. All others are refused. */
final class Functions {
    private static final Set<String> RANKS = Set.of("ROW_NUMBER", "RANK", "DENSE_RANK");

    private final Rewriting in;
    private final Target target;
    private final Expressions expressions;
    private final Conversions conversions;
    private final Comparisons comparisons;
    private final Dates dates;
    private final Statements statements;

    Functions(
            Rewriting in,
            Expressions expressions,
            Conversions conversions,
            Comparisons comparisons,
            Dates dates,
            Statements statements) {
        this.in = in;
        this.target = in.target();
        this.expressions = expressions;
        this.conversions = conversions;
        this.comparisons = comparisons;
        this.dates = dates;
        this.statements = statements;
    }

    /** Reads a call. */
    Operand call() {
        int first = in.at();
        String name = in.peek(0);
        if (Dates.FUNCTIONS.contains(name)) {
            return dates.call();
        }
        in.next();
        in.expect("(");
        return switch (name) {
            case "COUNT" -> count(first);
            case "SUM", "AVG", "TOTAL", "MIN", "MAX" -> aggregate(first, name);
            case "GROUP_CONCAT", "STRING_AGG" -> groupConcat(first, name);
            case "ROW_NUMBER", "RANK", "DENSE_RANK" -> {
                in.expect(")");
                yield over(first, ValueKind.INTEGER);
            }
            case "COALESCE", "IFNULL" -> coalesce(first, name);
            case "NULLIF" -> nullIf(first);
            case "IIF", "IF" -> choice(first);
            case "ABS" -> abs(first);
            case "LENGTH", "LOWER", "UPPER", "TRIM", "LTRIM", "RTRIM", "SUBSTR", "SUBSTRING", "REPLACE" ->
                text(first, name);
            default ->
                throw in.refused(
                        first,
                        "the function " + name.toLowerCase(Locale.ROOT)
                                + ", which is not known to mean the same on both");
        };
    }

    private Operand count(int first) {
        if (!in.take("*")) {
            in.take("DISTINCT");
            expressions.value();
        }
        in.expect(")");
        return filtered(first, ValueKind.INTEGER);
    }

    private Operand aggregate(int first, String name) {
        boolean distinct = in.take("DISTINCT");
        Operand value = expressions.value();
        if (in.sees(",")) {
            throw in.refused(
                    first,
                    name.toLowerCase(Locale.ROOT) + " of several values, which treats NULL otherwise; write CASE");
        }
        if (in.sees("ORDER")) {
            throw in.refused(in.at(), "an order inside a function");
        }
        in.expect(")");
        boolean sums = !name.startsWith("M");
        if (sums && !value.kind().isOpen() && !value.kind().isNumber() && value.kind() != ValueKind.NULL) {
            throw in.refused(value.first(), name.toLowerCase(Locale.ROOT) + " of what is no number");
        }
        if (name.equals("AVG") || name.equals("TOTAL")) {
            in.rewrite(value.first(), value.last(), target.real(in.render(value)));
        }
        if (name.equals("TOTAL")) {
            in.replace(first, "SUM");
        }
        Operand call = filtered(first, value.kind().isOpen() ? ValueKind.UNKNOWN : value.kind());
        if (name.equals("AVG")) {
            return call.as(ValueKind.REAL);
        } else if (name.equals("TOTAL")) {
            in.wrap(call, "COALESCE(", ", " + target.real("0") + ")");
            return call.as(ValueKind.REAL);
        } else if (name.equals("SUM") && value.kind() == ValueKind.INTEGER && !distinct) {
            // The sum of whole numbers is a decimal for some: division would keep what follows the point.
            in.rewrite(call.first(), call.last(), target.wholeNumber(in.render(call)));
        } else if (name.equals("SUM") && value.kind() == ValueKind.INTEGER) {
            return call.as(ValueKind.UNKNOWN);
        }
        return call;
    }

    private Operand groupConcat(int first, String name) {
        if (in.sees("DISTINCT")) {
            throw in.refused(in.at(), name.toLowerCase(Locale.ROOT) + " of distinct values");
        }
        Operand value = expressions.value();
        if (value.kind() == ValueKind.REAL || value.kind().isTime()) {
            throw in.refused(value.first(), "a fraction or a date as text");
        }
        String separator = "','";
        if (in.take(",")) {
            int index = in.next();
            separator = target.literal(in.text(index));
            if (!separator.startsWith("'")) {
                throw in.refused(index, "a separator that is not written out");
            }
        }
        in.expect(")");
        if (in.sees("FILTER") || in.sees("OVER")) {
            throw in.refused(in.at(), in.peek(0) + " after " + name.toLowerCase(Locale.ROOT));
        }
        int last = in.at() - 1;
        in.rewrite(first, last, target.groupConcat(in.render(value), separator));
        return new Operand(first, last, ValueKind.TEXT);
    }

    private Operand filtered(int first, ValueKind kind) {
        if (in.sees("FILTER")) {
            if (target.dialect() == Dialect.MARIADB) {
                throw in.refused(in.at(), "FILTER; write the condition as CASE inside the function");
            }
            in.next();
            in.expect("(");
            in.expect("WHERE");
            expressions.condition();
            in.expect(")");
        }
        return in.sees("OVER") ? over(first, kind) : new Operand(first, in.at() - 1, kind);
    }

    private Operand over(int first, ValueKind kind) {
        if (!in.take("OVER")) {
            throw in.unexpected("OVER");
        }
        in.expect("(");
        if (in.take("PARTITION", "BY")) {
            do {
                expressions.value();
            } while (in.take(","));
        }
        if (in.take("ORDER", "BY")) {
            statements.order();
        } else if (RANKS.contains(in.text(first))) {
            throw in.refused(first, "a rank without ORDER BY");
        }
        if (!in.sees(")")) {
            throw in.refused(in.at(), "the frame of a window");
        }
        in.next();
        return new Operand(first, in.at() - 1, kind);
    }

    private Operand coalesce(int first, String name) {
        in.replace(first, "COALESCE");
        ValueKind kind = ValueKind.NULL;
        int count = 0;
        do {
            kind = conversions.mixed(kind, expressions.value());
            count++;
        } while (in.take(","));
        if (count < 2 || count > 2 && name.equals("IFNULL")) {
            throw in.unexpected("two values");
        }
        in.expect(")");
        return new Operand(first, in.at() - 1, kind);
    }

    private Operand nullIf(int first) {
        Operand value = expressions.value();
        in.expect(",");
        comparisons.compare(value, first, expressions.value(), "=");
        in.expect(")");
        return new Operand(first, in.at() - 1, value.kind().isOpen() ? ValueKind.UNKNOWN : value.kind());
    }

    private Operand choice(int first) {
        in.rewrite(first, first + 1, "CASE WHEN ");
        expressions.condition();
        int then = in.at();
        in.expect(",");
        in.replace(then, " THEN ");
        ValueKind kind = conversions.mixed(ValueKind.NULL, expressions.value());
        if (in.sees(",")) {
            in.replace(in.next(), " ELSE ");
            kind = conversions.mixed(kind, expressions.value());
        }
        int last = in.at();
        in.expect(")");
        in.replace(last, " END");
        return new Operand(first, last, kind);
    }

    private Operand abs(int first) {
        Operand value = expressions.value();
        if (!value.kind().isOpen() && !value.kind().isNumber()) {
            throw in.refused(value.first(), "abs of what is no number");
        }
        in.expect(")");
        return new Operand(first, in.at() - 1, value.kind().isOpen() ? ValueKind.UNKNOWN : value.kind());
    }

    private Operand text(int first, String name) {
        Operand text = conversions.asText(expressions.expression());
        List<Operand> more = new ArrayList<>();
        while (in.take(",")) {
            more.add(expressions.value());
        }
        in.expect(")");
        Operand call = new Operand(first, in.at() - 1, name.equals("LENGTH") ? ValueKind.INTEGER : ValueKind.TEXT);
        int wanted = switch (name) {
            case "SUBSTR", "SUBSTRING" -> more.size() == 1 ? 1 : 2;
            case "REPLACE" -> 2;
            default -> 0;
        };
        if (more.size() != wanted) {
            throw in.refused(first, name.toLowerCase(Locale.ROOT) + " of " + (more.size() + 1) + " values");
        }
        switch (name) {
            case "LENGTH" -> in.replace(first, "CHAR_LENGTH");
            case "LOWER" -> in.rewrite(first, call.last(), target.lower(in.render(text), Like.CAPITALS));
            case "UPPER" -> in.rewrite(first, call.last(), target.upper(in.render(text)));
            case "SUBSTR", "SUBSTRING" -> {
                in.replace(first, "SUBSTRING");
                for (Operand bound : more) {
                    if (bound.first() != bound.last() || !in.text(bound.first()).matches("[1-9][0-9]{0,8}")) {
                        throw in.refused(bound.first(), "substr with a bound that is not written out and above 0");
                    }
                }
            }
            case "REPLACE" -> {
                Operand searched = more.get(0);
                if (searched.first() != searched.last()
                        || !in.text(searched.first()).matches("(?s)'.+'")) {
                    throw in.refused(searched.first(), "replace of a text that is not written out");
                }
                conversions.asText(more.get(1));
            }
            default -> {}
        }
        return call;
    }
}
