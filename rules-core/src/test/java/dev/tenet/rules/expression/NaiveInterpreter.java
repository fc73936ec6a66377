package dev.tenet.rules.expression;

import dev.tenet.rules.internal.syntax.Node;
import dev.tenet.rules.internal.syntax.Node.ComparisonOperator;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The meaning of a tree, spelled out without regard to speed. Throws {@link Refused} where evaluation must fail. */
final class NaiveInterpreter {

    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private final Map<String, Object> facts;

    NaiveInterpreter(Map<String, Object> facts) {
        this.facts = facts;
    }

    @Nullable Object eval(Node node) {
        if (node instanceof Node.Literal it) {
            return it.value();
        } else if (node instanceof Node.Path it) {
            Object value = facts.get(it.name());
            return value instanceof Integer number ? (Object) number.longValue() : value;
        } else if (node instanceof Node.Negate it) {
            Object value = eval(it.operand());
            return value == null ? null : arithmetic("-", value instanceof Double ? -0.0 : (Object) 0L, value);
        } else if (node instanceof Node.Arithmetic it) {
            Object left = eval(it.left());
            Object right = eval(it.right());
            return left == null || right == null ? null : arithmetic(it.operator().symbol(), left, right);
        } else if (node instanceof Node.Compare it) {
            return compare(it.operator(), eval(it.left()), eval(it.right()));
        } else if (node instanceof Node.Not it) {
            return not(truth(it.operand()));
        } else if (node instanceof Node.And it) {
            return junction(it.terms(), false);
        } else if (node instanceof Node.Or it) {
            return junction(it.terms(), true);
        } else if (node instanceof Node.Between it) {
            Node low = new Node.Compare(ComparisonOperator.GREATER_EQUAL, it.operand(), it.low(), 0, 0);
            Node high = new Node.Compare(ComparisonOperator.LESS_EQUAL, it.operand(), it.high(), 0, 0);
            Boolean both = junction(List.of(low, high), false);
            return it.negated() ? not(both) : both;
        } else if (node instanceof Node.In it) {
            Boolean any = junction(
                    it.items().stream()
                            .map(item -> (Node) new Node.Compare(ComparisonOperator.EQUAL, it.operand(), item, 0, 0))
                            .toList(),
                    true);
            return it.negated() ? not(any) : any;
        } else if (node instanceof Node.Like it) {
            return like(it);
        } else if (node instanceof Node.Is it) {
            boolean holds = switch (it.test()) {
                case NULL -> eval(it.operand()) == null;
                case UNKNOWN -> truth(it.operand()) == null;
                case TRUE -> Boolean.TRUE.equals(truth(it.operand()));
                case FALSE -> Boolean.FALSE.equals(truth(it.operand()));
            };
            return holds != it.negated();
        } else if (node instanceof Node.Call it) {
            return call(it);
        }
        throw new AssertionError(node);
    }

    private @Nullable Boolean truth(Node node) {
        Object value = eval(node);
        if (value == null || value instanceof Boolean) {
            return (Boolean) value;
        }
        throw new Refused();
    }

    private static @Nullable Boolean not(@Nullable Boolean value) {
        return value == null ? null : (Boolean) !value;
    }

    private @Nullable Boolean junction(List<Node> terms, boolean decisive) {
        Boolean result = !decisive;
        for (Node term : terms) {
            Boolean value = truth(term);
            if (value == null) {
                result = null;
            } else if (value == decisive) {
                return decisive;
            }
        }
        return result;
    }

    private static @Nullable Boolean compare(
            ComparisonOperator operator, @Nullable Object left, @Nullable Object right) {
        if (left == null || right == null) {
            return null;
        }
        int order;
        if (left instanceof Long a && right instanceof Long b) {
            order = a.compareTo(b);
        } else if (left instanceof Number a && right instanceof Number b) {
            double x = a.doubleValue();
            double y = b.doubleValue();
            order = x < y ? -1 : x > y ? 1 : 0;
        } else if (left instanceof String a && right instanceof String b) {
            order = a.compareTo(b);
        } else if (left instanceof Boolean a && right instanceof Boolean b && operator.isEquality()) {
            order = a.compareTo(b);
        } else {
            throw new Refused();
        }
        return switch (operator) {
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            case LESS -> order < 0;
            case LESS_EQUAL -> order <= 0;
            case GREATER -> order > 0;
            case GREATER_EQUAL -> order >= 0;
        };
    }

