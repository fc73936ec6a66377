package dev.tenet.rules.routing;

import java.time.Duration;

/**
 * What became of one pool in a {@linkplain PoolCollector collection}.
 *
 * @param <T> what a pool answers
 */
public sealed interface PoolResult<T> {

    /**
     * The pool answered in time.
     *
     * @param value its answer
     * @param <T> what a pool answers
     */
    record Answered<T>(T value) implements PoolResult<T> {}

    /**
     * The pool failed, or the executor refused to run it.
     *
     * @param error what it threw
     * @param <T> what a pool answers
     */
    record Failed<T>(Throwable error) implements PoolResult<T> {}

    /**
     * The pool did not answer in time. It was interrupted, and whatever it still answers is ignored.
     *
     * @param limit how long it was waited for
     * @param <T> what a pool answers
     */
    record TimedOut<T>(Duration limit) implements PoolResult<T> {}
}
