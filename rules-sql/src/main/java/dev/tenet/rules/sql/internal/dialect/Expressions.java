package dev.tenet.rules.sql.internal.dialect;

import dev.tenet.rules.sql.Dialect;
import java.util.Set;

/** Reads SQLite's expressions, by its order of operators, and rewrites what another database reads otherwise. */
final class Expressions {
    private final Rewriting in;
    private final Target target;
    private final Conversions conversions;
    private final Comparisons comparisons;
    private final Like like;
    private final Primaries primaries;

    Expressions(Rewriting in, Names names, Statements statements) {
        this.in = in;
        this.target = in.target();
        this.conversions = new Conversions(in);
        Dates dates = new Dates(in, this);
        this.comparisons = new Comparisons(in, this, conversions, dates, statements);
        this.like = new Like(in, this, conversions);
        Functions functions = new Functions(in, this, conversions, comparisons, dates, statements);
        this.primaries = new Primaries(in, this, conversions, comparisons, names, functions, statements);
    }

    /** An expression where a truth value is wanted. */
    void condition() {
        conversions.asCondition(expression());
    }

    /** An expression where a value is wanted: a truth value becomes 1 or 0, as it is for SQLite. */
    Operand value() {
        return conversions.asValue(expression());
    }

    /** A value that a column takes. */
    void assigned() {
        comparisons.assigned(expression());
    }

    // operators, those that bind least first

    Operand expression() {
        Operand left = and();
        while (in.take("OR")) {
            conversions.asCondition(left);
            left = left.upTo(conversions.asCondition(and()), ValueKind.BOOLEAN);
        }
        return left;
    }

    private Operand and() {
        Operand left = not();
        while (in.take("AND")) {
            conversions.asCondition(left);
            left = left.upTo(conversions.asCondition(not()), ValueKind.BOOLEAN);
        }
        return left;
    }

    private Operand not() {
        int first = in.at();
        if (in.sees("NOT") && !in.sees("NOT", "EXISTS")) {
            in.next();
            return new Operand(first, conversions.asCondition(not()).last(), ValueKind.BOOLEAN);
        }
        return equality();
    }

    private Operand equality() {
        Operand left = ordering();
        while (true) {
            int operator = in.at();
            if (in.take("==") || in.take("!=") || in.take("<>") || in.take("=")) {
                if (in.text(operator).equals("=") && in.at() - operator == 2) {
                    in.replace(operator + 1, "");
                }
                left = comparisons.compare(left, operator, ordering());
            } else if (in.take("IS")) {
                left = comparisons.is(left, operator);
            } else if (in.take("ISNULL")) {
                in.replace(operator, "IS NULL");
                left = new Operand(left.first(), operator, ValueKind.BOOLEAN);
            } else if (in.take("NOTNULL")) {
                in.replace(operator, "IS NOT NULL");
                left = new Operand(left.first(), operator, ValueKind.BOOLEAN);
            } else if (in.take("NOT", "NULL")) {
                in.replace(operator, "IS NOT");
                left = new Operand(left.first(), operator + 1, ValueKind.BOOLEAN);
            } else if (in.sees("IN") || in.sees("NOT", "IN")) {
                left = comparisons.in(left);
            } else if (in.sees("BETWEEN") || in.sees("NOT", "BETWEEN")) {
                left = comparisons.between(left);
            } else if (in.sees("LIKE") || in.sees("NOT", "LIKE")) {
                left = like.read(left);
            } else {
                refuseOperator();
                return left;
            }
        }
    }

    private void refuseOperator() {
        String word = in.sees("NOT") ? in.peek(1) : in.peek(0);
        if (Set.of("GLOB", "REGEXP", "MATCH", "COLLATE").contains(word)) {
            throw in.refused(in.at(), "the operator " + word);
        }
    }

    Operand ordering() {
        Operand left = additive();
        while (true) {
            int operator = in.at();
            if (in.sees("<<") || in.sees(">>") || in.sees("<>") && in.peek(0).equals("<")) {
                return left;
            }
            if (!(in.take("<=") || in.take(">=") || in.take("<") || in.take(">"))) {
                return left;
            }
            left = comparisons.compare(left, operator, additive());
        }
    }

    Operand additive() {
        Operand left = multiplicative();
        while (in.sees("+") || in.sees("-") && !in.sees("->")) {
            in.next();
            left = arithmetic(left, multiplicative());
        }
        return left;
    }

    private Operand multiplicative() {
        Operand left = concatenation();
        while (in.sees("*") || in.sees("/") || in.sees("%")) {
            int operator = in.next();
            Operand right = concatenation();
            Operand whole = arithmetic(left, right);
            left = in.text(operator).equals("*") ? whole : divided(operator, right, whole);
        }
        return left;
    }

    /** SQLite: between whole numbers the rest is cut off, and division by zero is NULL. */
    private Operand divided(int operator, Operand right, Operand whole) {
        boolean remainder = in.text(operator).equals("%");
        if (remainder ? whole.kind() != ValueKind.INTEGER : !whole.kind().isNumber()) {
            throw in.refused(
                    operator,
                    "the types of columns and parameters decide what " + in.text(operator)
                            + " gives; write CAST(... AS INTEGER)" + (remainder ? "" : " or CAST(... AS REAL)"));
        }
        if (!in.render(right).matches("(CAST\\()?[0-9.]*[1-9].*") || right.first() != right.last()) {
            in.wrap(right, "NULLIF(", ", 0)");
        }
        if (target.dialect() == Dialect.MARIADB && whole.kind() == ValueKind.INTEGER && !remainder) {
            in.replace(operator, " DIV ");
        }
        return whole;
    }

    private Operand arithmetic(Operand left, Operand right) {
        Operand a = conversions.asSummand(left);
        Operand b = conversions.asSummand(right);
        ValueKind kind = a.kind() == ValueKind.REAL || b.kind() == ValueKind.REAL
                ? ValueKind.REAL
                : a.kind() == ValueKind.INTEGER && b.kind() == ValueKind.INTEGER
                        ? ValueKind.INTEGER
                        : ValueKind.UNKNOWN;
        return left.upTo(right, kind);
    }

    private Operand concatenation() {
        Operand left = unary();
        if (!in.sees("||")) {
            return left;
        }
        boolean concat = target.dialect() == Dialect.MARIADB;
        conversions.asText(left);
        Operand whole = left;
        while (in.take("||")) {
            if (concat) {
                in.rewrite(in.at() - 2, in.at() - 1, ",");
            }
            whole = whole.upTo(conversions.asText(unary()), ValueKind.TEXT);
        }
        in.wrap(whole, concat ? "CONCAT(" : "(", ")");
        return whole;
    }

    private Operand unary() {
        int first = in.at();
        if (in.take("~")) {
            throw in.refused(first, "the operator ~");
        }
        if (in.take("-") || in.take("+")) {
            Operand operand = conversions.asSummand(unary());
            return new Operand(first, operand.last(), operand.kind().isNumber() ? operand.kind() : ValueKind.UNKNOWN);
        }
        Operand primary = primaries.read();
        if (in.sees("->") || in.sees("&") || in.sees("<<") || in.sees(">>") || in.sees("|") && !in.sees("||")) {
            throw in.refused(in.at(), "the operator " + in.peek(0) + (in.sees("&") || in.sees("|") ? "" : in.peek(1)));
        }
        if (in.sees("COLLATE")) {
            throw in.refused(in.at(), "the operator COLLATE");
        }
        return primary;
    }
}
