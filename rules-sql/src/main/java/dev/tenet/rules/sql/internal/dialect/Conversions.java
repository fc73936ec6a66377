package dev.tenet.rules.sql.internal.dialect;

import java.util.Set;

/** Makes of an operand of one kind what a place wants that takes another, or refuses. */
final class Conversions {
    private final Rewriting in;
    private final Target target;

    Conversions(Rewriting in) {
        this.in = in;
        this.target = in.target();
    }

    Operand asCondition(Operand operand) {
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

    /** A truth value as SQLite calculates with it. */
    Operand asNumber(Operand operand) {
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

    Operand asSummand(Operand operand) {
        return switch (operand.kind()) {
            case TEXT, TIMESTAMP, DATE ->
                throw in.refused(
                        operand.first(), "arithmetic with text or dates; for seconds write strftime('%s', ...)");
            case BOOLEAN -> asNumber(operand);
            case DIGITS -> operand.as(ValueKind.INTEGER);
            case COLUMN, PARAMETER, UNKNOWN, NULL, INTEGER, REAL -> operand;
        };
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

    private Operand written(Operand operand, String sql, ValueKind kind) {
        in.rewrite(operand.first(), operand.last(), sql);
        return operand.as(kind);
    }

    boolean isTruth(Operand operand) {
        return operand.first() == operand.last() && Set.of("TRUE", "FALSE").contains(in.text(operand.first()));
    }
}
