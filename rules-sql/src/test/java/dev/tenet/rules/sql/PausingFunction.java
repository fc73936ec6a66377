package dev.tenet.rules.sql;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A function for H2 that holds up the statement that calls it, after it has read its rows. */
public final class PausingFunction {
    /** What the next calls do before they return, on the thread that runs the statement. */
    static final Queue<Runnable> PAUSES = new ConcurrentLinkedQueue<>();

    private PausingFunction() {}

    /** Gives what it got, later. */
    public static long pause(long n) {
        Runnable pause = PAUSES.poll();
        if (pause != null) {
            pause.run();
        }
        return n;
    }
}
