package dev.tenet.rules.sql;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Counts what templates run on one thread until it is closed, and then reports those that ran too often: queries in a
 * loop over the rows of another, as a rule. Use it in a {@code try}, around a request. Not thread-safe: what other threads
 * run does not count.
 */
public final class RepeatWatch implements AutoCloseable {
    private final Watchers watchers;
    private final Optional<RepeatWatch> outer;
    private final int times;
    private final Consumer<? super RepeatReport> listener;
    private final Map<String, Runs> runs = new LinkedHashMap<>();

    RepeatWatch(Watchers watchers, Optional<RepeatWatch> outer, int times, Consumer<? super RepeatReport> listener) {
        if (times < 1) {
            throw new IllegalArgumentException("got " + times + " times, want 1 or more");
        }
        this.watchers = watchers;
        this.outer = outer;
        this.times = times;
        this.listener = Objects.requireNonNull(listener, "listener");
    }

    private static final class Runs {
        private long count;
        private long nanos;
        private Optional<StackTraceElement> callSite = Optional.empty();
    }

    /** The watch that it is in. */
    Optional<RepeatWatch> outer() {
        return outer;
    }

    /** A template ran. Looking for the call site costs as much as some queries, so it happens once. */
    void ran(String template, long nanos) {
        Runs of = runs.computeIfAbsent(template, name -> new Runs());
        of.count++;
        of.nanos += nanos;
        if (of.count == times + 1L) {
            of.callSite = StackWalker.getInstance()
                    .walk(frames -> frames.map(StackWalker.StackFrame::toStackTraceElement)
                            .filter(Loans::isOfTheHost)
                            .findFirst());
        }
    }

    /**
     * Ends the watch and reports, in the order in which the templates ran first.
     *
     * @throws IllegalStateException if it is not the innermost watch of this thread
     */
    @Override
    public void close() {
        watchers.close(this, outer);
        runs.forEach((template, of) -> {
            if (of.count > times) {
                listener.accept(new RepeatReport(template, of.count, Duration.ofNanos(of.nanos), of.callSite));
            }
        });
    }
}
