package dev.tenet.rules.internal.syntax;

import dev.tenet.rules.expression.Diagnostic;
import dev.tenet.rules.expression.Expression;
import dev.tenet.rules.expression.ExpressionException;
import dev.tenet.rules.internal.syntax.Node.And;
import dev.tenet.rules.internal.syntax.Node.Arithmetic;
import dev.tenet.rules.internal.syntax.Node.ArithmeticOperator;
import dev.tenet.rules.internal.syntax.Node.Between;
import dev.tenet.rules.internal.syntax.Node.Call;
import dev.tenet.rules.internal.syntax.Node.Compare;
import dev.tenet.rules.internal.syntax.Node.ComparisonOperator;
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
import dev.tenet.rules.internal.syntax.Node.Test;
import dev.tenet.rules.internal.syntax.Token.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads an expression by operator precedence. Stops at the first problem. The depth of the tree and of the recursion
 * is bounded, so that no text can overflow the stack here or in whatever walks the tree later.
 */
public final class Parser {

    private final String text;
    private final Lexer lexer;
    private Token token;
    private int depth;
    /** Levels of tree under the node that was parsed last. */
    private int height;

    private Parser(String text, int from) {
        this.text = text;
        this.lexer = new Lexer(text, from);
        this.token = lexer.next();
    }

    /** Reads a whole text as one expression. */
    public static Node expression(String text) {
        checkLength(text);
        Parser parser = new Parser(text, 0);
        Node node = parser.expression(Precedence.OR);
        if (parser.token.kind() != Kind.END) {
            throw parser.trailing();
        }
        return node;
    }

    /** Reads a text with {@code ${expression}} parts in it; two dollar signs before a brace stand for one. */
    public static Template template(String text) {
        checkLength(text);
        List<Node> parts = new ArrayList<>();
        StringBuilder plain = new StringBuilder();
        int plainStart = 0;
        int at = 0;
        while (at < text.length()) {
            if (text.startsWith("$${", at)) {
                plain.append("${");
                at += 3;
            } else if (text.startsWith("${", at)) {
                addText(parts, plain, plainStart, at);
                Parser parser = new Parser(text, at + 2);
                parts.add(parser.expression(Precedence.OR));
                if (parser.token.kind() != Kind.CLOSE_BRACE) {
                    throw parser.unclosed("${", "}", at);
                }
                at = parser.token.end();
                plainStart = at;
            } else {
                plain.append(text.charAt(at++));
            }
        }
        addText(parts, plain, plainStart, at);
        return new Template(List.copyOf(parts), 0, text.length());
    }

    private static void addText(List<Node> parts, StringBuilder plain, int start, int end) {
        if (plain.length() > 0) {
            parts.add(new Literal(plain.toString(), start, end));
            plain.setLength(0);
        }
    }

    private static void checkLength(String text) {
        if (text.length() > Expression.MAX_LENGTH) {
            throw Lexer.problem(
                    text,
                    "too-long",
                    Expression.MAX_LENGTH,
                    text.length(),
                    "the expression has " + text.length() + " characters, at most " + Expression.MAX_LENGTH
                            + " are allowed",
                    "split it into several rules");
        }
    }

    private Node expression(int power) {
        if (++depth > Expression.MAX_DEPTH) {
            throw tooDeep(token.start(), token.end());
        }
        Node left = prefix(power);
        boolean compared = false;
        while (true) {
            int binds = Precedence.ofInfix(token.kind());
            if (binds == Precedence.NONE || binds < power) {
                break;
            }
            if (compared && binds == Precedence.PREDICATE && token.kind() != Kind.IS) {
                throw Lexer.problem(
                        text,
                        "syntax",
                        token.start(),
                        token.end(),
                        "comparisons cannot be chained",
                        "join two comparisons with AND, or put the first in brackets");
            }
            left = infix(left, binds);
            compared = binds == Precedence.PREDICATE;
        }
        depth--;
        return left;
    }

    private Node infix(Node left, int binds) {
        return switch (token.kind()) {
            case OR -> {
                List<Node> terms = chain(left, Kind.OR);
                yield new Or(terms, left.start(), terms.get(terms.size() - 1).end());
            }
            case AND -> {
                List<Node> terms = chain(left, Kind.AND);
                yield new And(terms, left.start(), terms.get(terms.size() - 1).end());
            }
            case IS -> is(left);
            case NOT, IN, BETWEEN, LIKE -> predicate(left);
            case EQUAL, NOT_EQUAL, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL -> {
                ComparisonOperator operator =
                        ComparisonOperator.valueOf(advance().kind().name());
                int leftHeight = height;
                Node right = expression(binds + 1);
                grow(leftHeight, left.start());
                yield new Compare(operator, left, right, left.start(), right.end());
            }
            default -> {
                ArithmeticOperator operator = switch (advance().kind()) {
                    case PLUS -> ArithmeticOperator.ADD;
                    case MINUS -> ArithmeticOperator.SUBTRACT;
                    case STAR -> ArithmeticOperator.MULTIPLY;
                    case SLASH -> ArithmeticOperator.DIVIDE;
                    case PERCENT -> ArithmeticOperator.REMAINDER;
                    default -> throw new AssertionError(token);
                };
                int leftHeight = height;
                Node right = expression(binds + 1);
                grow(leftHeight, left.start());
                yield new Arithmetic(operator, left, right, left.start(), right.end());
            }
        };
    }

