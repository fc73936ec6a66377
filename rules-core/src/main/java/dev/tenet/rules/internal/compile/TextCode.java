package dev.tenet.rules.internal.compile;

import com.google.re2j.Pattern;
import dev.tenet.rules.expression.FactType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What is done with text. Operands are of type STRING unless said otherwise. */
final class TextCode {

    private TextCode() {}

    /** {@code lower, upper, trim}. */
    record Changed(Code operand, UnaryOperator<String> change) implements Code.Reference {

        @Override
        public FactType type() {
            return FactType.STRING;
        }

        @Override
        public @Nullable Object eval(FactValues facts) {
            return operand.eval(facts) instanceof String text ? change.apply(text) : null;
        }
    }

    /** {@code contains, starts_with, ends_with}. */
    record Test(Code left, Code right, BiPredicate<String, String> test) implements Judgement.OfObjects {
        @Override
        public int truth(FactValues facts) {
            return judge(left.eval(facts), right.eval(facts));
        }

        @Override
        public int judge(@Nullable Object a, @Nullable Object b) {
            return a instanceof String x && b instanceof String y ? test.test(x, y) ? TRUE : FALSE : UNKNOWN;
        }
    }

    /** {@code matches}: the whole text, in time linear in its length. */
    record Matches(Code operand, Pattern pattern) implements Judgement.OfObject {
        @Override
        public int truth(FactValues facts) {
            return judge(operand.eval(facts));
        }

        @Override
        public int judge(@Nullable Object value) {
            return value instanceof String text ? pattern.matches(text) ? TRUE : FALSE : UNKNOWN;
        }
    }

    /** {@code LIKE} with a pattern known when compiled. */
    record Like(Code operand, LikePattern pattern) implements Judgement.OfObject {
        @Override
        public int truth(FactValues facts) {
            return judge(operand.eval(facts));
        }

        @Override
        public int judge(@Nullable Object value) {
            return value instanceof String text ? pattern.matches(text) ? TRUE : FALSE : UNKNOWN;
        }
    }

    /** {@code LIKE} with a pattern from facts. */
    record LikeDynamic(Code left, Code right, Optional<String> escape, Place place) implements Judgement.OfObjects {
        @Override
        public int truth(FactValues facts) {
            return judge(left.eval(facts), right.eval(facts));
        }

        @Override
        public int judge(@Nullable Object a, @Nullable Object b) {
            if (!(a instanceof String text && b instanceof String like)) {
                return UNKNOWN;
            }
            try {
                return LikePattern.of(like, escape).matches(text) ? TRUE : FALSE;
            } catch (IllegalArgumentException e) {
                throw place.problem(String.valueOf(e.getMessage()));
            }
        }
    }

    /** {@code length}: characters of a text (Unicode code points), or entries of a list or map. */
    record Length(Code operand, Place place) implements Code.Whole {
        @Override
        public long evalLong(FactValues facts) {
            Object value = operand.eval(facts);
            if (value instanceof String text) {
                return text.codePointCount(0, text.length());
            } else if (value instanceof List<?> list) {
                return list.size();
            } else if (value instanceof Map<?, ?> map) {
                return map.size();
            } else if (value == null) {
                return NULL_LONG;
            }
            throw place.got(value, "text, a list or a map");
        }

        @Override
        public boolean isNull(FactValues facts) {
            return operand.isNull(facts);
        }
    }

    /** {@code contains}, where the first operand is a list, or dynamic. */
    record Contains(Code left, Code right, Place place) implements Judgement.OfObjects {
        private static final int EQUAL = 2;

        @Override
        public int truth(FactValues facts) {
            return judge(left.eval(facts), right.eval(facts));
        }

        @Override
        public int judge(@Nullable Object container, @Nullable Object wanted) {
            if (container == null || wanted == null) {
                return UNKNOWN;
            } else if (container instanceof String text) {
                if (wanted instanceof String part) {
                    return text.contains(part) ? TRUE : FALSE;
                }
                throw place.got(wanted, "text to look for in text");
            } else if (container instanceof List<?> list) {
                return among(list, wanted);
            }
            throw place.got(container, "text or a list to look in");
        }

        /** As IN would: values of other types are just not equal, for a list may mix them; NULLs leave it UNKNOWN. */
        private int among(List<?> list, Object wanted) {
            int result = FALSE;
            for (int i = 0; i < list.size(); i++) {
                Object item = Values.plain(list.get(i), place);
                if (item == null) {
                    result = UNKNOWN;
                } else if (comparable(item, wanted) && Values.compare(item, wanted, EQUAL, place) == TRUE) {
                    return TRUE;
                }
            }
            return result;
        }

        private static boolean comparable(Object a, Object b) {
            return Values.isNumber(a) && Values.isNumber(b)
                    || Values.typeOf(a) == Values.typeOf(b)
                            && Values.typeOf(a) != FactType.LIST
                            && Values.typeOf(a) != FactType.MAP;
        }
    }

    /** Parts of a text joined; NULL is empty. */
    record Join(List<Code> parts, Place place) implements Code.Reference {

        @Override
        public FactType type() {
            return FactType.STRING;
        }

        @Override
        public Object eval(FactValues facts) {
            StringBuilder joined = new StringBuilder();
            for (Code part : parts) {
                Object value = part.eval(facts);
                if (value instanceof List || value instanceof Map) {
                    throw place.got(value, "a value that can stand in a text");
                } else if (value != null) {
                    joined.append(value);
                }
            }
            return joined.toString();
        }
    }
}
