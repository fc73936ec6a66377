package dev.tenet.rules.sql.internal.dialect;

import java.util.ArrayList;
import java.util.List;

/** Reads what has a value by itself: a constant, a column, a parameter, a call, {@code CASE}, {@code CAST}, brackets. */
final class Primaries {
    private final Rewriting in;
    private final Target target;
    private final Expressions expressions;
    private final Conversions conversions;
    private final Comparisons comparisons;
    private final Names names;
    private final Functions functions;
    private final Statements statements;

    Primaries(
            Rewriting in,
            Expressions expressions,
            Conversions conversions,
            Comparisons comparisons,
            Names names,
            Functions functions,
            Statements statements) {
        this.in = in;
        this.target = in.target();
        this.expressions = expressions;
        this.conversions = conversions;
        this.comparisons = comparisons;
        this.names = names;
        this.functions = functions;
        this.statements = statements;
    }

    /** Reads one. */
    Operand read() {
        int first = in.at();
        return switch (in.kind(0)) {
            case NUMBER -> number(in.next());
            case STRING -> string(in.next());
            case PARAMETER -> new Operand(first, in.next(), ValueKind.PARAMETER);
            case QUOTED -> names.column();
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
        Operand inner = expressions.expression();
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
                return in.sees(in.peek(0), "(") ? functions.call() : names.column();
            }
        }
    }

    private Operand cases() {
        int first = in.at();
        in.expect("CASE");
        List<Operand> tested = new ArrayList<>();
        if (!in.sees("WHEN")) {
            tested.add(expressions.value());
        }
        ValueKind kind = ValueKind.NULL;
        while (in.take("WHEN")) {
            if (tested.isEmpty()) {
                expressions.condition();
            } else {
                comparisons.compare(tested.get(0), first, expressions.expression(), "=");
            }
            in.expect("THEN");
            kind = conversions.mixed(kind, expressions.value());
        }
        if (in.take("ELSE")) {
            kind = conversions.mixed(kind, expressions.value());
        }
        in.expect("END");
        return new Operand(first, in.at() - 1, kind);
    }

    private Operand cast() {
        int first = in.next();
        in.expect("(");
        Operand operand = expressions.expression();
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
                String value = in.render(conversions.asNumber(operand));
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
                in.rewrite(first, whole.last(), target.real(in.render(conversions.asNumber(operand))));
                return whole.as(ValueKind.REAL);
            }
            case "TEXT", "VARCHAR" -> {
                String value = in.render(conversions.asText(operand));
                in.rewrite(first, whole.last(), target.text(value));
                return whole.as(ValueKind.TEXT);
            }
            default -> throw in.refused(type, "CAST to " + in.text(type) + ", want INTEGER, REAL or TEXT");
        }
    }
}