    private List<Node> chain(Node first, Kind operator) {
        List<Node> terms = new ArrayList<>();
        terms.add(first);
        int highest = height;
        while (token.kind() == operator) {
            advance();
            terms.add(expression(Precedence.ofInfix(operator) + 1));
            highest = Math.max(highest, height);
        }
        grow(highest, first.start());
        return List.copyOf(terms);
    }

    private Node is(Node operand) {
        advance();
        boolean negated = skip(Kind.NOT);
        Token word = token;
        Test test = switch (word.kind()) {
            case NULL -> Test.NULL;
            case TRUE -> Test.TRUE;
            case FALSE -> Test.FALSE;
            default -> {
                if (!isWord("UNKNOWN")) {
                    throw wanted("NULL, TRUE, FALSE or UNKNOWN after IS", null);
                }
                yield Test.UNKNOWN;
            }
        };
        advance();
        grow(height, operand.start());
        return new Is(operand, test, negated, operand.start(), word.end());
    }

    private Node predicate(Node operand) {
        boolean negated = skip(Kind.NOT);
        int highest = height;
        int start = operand.start();
        Node result;
        if (skip(Kind.IN)) {
            if (token.kind() != Kind.OPEN) {
                throw wanted("\"(\" after IN", "IN takes values in brackets; for a list write contains(list, value)");
            }
            Token open = advance();
            List<Node> items = new ArrayList<>();
            do {
                items.add(expression(Precedence.OR));
                highest = Math.max(highest, height);
            } while (skip(Kind.COMMA));
            Token close = close(open, Kind.CLOSE);
            result = new In(operand, List.copyOf(items), negated, start, close.end());
        } else if (skip(Kind.BETWEEN)) {
            Node low = expression(Precedence.SUM);
            highest = Math.max(highest, height);
            if (!skip(Kind.AND)) {
                throw wanted("AND of BETWEEN ... AND ...", null);
            }
            Node high = expression(Precedence.SUM);
            highest = Math.max(highest, height);
            result = new Between(operand, low, high, negated, start, high.end());
        } else if (skip(Kind.LIKE)) {
            Node pattern = expression(Precedence.SUM);
            highest = Math.max(highest, height);
            Optional<Node> escape = Optional.empty();
            if (isWord("ESCAPE")) {
                advance();
                escape = Optional.of(expression(Precedence.SUM));
                highest = Math.max(highest, height);
            }
            int end = escape.orElse(pattern).end();
            result = new Like(operand, pattern, escape, negated, start, end);
        } else {
            throw wanted("IN, BETWEEN or LIKE after NOT", null);
        }
        grow(highest, start);
        return result;
    }

    private Node prefix(int power) {
        height = 0;
        Token first = token;
        switch (first.kind()) {
            case NOT -> {
                if (power > Precedence.NOT) {
                    throw Lexer.problem(
                            text,
                            "syntax",
                            first.start(),
                            first.end(),
                            "NOT cannot stand here without brackets",
                            "write (NOT ...)");
                }
                advance();
                Node operand = expression(Precedence.NOT);
                grow(height, first.start());
                return new Not(operand, first.start(), operand.end());
            }
            case MINUS -> {
                return negative(advance());
            }
            case PLUS -> {
                advance();
                return expression(Precedence.SIGN);
            }
            case OPEN -> {
                advance();
                return bracketed(first, Kind.CLOSE);
            }
            case OPEN_BRACE -> {
                advance();
                return bracketed(first, Kind.CLOSE_BRACE);
            }
            case LONG -> {
                if (first.value() instanceof Long value && value < 0) {
                    throw Lexer.problem(
                            text,
                            "bad-number",
                            first.start(),
                            first.end(),
                            "\"" + text.substring(first.start(), first.end()) + "\" is not a number",
                            "whole numbers have 64 bits; write a decimal point for a larger one");
                }
                return literal(advance());
            }
            case DOUBLE, DURATION, STRING -> {
                return literal(advance());
            }
            case NULL -> {
                advance();
                return new Literal(null, first.start(), first.end());
            }
            case TRUE, FALSE -> {
                advance();
                return new Literal(first.kind() == Kind.TRUE, first.start(), first.end());
            }
            case NAME -> {
                advance();
                return name(first);
            }
            default -> throw missingOperand();
        }
    }

