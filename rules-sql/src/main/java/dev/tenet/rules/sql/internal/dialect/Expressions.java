package dev.tenet.rules.sql.internal.dialect;

import dev.tenet.rules.sql.Dialect;
import dev.tenet.rules.sql.internal.text.SqlToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads SQLite's expressions, by its order of operators, and rewrites what another database reads otherwise. */
final class Expressions {
    /** SQLite's own words, which are no names unless in quotes. */
    private static final Set<String> KEYWORDS = Set.of(
            ("ADD ALL ALTER AND AS AUTOINCREMENT BETWEEN CASE CHECK COLLATE COMMIT CONSTRAINT CREATE CROSS DEFAULT "
                            + "DEFERRABLE DELETE DISTINCT DROP ELSE ESCAPE EXCEPT EXISTS FILTER FOREIGN FROM FULL GLOB GROUP HAVING IN INDEX "
                            + "INDEXED INNER INSERT INTERSECT INTO IS ISNULL JOIN LEFT LIKE LIMIT MATCH NATURAL NOT NOTHING NOTNULL "
                            + "NULL ON OR ORDER OUTER OVER PRIMARY RAISE REFERENCES REGEXP RETURNING RIGHT SELECT SET TABLE THEN TO "
                            + "TRANSACTION UNION UNIQUE UPDATE USING VALUES WHEN WHERE WITH")
                    .split(" "));

    static final String CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private static final Set<String> ROW_IDS = Set.of("ROWID", "OID", "_ROWID_");

    private final Rewriting in;
    private final Target target;
    private final Statements statements;
    private final Dates dates;
    private final Functions functions;

    Expressions(Rewriting in, Statements statements) {
        this.in = in;
        this.target = in.target();
        this.statements = statements;
        this.dates = new Dates(in, this);
        this.functions = new Functions(in, this, dates, statements);
    }

    // what a place wants

    /** An expression where a truth value is wanted. */
    void condition() {
        asCondition(expression());
    }

    /** An expression where a value is wanted: a truth value becomes 1 or 0, as it is for SQLite. */
    Operand value() {
        return asValue(expression());
    }

    private Operand asCondition(Operand operand) {
        if (operand.kind().isNumber()) {
            in.wrap(operand, "(", ") <> 0");
        } else if (!operand.kind().isOpen()
                && operand.kind() != ValueKind.BOOLEAN
                && operand.kind() != ValueKind.NULL) {
            throw in.refused(operand.first(), "a condition here is neither a truth value nor a number");
        }
        return operand.as(ValueKind.BOOLEAN);
    }

    Operand asValue(Operand operand) {
        if (operand.kind() == ValueKind.DIGITS) {
            return written(operand, target.text(in.render(operand)), ValueKind.TEXT);
        }
        return asNumber(operand);
    }

    private Operand written(Operand operand, String sql, ValueKind kind) {
        in.rewrite(operand.first(), operand.last(), sql);
        return operand.as(kind);
    }

    /** A truth value as SQLite calculates with it. */
    private Operand asNumber(Operand operand) {
        if (operand.kind() != ValueKind.BOOLEAN) {
            return operand;
        }
        if (isTruth(operand)) {
            in.replace(operand.first(), in.text(operand.first()).equals("TRUE") ? "1" : "0");
        } else {
            return written(operand, target.truthAsNumber(in.render(operand)), ValueKind.INTEGER);
        }
        return operand.as(ValueKind.INTEGER);
    }

    private boolean isTruth(Operand operand) {
        return operand.first() == operand.last() && Set.of("TRUE", "FALSE").contains(in.text(operand.first()));
    }

    // operators, those that bind least first

    Operand expression() {
        Operand left = and();
        while (in.take("OR")) {
            asCondition(left);
            left = span(left, asCondition(and()), ValueKind.BOOLEAN);
        }
        return left;
    }

    private Operand and() {
        Operand left = not();
        while (in.take("AND")) {
            asCondition(left);
            left = span(left, asCondition(not()), ValueKind.BOOLEAN);
        }
        return left;
    }

