package dev.tenet.rules.internal.compile;

import java.lang.invoke.MethodHandle;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The code of a condition, which becomes one piece of machine code once it is evaluated often.
 *
 * <p>The methods of nodes are shared by all conditions, so every call from node to node goes through a table and every
 * name, bound and relation is loaded. A method handle {@linkplain Fuser composed} of the nodes is different: the JDK
 * makes a copy of its own of a handle that is called often, in which the JIT takes the nodes for constants, and with
 * them the fields of records, which it trusts never to change; so the whole tree folds into straight code. The handle
 * does what the nodes do, since it is the nodes that it calls.
 *
 * <p>A new handle is interpreted, a hundred times slower than nodes, until the JIT has found time for it, and nobody
 * can ask whether it has. So it is tried in few evaluations at first, enough of them to make it compile; a thousand
 * conditions that get hot at once take as many times longer to be through with that as the JIT has more to do.
 *
 * <p>Safe to share between threads without synchronization: a thread that does not see the handle yet walks the nodes,
 * two that compose at once make equal handles, and a handle is immutable, so a race cannot show half of one. Counts
 * lost in a race only put things off. The handle, and the code made for it, live as long as the condition.
 */
public final class Fusion {

    /**
     * Evaluations before a handle is composed. A compiled one takes some 20 kB outside the heap: nothing for a condition
     * that decides something all day, too much for each of ten thousand that were just loaded.
     */
    static final int HOT = 20_000;

    /** Of the evaluations while the handle is tried, one in so many tries it; a power of two. */
    private static final int SHARE = 64;

    /** How many times {@link #HOT} the trial takes: 10,000 calls, where the JIT makes its best code from 5,000 on. */
    private static final int TRIAL = 32;

    /** There no code is made at run time, and nodes do better than handles. */
    private static final boolean NATIVE = System.getProperty("org.graalvm.nativeimage.imagecode") != null;

    private final Code condition;
    private final int hot;
    private int left;
    private @Nullable MethodHandle tried;
    private @Nullable MethodHandle fused;

    /** @param hot evaluations before a handle is composed; it is used alone after 33 times as many */
    Fusion(Code condition, int hot) {
        this.condition = condition;
        this.hot = hot;
        this.left = hot;
    }

    /** How many conditions one owner of many may fuse: memory for a few hundred, whatever it holds. */
    public static final class Budget {
        private final AtomicInteger left;

        /** @param most how many */
        public Budget(int most) {
            this.left = new AtomicInteger(most);
        }

        private boolean allows() {
            return left.get() > 0 && left.getAndDecrement() > 0;
        }
    }

    /** As {@link Code#truth}. */
    int truth(FactValues facts) {
        return truth(facts, null);
    }

    /** As above, but fuses only if there is room in a budget, if one is given. */
    int truth(FactValues facts, @Nullable Budget budget) {
        MethodHandle handle = fused;
        return handle == null ? walk(facts, budget) : call(handle, facts);
    }

    boolean isFused() {
        return fused != null;
    }

    private int walk(FactValues facts, @Nullable Budget budget) {
        if (NATIVE) {
            return condition.truth(facts);
        }
        int count = --left;
        MethodHandle handle = tried;
        if (count <= 0) {
            proceed(handle, budget);
        } else if (handle != null && count % SHARE == 0) {
            return call(handle, facts);
        }
        return condition.truth(facts);
    }

    private void proceed(@Nullable MethodHandle handle, @Nullable Budget budget) {
        if (handle != null) {
            fused = handle;
        } else if (budget != null && !budget.allows()) {
            left = hot; // another owner may have room
        } else {
            left = TRIAL * hot; // first, so that other threads do not all do the same
            tried = compose();
        }
    }

    private @Nullable MethodHandle compose() {
        try {
            return Fuser.fuse(condition);
        } catch (ReflectiveOperationException e) {
            left = Integer.MAX_VALUE;
            return null; // a runtime that strips what is found by name only; the nodes do the same, if slower
        }
    }

    private static int call(MethodHandle handle, FactValues facts) {
        try {
            return (int) handle.invokeExact(facts);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("conditions throw nothing checked", e);
        }
    }
}