    private static Object arithmetic(String operator, Object left, Object right) {
        if (!(left instanceof Number a) || !(right instanceof Number b)) {
            throw new Refused();
        }
        boolean divides = operator.equals("/") || operator.equals("%");
        if (divides && b.doubleValue() == 0) {
            throw new Refused();
        }
        if (left instanceof Long && right instanceof Long) {
            BigInteger x = BigInteger.valueOf(a.longValue());
            BigInteger y = BigInteger.valueOf(b.longValue());
            BigInteger result = switch (operator) {
                case "+" -> x.add(y);
                case "-" -> x.subtract(y);
                case "*" -> x.multiply(y);
                case "/" -> x.divide(y);
                default -> x.remainder(y);
            };
            if (result.bitLength() > 63) {
                throw new Refused();
            }
            return result.longValue();
        }
        double x = a.doubleValue();
        double y = b.doubleValue();
        return switch (operator) {
            case "+" -> x + y;
            case "-" -> x - y;
            case "*" -> x * y;
            case "/" -> x / y;
            default -> x % y;
        };
    }

    private @Nullable Boolean like(Node.Like it) {
        Object text = eval(it.operand());
        if (text != null && !(text instanceof String)) {
            throw new Refused();
        } else if (text == null) {
            return null;
        }
        String pattern = String.valueOf(eval(it.pattern()));
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '!' && it.escape().isPresent()) {
                regex.append(Pattern.quote(pattern.substring(++i, i + 1)));
            } else {
                regex.append(c == '%' ? ".*" : c == '_' ? "." : Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher((String) text).matches() != it.negated();
    }

    private @Nullable Object call(Node.Call call) {
        if (call.function().equals("coalesce")) {
            for (Node argument : call.arguments()) {
                Object value = eval(argument);
                if (value != null) {
                    return value;
                }
            }
            return null;
        }
        List<Object> values = new java.util.ArrayList<>();
        call.arguments().forEach(it -> values.add(eval(it)));
        if (call.function().equals("min") || call.function().equals("max")) {
            return extreme(call.function(), values);
        }
        Object value = values.get(0);
        if (value == null) {
            return null;
        } else if (value instanceof String text) {
            return switch (call.function()) {
                case "upper" -> text.toUpperCase(Locale.ROOT);
                case "lower" -> text.toLowerCase(Locale.ROOT);
                case "length" -> (long) text.codePointCount(0, text.length());
                default -> throw new Refused();
            };
        } else if (!(value instanceof Number)) {
            throw new Refused();
        }
        Number number = (Number) value;
        if (call.function().equals("abs")) {
            if (number.equals(Long.MIN_VALUE)) {
                throw new Refused();
            }
            return value instanceof Long whole ? (Object) Math.abs(whole) : (Object) Math.abs(number.doubleValue());
        } else if (call.function().equals("upper") || call.function().equals("lower") || call.function().equals("length")) {
            throw new Refused();
        } else if (value instanceof Long) {
            return value;
        }
        RoundingMode mode = switch (call.function()) {
            case "round" -> RoundingMode.HALF_UP;
            case "floor" -> RoundingMode.FLOOR;
            default -> RoundingMode.CEILING;
        };
        return roundedOrRefused(number.doubleValue(), mode);
    }

    private static Object roundedOrRefused(double value, RoundingMode mode) {
        try {
            return new BigDecimal(value).setScale(0, mode).longValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            throw new Refused();
        }
    }

    private static @Nullable Object extreme(String function, List<Object> values) {
        Object best = null;
        ComparisonOperator better = function.equals("min") ? ComparisonOperator.LESS : ComparisonOperator.GREATER;
        for (Object value : values) {
            if (value != null && (best == null || Boolean.TRUE.equals(compare(better, value, best)))) {
                best = value;
            }
        }
        return values.contains(null) ? null : best;
    }
}