    private Node negative(Token minus) {
        Object value = token.value();
        Object negated;
        if (token.kind() == Kind.LONG && value instanceof Long number) {
            negated = -number;
        } else if (token.kind() == Kind.DOUBLE && value instanceof Double number) {
            negated = -number;
        } else if (token.kind() == Kind.DURATION && value instanceof Duration duration) {
            negated = duration.negated();
        } else {
            Node operand = expression(Precedence.SIGN);
            grow(height, minus.start());
            return new Negate(operand, minus.start(), operand.end());
        }
        return new Literal(negated, minus.start(), advance().end());
    }

    private Node bracketed(Token open, Kind close) {
        Node inside = expression(Precedence.OR);
        close(open, close);
        return inside;
    }

    private static Node literal(Token token) {
        return new Literal(token.value(), token.start(), token.end());
    }

    private Node name(Token first) {
        String name = String.valueOf(first.value());
        if (token.kind() == Kind.OPEN) {
            return call(first, name);
        }
        if (token.kind() == Kind.STRING && name.equalsIgnoreCase("TIMESTAMP")) {
            Token quoted = advance();
            return Literals.timestamp(text, first.start(), quoted);
        }
        if (token.kind() == Kind.STRING && name.equalsIgnoreCase("INTERVAL")) {
            Token quoted = advance();
            if (token.kind() != Kind.NAME) {
                throw wanted("a unit after INTERVAL '...'", "write SECOND, MINUTE, HOUR or DAY");
            }
            return Literals.interval(text, first.start(), quoted, advance());
        }
        List<Step> steps = new ArrayList<>();
        int end = first.end();
        int highest = 0;
        while (true) {
            Token open = token;
            if (skip(Kind.DOT)) {
                if (token.kind() == Kind.STRING || !(token.value() instanceof String field)) {
                    throw wanted("a name after \".\"", null);
                }
                end = advance().end();
                steps.add(new Step.Field(field, open.start(), end));
            } else if (skip(Kind.OPEN_BRACKET)) {
                Node index = expression(Precedence.OR);
                highest = Math.max(highest, height);
                end = close(open, Kind.CLOSE_BRACKET).end();
                steps.add(new Step.Index(index, open.start(), end));
            } else {
                height = highest;
                grow(highest, first.start());
                return new Path(name, List.copyOf(steps), first.start(), end);
            }
        }
    }

    private Node call(Token name, String function) {
        Token open = advance();
        List<Node> arguments = new ArrayList<>();
        int highest = 0;
        if (token.kind() != Kind.CLOSE) {
            do {
                arguments.add(expression(Precedence.OR));
                highest = Math.max(highest, height);
            } while (skip(Kind.COMMA));
        }
        Token close = close(open, Kind.CLOSE);
        grow(highest, name.start());
        return new Call(function.toLowerCase(Locale.ROOT), List.copyOf(arguments), name.start(), close.end());
    }

    private void grow(int below, int start) {
        height = Math.max(below, height) + 1;
        if (height > Expression.MAX_DEPTH) {
            throw tooDeep(start, token.start());
        }
    }

    private Token advance() {
        Token taken = token;
        token = lexer.next();
        return taken;
    }

    private boolean skip(Kind kind) {
        boolean found = token.kind() == kind;
        if (found) {
            advance();
        }
        return found;
    }

    private boolean isWord(String word) {
        return token.kind() == Kind.NAME && token.value() instanceof String name && name.equalsIgnoreCase(word);
    }

    private Token close(Token open, Kind close) {
        if (token.kind() != close) {
            throw unclosed(open.kind().description, close.description, open.start());
        }
        return advance();
    }

    private ExpressionException unclosed(String open, String close, int openStart) {
        String message = got("\"" + close + "\" for \"" + open + '"');
        Diagnostic.Note opened = new Diagnostic.Note(openStart, "the \"" + open + "\" stands here");
        int length = token.end() - token.start();
        return new ExpressionException(
                text,
                List.of(new Diagnostic(
                        "syntax", token.start(), length, message, Optional.empty(), Optional.of(opened))));
    }

    private ExpressionException trailing() {
        String hint = switch (token.kind()) {
            case CLOSE, CLOSE_BRACKET, CLOSE_BRACE -> "nothing is open that it could close";
            case NAME, STRING, LONG, DOUBLE, DURATION -> "join two conditions with AND or OR";
            default -> null;
        };
        return wanted("an operator or the end", hint);
    }

    private ExpressionException missingOperand() {
        return wanted("a value", token.kind() == Kind.END ? "the expression is not complete" : null);
    }

    private ExpressionException wanted(String wanted, @Nullable String hint) {
        return Lexer.problem(text, "syntax", token.start(), token.end(), got(wanted), hint);
    }

    private String got(String wanted) {
        String found = token.kind() == Kind.END ? "the end" : "\"" + text.substring(token.start(), token.end()) + "\"";
        return "got " + found + ", want " + wanted;
    }

    private ExpressionException tooDeep(int start, int end) {
        return Lexer.problem(
                text,
                "too-deep",
                start,
                end,
                "the expression is nested more than " + Expression.MAX_DEPTH + " deep",
                "split it into several rules");
    }
}
