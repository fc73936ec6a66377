package dev.tenet.rules.internal.compile;

import dev.tenet.rules.expression.FactType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reading facts: by name from a map, with the type checked, or from the slot of a closed schema. */
final class FactCode {

    private FactCode() {}

    static Code of(String name, int slot, FactType type, Place place) {
        return switch (type) {
            case LONG -> new LongFact(name, slot, place);
            case DOUBLE -> new DoubleFact(name, slot, place);
            case BOOLEAN -> new BooleanFact(name, slot, place);
            case ANY -> new AnyFact(name, place);
            case STRING, TIMESTAMP, DURATION, LIST, MAP -> new ObjectFact(name, slot, type, place);
        };
    }

    /** A fact of any type, known when evaluated. */
    record AnyFact(String name, Place place) implements Code.Dynamic {

        @Override
        public @Nullable Object eval(FactValues facts) {
            return Values.plain(facts.get(name), place);
        }

        Code raw() {
            return new RawFact(name);
        }
    }

    /** A fact as the host gave it, which may not be a plain value. */
    private record RawFact(String name) implements Code.Dynamic {
        @Override
        public @Nullable Object eval(FactValues facts) {
            return facts.get(name);
        }
    }

    record LongFact(String name, int slot, Place place) implements Code.Whole {
        @Override
        public long evalLong(FactValues facts) {
            if (facts.map == null) {
                return facts.numbers[slot];
            }
            Object value = facts.get(name);
            return value instanceof Integer number ? number : other(value);
        }

        /** Apart, to keep what is called most small enough to be inlined. */
        private long other(@Nullable Object value) {
            if (value instanceof Long number) {
                return number;
            } else if (value == null) {
                return NULL_LONG;
            } else if (FactValues.isWhole(value)) {
                return ((Number) value).longValue();
            }
            throw place.got(value, "a whole number");
        }

        @Override
        public boolean isNull(FactValues facts) {
            return facts.map == null ? facts.objects[slot] == null : facts.get(name) == null;
        }
    }

    record DoubleFact(String name, int slot, Place place) implements Code.Approximate {
        @Override
        public double evalDouble(FactValues facts) {
            if (facts.map == null) {
                return Double.longBitsToDouble(facts.numbers[slot]);
            }
            Object value = facts.get(name);
            if (value instanceof Double number) {
                return number;
            }
            return value instanceof Integer number ? number : other(value);
        }

        /** Apart, to keep what is called most small enough to be inlined. */
        private double other(@Nullable Object value) {
            if (value == null) {
                return Double.NaN;
            } else if (value instanceof Number number) {
                return number.doubleValue();
            }
            throw place.got(value, "a number");
        }

        @Override
        public boolean isNull(FactValues facts) {
            return facts.map == null ? facts.objects[slot] == null : facts.get(name) == null;
        }
    }

    private record BooleanFact(String name, int slot, Place place) implements Code.Condition {
        @Override
        public int truth(FactValues facts) {
            Object value = facts.map == null ? facts.objects[slot] : facts.get(name);
            if (value instanceof Boolean truth) {
                return truth ? TRUE : FALSE;
            } else if (value == null) {
                return UNKNOWN;
            }
            throw place.got(value, type().description());
        }
    }

    record ObjectFact(String name, int slot, FactType type, Place place) implements Code.Reference {
        @Override
        public @Nullable Object eval(FactValues facts) {
            if (facts.map == null) {
                return facts.objects[slot];
            }
            Object value = facts.get(name);
            return value == null || value instanceof String && type == FactType.STRING
                    ? value
                    : Checked.as(type, value, place);
        }
    }

    /** A dynamic value of which a type that is no number is wanted. */
    record Checked(Code operand, FactType type, Place place) implements Code.Reference {
        @Override
        public @Nullable Object eval(FactValues facts) {
            Object value = operand.eval(facts);
            return value == null ? null : as(type, value, place);
        }

        static Object as(FactType type, Object value, Place place) {
            Object converted = FactValues.as(type, value);
            if (converted == null) {
                throw place.got(value, type.description());
            }
            return converted;
        }
    }

    /** {@code target.name}; NULL where the target is NULL or has no such key. */
    record FieldOf(Code target, String name, Place place) implements Code.Dynamic {

        @Override
        public @Nullable Object eval(FactValues facts) {
            Object value = target.eval(facts);
            if (value == null) {
                return null;
            } else if (value instanceof Map<?, ?> map) {
                return Values.plain(map.get(name), place);
            }
            throw place.got(value, "a map with the key \"" + name + "\"");
        }
    }

    /** {@code target[index]}: text into a map, a number from 0 into a list; NULL where nothing is. */
    record IndexOf(Code target, Code index, Place place) implements Code.Dynamic {

        @Override
        public @Nullable Object eval(FactValues facts) {
            Object value = target.eval(facts);
            Object at = index.eval(facts);
            if (value == null || at == null) {
                return null;
            } else if (value instanceof Map<?, ?> map) {
                if (at instanceof String key) {
                    return Values.plain(map.get(key), place);
                }
                throw place.got(at, "text as the key of a map");
            } else if (value instanceof List<?> list) {
                if (Values.isWhole(at)) {
                    long position = Values.toLong(at);
                    return position < 0 || position >= list.size()
                            ? null
                            : Values.plain(list.get((int) position), place);
                }
                throw place.got(at, "a whole number as the position in a list");
            }
            throw place.got(value, "a list or a map");
        }
    }

    /** A dynamic value of which a type that a shape declared is wanted, numbers included. */
    static Code typed(Code operand, FactType type, Place place) {
        return switch (type) {
            case LONG -> new WholeOf(operand, place);
            case DOUBLE -> new NumberOf(operand, place);
            case BOOLEAN -> new Logic.AsCondition(operand, place);
            case ANY -> operand;
            case STRING, TIMESTAMP, DURATION, LIST, MAP -> new Checked(operand, type, place);
        };
    }

    private record WholeOf(Code operand, Place place) implements Code.Whole {
        @Override
        public long evalLong(FactValues facts) {
            Object value = operand.eval(facts);
            if (value == null) {
                return NULL_LONG;
            } else if (Values.isWhole(value)) {
                return Values.toLong(value);
            }
            throw place.got(value, "a whole number");
        }

        @Override
        public boolean isNull(FactValues facts) {
            return operand.isNull(facts);
        }
    }

    private record NumberOf(Code operand, Place place) implements Code.Approximate {
        @Override
        public double evalDouble(FactValues facts) {
            Object value = operand.eval(facts);
            if (value == null) {
                return Double.NaN;
            } else if (Values.isNumber(value)) {
                return Values.toDouble(value);
            }
            throw place.got(value, "a number");
        }

        @Override
        public boolean isNull(FactValues facts) {
            return operand.isNull(facts);
        }
    }
}