    private Operand not() {
        int first = in.at();
        if (in.sees("NOT") && !in.sees("NOT", "EXISTS")) {
            in.next();
            return new Operand(first, asCondition(not()).last(), ValueKind.BOOLEAN);
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
                left = compare(left, operator, ordering());
            } else if (in.take("IS")) {
                left = is(left, operator);
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
                left = in(left);
            } else if (in.sees("BETWEEN") || in.sees("NOT", "BETWEEN")) {
                left = between(left);
            } else if (in.sees("LIKE") || in.sees("NOT", "LIKE")) {
                left = like(left);
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

    private Operand is(Operand left, int operator) {
        boolean negated = in.take("NOT");
        if (in.take("NULL")) {
            asNumber(left);
            return new Operand(left.first(), in.at() - 1, ValueKind.BOOLEAN);
        }
        if (in.sees("DISTINCT")) {
            throw in.refused(in.at(), "IS DISTINCT FROM; write IS NOT");
        }
        Operand right = ordering();
        if (isTruth(right)) {
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

    private Operand in(Operand left) {
        Operand tested = asValue(left);
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
                compare(tested, operator, expression(), "=");
            } while (in.take(","));
        }
        in.expect(")");
        return new Operand(left.first(), in.at() - 1, ValueKind.BOOLEAN);
    }

    private Operand between(Operand left) {
        Operand tested = asValue(left);
        int operator = in.at();
        in.take("NOT");
        in.expect("BETWEEN");
        compare(tested, operator, additive(), ">=");
        in.expect("AND");
        Operand high = additive();
        compare(tested, operator, high, "<=");
        return span(left, high, ValueKind.BOOLEAN);
    }

    private Operand like(Operand left) {
        boolean negated = in.take("NOT");
        in.expect("LIKE");
        Operand text = asText(left);
        Operand pattern = asText(additive());
        Optional<String> escape = Optional.empty();
        int last = pattern.last();
        if (in.take("ESCAPE")) {
            last = in.next();
            if (!in.text(last).matches("'[^a-zA-Z']'")) {
                throw in.refused(last, "ESCAPE with anything but one character that is no letter");
            }
            escape = Optional.of(target.literal(in.text(last)));
        }
        String letters = in.render(text);
        String form = in.render(pattern);
        boolean written = pattern.kind() == ValueKind.TEXT && pattern.first() == pattern.last();
        String capitals = written ? capitals(form) : CAPITALS;
        if (!capitals.isEmpty()) {
            letters = target.lower(letters, capitals);
            form = written ? lower(form) : target.lower(form, capitals);
        }
        in.rewrite(text.first(), last, target.like(letters, form, negated, escape));
        return new Operand(text.first(), last, ValueKind.BOOLEAN);
    }

    /** The letters of a text, each once and as a capital. */
    private static String capitals(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        return CAPITALS.chars()
                .filter(c -> upper.indexOf(c) >= 0)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String lower(String text) {
        StringBuilder out = new StringBuilder(text);
        for (int i = 0; i < out.length(); i++) {
            char c = out.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                out.setCharAt(i, (char) (c + 'a' - 'A'));
            }
        }
        return out.toString();
    }

    private Operand ordering() {
        Operand left = additive();
        while (true) {
            int operator = in.at();
            if (in.sees("<<") || in.sees(">>") || in.sees("<>") && in.peek(0).equals("<")) {
                return left;
            }
            if (!(in.take("<=") || in.take(">=") || in.take("<") || in.take(">"))) {
                return left;
            }
            left = compare(left, operator, additive());
        }
    }

    private Operand additive() {
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
        Operand a = asSummand(left);
        Operand b = asSummand(right);
        ValueKind kind = a.kind() == ValueKind.REAL || b.kind() == ValueKind.REAL
                ? ValueKind.REAL
                : a.kind() == ValueKind.INTEGER && b.kind() == ValueKind.INTEGER
                        ? ValueKind.INTEGER
                        : ValueKind.UNKNOWN;
        return span(left, right, kind);
    }

    private Operand asSummand(Operand operand) {
        return switch (operand.kind()) {
            case TEXT, TIMESTAMP, DATE ->
                throw in.refused(
                        operand.first(), "arithmetic with text or dates; for seconds write strftime('%s', ...)");
            case BOOLEAN -> asNumber(operand);
            case DIGITS -> operand.as(ValueKind.INTEGER);
            case COLUMN, PARAMETER, UNKNOWN, NULL, INTEGER, REAL -> operand;
        };
    }

    private Operand concatenation() {
        Operand left = unary();
        if (!in.sees("||")) {
            return left;
        }
        boolean concat = target.dialect() == Dialect.MARIADB;
        asText(left);
        Operand whole = left;
        while (in.take("||")) {
            if (concat) {
                in.rewrite(in.at() - 2, in.at() - 1, ",");
            }
            whole = span(whole, asText(unary()), ValueKind.TEXT);
        }
        in.wrap(whole, concat ? "CONCAT(" : "(", ")");
        return whole;
    }

    /** SQLite writes a double with a point always; nobody else does. */
    Operand asText(Operand operand) {
        if (operand.kind() == ValueKind.REAL || operand.kind().isTime()) {
            throw in.refused(
                    operand.first(),
                    operand.kind() == ValueKind.REAL
                            ? "a fraction as text"
                            : "a date as text; write strftime(...) with the form that is wanted");
        }
        Operand value = asValue(operand);
        return value.kind() == ValueKind.INTEGER
                ? written(value, target.text(in.render(value)), ValueKind.TEXT)
                : value;
    }

    private Operand unary() {
        int first = in.at();
        if (in.take("~")) {
            throw in.refused(first, "the operator ~");
        }
        if (in.take("-") || in.take("+")) {
            Operand operand = asSummand(unary());
            return new Operand(first, operand.last(), operand.kind().isNumber() ? operand.kind() : ValueKind.UNKNOWN);
        }
        Operand primary = primary();
        if (in.sees("->") || in.sees("&") || in.sees("<<") || in.sees(">>") || in.sees("|") && !in.sees("||")) {
            throw in.refused(in.at(), "the operator " + in.peek(0) + (in.sees("&") || in.sees("|") ? "" : in.peek(1)));
        }
        if (in.sees("COLLATE")) {
            throw in.refused(in.at(), "the operator COLLATE");
        }
        return primary;
    }

    // values

    private Operand primary() {
        int first = in.at();
        return switch (in.kind(0)) {
            case NUMBER -> number(in.next());
            case STRING -> string(in.next());
            case PARAMETER -> new Operand(first, in.next(), ValueKind.PARAMETER);
            case QUOTED -> column();
            case WORD -> word();
            case SYMBOL -> brackets();
            case SEMICOLON, SPACE, COMMENT -> throw in.unexpected("a value");
        };
    }

    private Operand number(int index) {
        String text = in.text(index);
        if (text.matches("[0-9]{1,18}")) {
            return new Operand(index, index, ValueKind.INTEGER);
        }
        if (!text.matches("[0-9]*\\.?[0-9]*([eE][+-]?[0-9]+)?")) {
            throw in.refused(index, "the number " + text);
        }
        in.replace(index, target.real(text));
        return new Operand(index, index, ValueKind.REAL);
    }

    private Operand string(int index) {
        String text = in.text(index);
        if (!text.startsWith("'")) {
            throw in.refused(index, "binary text");
        }
        in.replace(index, target.literal(text));
        return new Operand(index, index, ValueKind.TEXT);
    }

    private Operand brackets() {
        int first = in.at();
        in.expect("(");
        if (in.sees("SELECT") || in.sees("WITH")) {
            ValueKind kind = statements.select();
            in.expect(")");
            return new Operand(first, in.at() - 1, kind);
        }
        Operand inner = expression();
        if (in.sees(",")) {
            throw in.refused(in.at(), "a row of several values");
        }
        in.expect(")");
        return new Operand(first, in.at() - 1, inner.kind());
    }

    private Operand word() {
        int first = in.at();
        switch (in.peek(0)) {
            case "NULL" -> {
                return new Operand(first, in.next(), ValueKind.NULL);
            }
            case "TRUE", "FALSE" -> {
                return new Operand(first, in.next(), ValueKind.BOOLEAN);
            }
            case "NOT", "EXISTS" -> {
                in.take("NOT");
                in.expect("EXISTS");
                in.expect("(");
                statements.select();
                in.expect(")");
                return new Operand(first, in.at() - 1, ValueKind.BOOLEAN);
            }
            case "CASE" -> {
                return cases();
            }
            case "CAST" -> {
                return cast();
            }
            case "CURRENT_TIMESTAMP" -> {
                in.replace(in.next(), target.now());
                return new Operand(first, first, ValueKind.TIMESTAMP);
            }
            case "CURRENT_DATE" -> {
                in.replace(in.next(), target.date(target.now()));
                return new Operand(first, first, ValueKind.DATE);
            }
            case "CURRENT_TIME" -> throw in.refused(first, "CURRENT_TIME; write strftime('%H:%M:%S', 'now')");
            default -> {
                return in.sees(in.peek(0), "(") ? functions.call() : column();
            }
        }
    }

    private Operand column() {
        int first = in.at();
        name("a column");
        if (in.take(".")) {
            name("a column");
        }
        if (in.sees(".")) {
            throw in.refused(first, "a column of a table of a named database");
        }
        String last = in.text(in.at() - 1);
        if (ROW_IDS.contains(last)) {
            throw in.refused(in.at() - 1, "the column " + last.toLowerCase(Locale.ROOT) + ", which only sqlite has");
        }
        return new Operand(first, in.at() - 1, ValueKind.COLUMN);
    }

    /** Reads a name, plain or in any of SQLite's quotes. */
    String name(String what) {
        int index = in.at();
        if (in.kind(0) == SqlToken.Kind.QUOTED) {
            String quoted = in.text(in.next());
            char quote = quoted.charAt(0) == '[' ? ']' : quoted.charAt(0);
            String plain = quoted.substring(1, quoted.length() - 1).replace("" + quote + quote, "" + quote);
            boolean free = plain.matches("[a-z_][a-z0-9_]*") && !isKeyword(plain);
            in.replace(index, free ? plain : target.name(plain));
            return plain;
        }
        if (in.kind(0) != SqlToken.Kind.WORD || KEYWORDS.contains(in.peek(0))) {
            throw in.unexpected(what);
        }
        String word = in.text(in.next());
        if (target.isReserved(word)) {
            in.replace(index, target.name(word.toLowerCase(Locale.ROOT)));
        }
        return word;
    }

    private boolean isKeyword(String plain) {
        return KEYWORDS.contains(plain.toUpperCase(Locale.ROOT)) || target.isReserved(plain);
    }

    /** Whether a name may stand here. */
    boolean seesName() {
        return in.kind(0) == SqlToken.Kind.QUOTED || in.kind(0) == SqlToken.Kind.WORD && !KEYWORDS.contains(in.peek(0));
    }

    private Operand cases() {
        int first = in.at();
        in.expect("CASE");
        List<Operand> tested = new ArrayList<>();
        if (!in.sees("WHEN")) {
            tested.add(value());
        }
        ValueKind kind = ValueKind.NULL;
        while (in.take("WHEN")) {
            if (tested.isEmpty()) {
                condition();
            } else {
                compare(tested.get(0), first, expression(), "=");
            }
            in.expect("THEN");
            kind = mixed(kind, value());
        }
        if (in.take("ELSE")) {
            kind = mixed(kind, value());
        }
        in.expect("END");
        return new Operand(first, in.at() - 1, kind);
    }

    /** What a value is that is sometimes of one kind and sometimes this operand. */
    ValueKind mixed(ValueKind kind, Operand other) {
        ValueKind both = kind.or(other.kind());
        boolean fixed = kind.isTime() || other.kind().isTime();
        boolean textAndNumber =
                kind == ValueKind.TEXT && other.kind().isNumber() || kind.isNumber() && other.kind() == ValueKind.TEXT;
        boolean withDate = both == ValueKind.UNKNOWN && (kind == ValueKind.DATE || other.kind() == ValueKind.DATE);
        if (both == ValueKind.UNKNOWN
                && (withDate
                        || textAndNumber
                        || fixed && !kind.isOpen() && !other.kind().isOpen())) {
            throw in.refused(other.first(), "a value that is sometimes text, sometimes a date or a number");
        }
        return both;
    }

    private Operand cast() {
        int first = in.next();
        in.expect("(");
        Operand operand = expression();
        in.expect("AS");
        int type = in.next();
        in.expect(")");
        Operand whole = new Operand(first, in.at() - 1, ValueKind.UNKNOWN);
        switch (in.text(type)) {
            case "INTEGER", "INT", "BIGINT" -> {
                if (operand.kind() == ValueKind.TEXT || operand.kind().isTime()) {
                    throw in.refused(first, "text as a whole number");
                }
                boolean whole64 = operand.kind() == ValueKind.DIGITS || operand.kind() == ValueKind.INTEGER;
                String value = in.render(asNumber(operand));
                in.rewrite(
                        first,
                        whole.last(),
                        whole64 || operand.kind() == ValueKind.PARAMETER
                                ? target.wholeNumber(value)
                                : target.integer(value));
                return whole.as(ValueKind.INTEGER);
            }
            case "REAL", "DOUBLE", "FLOAT" -> {
                if (operand.kind() == ValueKind.TEXT || operand.kind().isTime()) {
                    throw in.refused(first, "text as a fraction");
                }
                in.rewrite(first, whole.last(), target.real(in.render(asNumber(operand))));
                return whole.as(ValueKind.REAL);
            }
            case "TEXT", "VARCHAR" -> {
                String value = in.render(asText(operand));
                in.rewrite(first, whole.last(), target.text(value));
                return whole.as(ValueKind.TEXT);
            }
            default -> throw in.refused(type, "CAST to " + in.text(type) + ", want INTEGER, REAL or TEXT");
        }
    }

    // comparison

    private Operand compare(Operand left, int operator, Operand right) {
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
            return span(left, right, ValueKind.BOOLEAN);
        } else if (isTruthOf(b, a)) {
            compareTruth(b, sign, a);
            return span(left, right, ValueKind.BOOLEAN);
        }
        for (Operand side : List.of(a, b)) {
            if (side.kind() == ValueKind.DIGITS) {
                throw in.refused(
                        side.first(),
                        "a comparison of the text that strftime('%s', ...) gives; write unixepoch(...) for the number");
            }
        }
        if (a.kind() == ValueKind.BOOLEAN && b.kind() == ValueKind.BOOLEAN && !isTruth(a) && !isTruth(b)) {
            in.wrap(a, "(", ")");
            in.wrap(b, "(", ")");
        } else {
            a = asNumber(a);
            b = asNumber(b);
        }
        dates.checkCompared(a, sign, operator, b);
        return span(left, right, ValueKind.BOOLEAN);
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

    /** A constant 0 or 1 where a column of either type stands beside it or takes it. */
    private void quoteTruth(Operand constant) {
        String number = Set.of("1", "TRUE").contains(in.text(constant.first())) ? "1" : "0";
        in.replace(constant.first(), target.truth(number));
    }

    /** A value that a column takes. */
    void assigned() {
        Operand operand = expression();
        if (isTruthOf(operand.as(ValueKind.COLUMN), operand)) {
            quoteTruth(operand);
        } else {
            asValue(operand);
        }
    }

    static Operand span(Operand left, Operand right, ValueKind kind) {
        return new Operand(left.first(), right.last(), kind);
    }
}
