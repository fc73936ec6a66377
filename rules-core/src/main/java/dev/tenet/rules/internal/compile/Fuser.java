package dev.tenet.rules.internal.compile;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;

/**
 * Composes the handle of a condition, of type {@code (FactValues)int}, from handles bound to its nodes. AND, OR and NOT
 * and the steps of a {@link Judgement} become combinators, which the JIT always inlines; every other node is called
 * with itself as a constant, inlined or not.
 */
final class Fuser {

    /** Leaves composed; the rest are called. The JIT would stop soon after, and a longer text is no single decision. */
    private static final int MOST = 32;

    private static final MethodType TRUTH = methodType(int.class, FactValues.class);

    private final MethodHandles.Lookup lookup = MethodHandles.lookup();
    private int leaves;

    private Fuser() {}

    /** @throws ReflectiveOperationException if the methods of nodes cannot be found by name */
    static MethodHandle fuse(Code condition) throws ReflectiveOperationException {
        return new Fuser().truth(condition);
    }

    private MethodHandle truth(Code node) throws ReflectiveOperationException {
        if (node instanceof Logic.Chain chain && leaves + chain.terms().size() <= MOST) {
            return chain(chain.decisive(), chain.terms());
        } else if (node instanceof Logic.Not not) {
            MethodHandle negation = lookup.findStatic(Logic.class, "not", methodType(int.class, int.class));
            return MethodHandles.filterReturnValue(truth(not.operand()), negation);
        }
        return leaves++ < MOST && node instanceof Judgement judgement
                ? judge(judgement)
                : bind(node, "truth", int.class);
    }

    /** The first term decides, or is merged with the chain of the others. */
    private MethodHandle chain(int decisive, List<Code> terms) throws ReflectiveOperationException {
        MethodHandle first = truth(terms.get(0));
        if (terms.size() == 1) {
            return first;
        }
        MethodHandle others = chain(decisive, terms.subList(1, terms.size()));
        MethodHandle decides = MethodHandles.insertArguments(
                lookup.findStatic(Logic.class, "isDecisive", methodType(boolean.class, int.class, int.class)),
                0,
                decisive);
        MethodHandle merge = MethodHandles.insertArguments(
                lookup.findStatic(Logic.class, "merge", methodType(int.class, int.class, int.class, int.class)),
                0,
                decisive);
        MethodHandle decided = MethodHandles.dropArguments(
                MethodHandles.constant(int.class, decisive), 0, int.class, FactValues.class);
        return MethodHandles.foldArguments(
                MethodHandles.guardWithTest(decides, decided, MethodHandles.filterArguments(merge, 1, others)), first);
    }

    private MethodHandle judge(Judgement node) throws ReflectiveOperationException {
        if (node instanceof Judgement.OfObject one) {
            MethodHandle judge = bound(one, Judgement.OfObject.class, methodType(int.class, Object.class));
            return MethodHandles.filterReturnValue(object(one.operand()), judge);
        } else if (node instanceof Judgement.OfObjects two) {
            MethodHandle judge =
                    bound(two, Judgement.OfObjects.class, methodType(int.class, Object.class, Object.class));
            return MethodHandles.foldArguments(
                    MethodHandles.filterArguments(judge, 1, object(two.right())), object(two.left()));
        } else if (node instanceof Judgement.OfLong one) {
            MethodHandle judge = bound(one, Judgement.OfLong.class, numbers(long.class));
            return MethodHandles.foldArguments(judge, bind(one.operand(), "evalLong", long.class));
        } else if (node instanceof Judgement.OfLongs two) {
            MethodHandle judge = bound(two, Judgement.OfLongs.class, numbers(long.class, long.class));
            return both(judge, bind(two.left(), "evalLong", long.class), bind(two.right(), "evalLong", long.class));
        } else if (node instanceof Judgement.OfDouble one) {
            MethodHandle judge = bound(one, Judgement.OfDouble.class, numbers(double.class));
            return MethodHandles.foldArguments(judge, bind(one.operand(), "evalDouble", double.class));
        } else if (node instanceof Judgement.OfDoubles two) {
            MethodHandle judge = bound(two, Judgement.OfDoubles.class, numbers(double.class, double.class));
            return both(
                    judge, bind(two.left(), "evalDouble", double.class), bind(two.right(), "evalDouble", double.class));
        }
        throw new AssertionError(node);
    }

    private static MethodType numbers(Class<?>... types) {
        return methodType(int.class, types).appendParameterTypes(FactValues.class);
    }

    private static MethodHandle both(MethodHandle judge, MethodHandle left, MethodHandle right) {
        return MethodHandles.foldArguments(MethodHandles.foldArguments(judge, 1, right), left);
    }

    private MethodHandle object(Code operand) throws ReflectiveOperationException {
        return bind(operand, "eval", Object.class);
    }

    private <T> MethodHandle bound(T node, Class<T> shape, MethodType type) throws ReflectiveOperationException {
        return lookup.findVirtual(shape, "judge", type).bindTo(node);
    }

    private MethodHandle bind(Code node, String method, Class<?> result) throws ReflectiveOperationException {
        return lookup.findVirtual(Code.class, method, TRUTH.changeReturnType(result))
                .bindTo(node);
    }
}
