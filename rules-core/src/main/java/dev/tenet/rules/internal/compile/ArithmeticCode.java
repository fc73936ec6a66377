package dev.tenet.rules.internal.compile;

import dev.tenet.rules.expression.FactType;
import dev.tenet.rules.internal.syntax.Node.ArithmeticOperator;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code + - * / %} and the minus before a value. Overflow of whole numbers and division by zero are errors. */
final class ArithmeticCode {

    private ArithmeticCode() {}

    /** The type of the result; empty if these types have none. */
    static Optional<FactType> type(ArithmeticOperator operator, FactType left, FactType right) {
        if (left == FactType.ANY || right == FactType.ANY) {
            FactType other = left == FactType.ANY ? right : left;
            boolean usable = other == FactType.ANY
                    || other.isNumber()
                    || other == FactType.TIMESTAMP
                    || other == FactType.DURATION;
            return usable ? Optional.of(FactType.ANY) : Optional.empty();
        } else if (left.isNumber() && right.isNumber()) {
            return Optional.of(left == FactType.LONG && right == FactType.LONG ? FactType.LONG : FactType.DOUBLE);
        }
        boolean sum = operator == ArithmeticOperator.ADD || operator == ArithmeticOperator.SUBTRACT;
        if (left == FactType.TIMESTAMP && right == FactType.DURATION && sum) {
            return Optional.of(FactType.TIMESTAMP);
        } else if (left == FactType.TIMESTAMP
                && right == FactType.TIMESTAMP
                && operator == ArithmeticOperator.SUBTRACT) {
            return Optional.of(FactType.DURATION);
        } else if (left == FactType.DURATION && right == FactType.DURATION) {
            return sum
                    ? Optional.of(FactType.DURATION)
                    : operator == ArithmeticOperator.DIVIDE ? Optional.of(FactType.DOUBLE) : Optional.empty();
        } else if (left == FactType.DURATION && right == FactType.LONG) {
            return operator == ArithmeticOperator.MULTIPLY || operator == ArithmeticOperator.DIVIDE
                    ? Optional.of(FactType.DURATION)
                    : Optional.empty();
        } else if (left == FactType.LONG && right == FactType.DURATION && operator == ArithmeticOperator.MULTIPLY) {
            return Optional.of(FactType.DURATION);
        }
        return Optional.empty();
    }

    static Code of(ArithmeticOperator operator, FactType type, Code left, Code right, Place place) {
        if (type == FactType.LONG) {
            return new Longs(operator, left, right, place);
        } else if (type == FactType.DOUBLE && left.type().isNumber()) {
            return new Doubles(operator, left, right, place);
        }
        Code objects = new Objects(operator, type == FactType.DOUBLE ? FactType.ANY : type, left, right, place);
        return type == FactType.DOUBLE ? FactCode.typed(objects, type, place) : objects;
    }

    private record Longs(ArithmeticOperator operator, Code left, Code right, Place place) implements Code.Whole {
        @Override
        public long evalLong(FactValues facts) {
            long a = left.evalLong(facts);
            long b = right.evalLong(facts);
            if (a == NULL_LONG && left.isNull(facts) || b == NULL_LONG && right.isNull(facts)) {
                return NULL_LONG;
            }
            return longs(operator, a, b, place);
        }

        @Override
        public boolean isNull(FactValues facts) {
            return left.isNull(facts) || right.isNull(facts);
        }
    }

    private record Doubles(ArithmeticOperator operator, Code left, Code right, Place place)
            implements Code.Approximate {
        @Override
        public double evalDouble(FactValues facts) {
            double a = left.evalDouble(facts);
            double b = right.evalDouble(facts);
            if (Double.isNaN(a) && left.isNull(facts) || Double.isNaN(b) && right.isNull(facts)) {
                return Double.NaN;
            }
            return doubles(operator, a, b, place);
        }

        @Override
        public boolean isNull(FactValues facts) {
            return left.isNull(facts) || right.isNull(facts);
        }
    }

    private record Objects(ArithmeticOperator operator, FactType type, Code left, Code right, Place place)
            implements Code.Reference {
        @Override
        public @Nullable Object eval(FactValues facts) {
            Object a = left.eval(facts);
            Object b = right.eval(facts);
            return a == null || b == null ? null : objects(operator, a, b, place);
        }
    }

