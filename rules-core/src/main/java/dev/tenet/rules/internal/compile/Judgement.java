package dev.tenet.rules.internal.compile;

import org.jspecify.annotations.Nullable;

/**
 * A condition of two steps: its operands are evaluated, from left to right, then their values are judged. Told apart,
 * the steps stay small enough for {@link Fuser}: the JIT puts nothing into fused code that it has compiled elsewhere
 * into much machine code, and one look-up in a map is much already.
 *
 * <p>{@link Code#truth} of each is written out beside {@code judge} and not inherited, since an inherited one would be
 * one call site for all of them.
 */
interface Judgement extends Code.Condition {

    /** Of a value that is null or what {@link #operand} evaluates to. */
    interface OfObject extends Judgement {
        Code operand();

        int judge(@Nullable Object value);
    }

    /** Of two values that are null or what {@link #left} and {@link #right} evaluate to. */
    interface OfObjects extends Judgement {
        Code left();

        Code right();

        int judge(@Nullable Object a, @Nullable Object b);
    }

    /** Of a whole number; the facts are there to ask whether it is NULL. */
    interface OfLong extends Judgement {
        Code operand();

        int judge(long value, FactValues facts);
    }

    /** Of two whole numbers. */
    interface OfLongs extends Judgement {
        Code left();

        Code right();

        int judge(long a, long b, FactValues facts);
    }

    /** Of a number. */
    interface OfDouble extends Judgement {
        Code operand();

        int judge(double value, FactValues facts);
    }

    /** Of two numbers. */
    interface OfDoubles extends Judgement {
        Code left();

        Code right();

        int judge(double a, double b, FactValues facts);
    }
}
