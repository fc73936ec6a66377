package dev.tenet.rules.sql.internal.dialect;

import dev.tenet.rules.sql.Dialect;
import java.util.List;
import java.util.Set;

/** The operators that compare. SQLite compares what it holds, whatever was declared; the others compare types. */
final class Comparisons {
    private final Rewriting in;
    private final Target target;
    private final Expressions expressions;
    private final Conversions conversions;
    private final Dates dates;
    private final Statements statements;

    Comparisons(Rewriting in, Expressions expressions, Conversions conversions, Dates dates, Statements statements) {
        this.in = in;
        this.target = in.target();
        this.expressions = expressions;
        this.conversions = conversions;
        this.dates = dates;
        this.statements = statements;
    }

    Operand compare(Operand left, int operator, Operand right) {
        String text = in.text(operator);
        boolean orEqual = operator + 1 < in.at() && in.text(operator + 1).equals("=") && "<>".contains(text);
        boolean unequal = text.equals("<") && in.text(operator + 1).equals(">");
        return compare(left, operator, right, orEqual ? text + "=" : unequal ? "<>" : text);
    }

    /** SQLite compares what it holds: a date as its text, a number with text by type alone. */
    Operand compare(Operand left, int operator, Operand right, String sign) {
        Operand a = left;
        Operand b = right;
        if (isTruthOf(a, b)) {
            compareTruth(a, sign, b);
            return left.upTo(right, ValueKind.BOOLEAN);
        } else if (isTruthOf(b, a)) {
            compareTruth(b, sign, a);
            return left.upTo(right, ValueKind.BOOLEAN);
        }
        for (Operand side : List.of(a, b)) {
            if (side.kind() == ValueKind.DIGITS) {
                throw in.refused(
                        side.first(),
                        "a comparison of the text that strftime('%s', ...) gives; write unixepoch(...) for the number");
            }
        }
        if (a.kind() == ValueKind.BOOLEAN
                && b.kind() == ValueKind.BOOLEAN
                && !conversions.isTruth(a)
                && !conversions.isTruth(b)) {
            in.wrap(a, "(", ")");
            in.wrap(b, "(", ")");
        } else {
            a = conversions.asNumber(a);
            b = conversions.asNumber(b);
        }
        dates.checkCompared(a, sign, operator, b);
        return left.upTo(right, ValueKind.BOOLEAN);
    }

    Operand is(Operand left, int operator) {
        boolean negated = in.take("NOT");
        if (in.take("NULL")) {
            conversions.asNumber(left);
            return new Operand(left.first(), in.at() - 1, ValueKind.BOOLEAN);
        }
        if (in.sees("DISTINCT")) {
            throw in.refused(in.at(), "IS DISTINCT FROM; write IS NOT");
        }
        Operand right = expressions.ordering();
        if (conversions.isTruth(right)) {
            throw in.refused(right.first(), "IS " + in.text(right.first()) + "; write = 1 or = 0");
        }
        Operand compared = compare(left, operator, right);
        if (target.dialect() == Dialect.MARIADB) {
            in.rewrite(operator, operator + (negated ? 1 : 0), "<=>");
            if (negated) {
                in.wrap(compared, "NOT (", ")");
            }
        } else {
            in.rewrite(operator, operator + (negated ? 1 : 0), negated ? "IS DISTINCT FROM" : "IS NOT DISTINCT FROM");
        }
        return compared;
    }

    Operand in(Operand left) {
        Operand tested = conversions.asValue(left);
        int operator = in.at();
        in.take("NOT");
        in.expect("IN");
        if (!in.sees("(")) {
            throw in.refused(in.at(), "IN over a table; write IN (SELECT ...)");
        }
        in.next();
        if (in.sees("SELECT") || in.sees("WITH")) {
            int query = in.at();
            ValueKind kind = statements.select();
            dates.checkCompared(tested, "=", operator, new Operand(query, in.at() - 1, kind));
        } else if (in.sees(")")) {
            throw in.refused(in.at(), "an empty list");
        } else {
            do {
                compare(tested, operator, expressions.expression(), "=");
            } while (in.take(","));
        }
        in.expect(")");
        return new Operand(left.first(), in.at() - 1, ValueKind.BOOLEAN);
    }

    Operand between(Operand left) {
        Operand tested = conversions.asValue(left);
        int operator = in.at();
        in.take("NOT");
        in.expect("BETWEEN");
        compare(tested, operator, expressions.additive(), ">=");
        in.expect("AND");
        Operand high = expressions.additive();
        compare(tested, operator, high, "<=");
        return left.upTo(high, ValueKind.BOOLEAN);
    }

    /** Whether a column that may hold truth values is compared with one. */
    private boolean isTruthOf(Operand column, Operand constant) {
        return column.kind() == ValueKind.COLUMN
                && constant.first() == constant.last()
                && Set.of("0", "1", "TRUE", "FALSE").contains(in.text(constant.first()));
    }

    private void compareTruth(Operand column, String sign, Operand constant) {
        quoteTruth(constant);
        String text = in.render(column);
        String tested = target.truthColumn(text);
        // In a list the column is compared more than once.
        if (!sign.startsWith("<") && !sign.startsWith(">") || sign.equals("<>")) {
            if (!text.startsWith("CAST(") && !tested.equals(text)) {
                in.rewrite(column.first(), column.last(), tested);
            }
        }
    }

    /** A value that a column takes. */
    void assigned(Operand operand) {
        if (isTruthOf(operand.as(ValueKind.COLUMN), operand)) {
            quoteTruth(operand);
        } else {
            conversions.asValue(operand);
        }
    }

    /** A constant 0 or 1 where a column of either type stands beside it or takes it. */
    private void quoteTruth(Operand constant) {
        String number = Set.of("1", "TRUE").contains(in.text(constant.first())) ? "1" : "0";
        in.replace(constant.first(), target.truth(number));
    }
}