    static long longs(ArithmeticOperator operator, long a, long b, Place place) {
        try {
            return switch (operator) {
                case ADD -> Math.addExact(a, b);
                case SUBTRACT -> Math.subtractExact(a, b);
                case MULTIPLY -> Math.multiplyExact(a, b);
                case DIVIDE -> {
                    if (b == 0) {
                        throw place.problem("division by zero");
                    }
                    yield b == -1 ? Math.negateExact(a) : a / b;
                }
                case REMAINDER -> {
                    if (b == 0) {
                        throw place.problem("division by zero");
                    }
                    yield a % b;
                }
            };
        } catch (ArithmeticException e) {
            throw place.problem("the result has more than 64 bits; multiply by 1.0 to work with approximate numbers");
        }
    }

    static double doubles(ArithmeticOperator operator, double a, double b, Place place) {
        return switch (operator) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE, REMAINDER -> {
                if (b == 0) {
                    throw place.problem("division by zero");
                }
                yield operator == ArithmeticOperator.DIVIDE ? a / b : a % b;
            }
        };
    }

    static Object objects(ArithmeticOperator operator, Object a, Object b, Place place) {
        if (Values.isWhole(a) && Values.isWhole(b)) {
            return longs(operator, Values.toLong(a), Values.toLong(b), place);
        } else if (Values.isNumber(a) && Values.isNumber(b)) {
            return doubles(operator, Values.toDouble(a), Values.toDouble(b), place);
        } else if (type(operator, Values.typeOf(a), Values.typeOf(b)).isEmpty()) {
            throw place.clash(a, " " + operator.symbol() + " ", b);
        }
        try {
            return times(operator, a, b, place);
        } catch (ArithmeticException | DateTimeException e) {
            throw place.problem("the result is beyond what a timestamp or duration can be");
        }
    }

    private static Object times(ArithmeticOperator operator, Object a, Object b, Place place) {
        boolean add = operator == ArithmeticOperator.ADD;
        if (a instanceof Instant x && b instanceof Duration y) {
            return add ? x.plus(y) : x.minus(y);
        } else if (a instanceof Instant x && b instanceof Instant y) {
            return Duration.between(y, x);
        } else if (a instanceof Duration x && b instanceof Duration y) {
            if (operator == ArithmeticOperator.DIVIDE) {
                return doubles(operator, seconds(x), seconds(y), place);
            }
            return add ? x.plus(y) : x.minus(y);
        } else if (a instanceof Duration x) {
            if (operator == ArithmeticOperator.MULTIPLY) {
                return x.multipliedBy(Values.toLong(b));
            } else if (Values.toLong(b) == 0) {
                throw place.problem("division by zero");
            }
            return x.dividedBy(Values.toLong(b));
        } else if (b instanceof Duration y) {
            return y.multipliedBy(Values.toLong(a));
        }
        throw new AssertionError(operator);
    }

    private static double seconds(Duration duration) {
        return duration.getSeconds() + duration.getNano() / 1e9;
    }

    /** A minus before a value. */
    static Code negate(Code operand, Place place) {
        return switch (operand.type()) {
            case LONG -> new NegatedLong(operand, place);
            case DOUBLE -> new NegatedDouble(operand);
            default -> new NegatedObject(operand, place);
        };
    }

    private record NegatedLong(Code operand, Place place) implements Code.Whole {
        @Override
        public long evalLong(FactValues facts) {
            long value = operand.evalLong(facts);
            return value == NULL_LONG && operand.isNull(facts)
                    ? NULL_LONG
                    : longs(ArithmeticOperator.SUBTRACT, 0, value, place);
        }

        @Override
        public boolean isNull(FactValues facts) {
            return operand.isNull(facts);
        }
    }

    private record NegatedDouble(Code operand) implements Code.Approximate {
        @Override
        public double evalDouble(FactValues facts) {
            return -operand.evalDouble(facts);
        }

        @Override
        public boolean isNull(FactValues facts) {
            return operand.isNull(facts);
        }
    }

    private record NegatedObject(Code operand, Place place) implements Code.Reference {
        @Override
        public FactType type() {
            return operand.type();
        }

        @Override
        public @Nullable Object eval(FactValues facts) {
            Object value = operand.eval(facts);
            if (value == null) {
                return null;
            } else if (Values.isWhole(value)) {
                return longs(ArithmeticOperator.SUBTRACT, 0, Values.toLong(value), place);
            } else if (value instanceof Double number) {
                return -number;
            } else if (value instanceof Duration duration) {
                return objects(ArithmeticOperator.SUBTRACT, Duration.ZERO, duration, place);
            }
            throw place.got(value, "a number or a duration");
        }
    }
}
