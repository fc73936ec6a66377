package dev.tenet.rules.sql;

import dev.tenet.rules.sql.QueryObserver.Observation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who wants to know of each run of a template: observers, and the watches that are open. Thread-safe. */
final class Watchers {
    private static final Logger LOG = LoggerFactory.getLogger(SqlTemplates.class);

    private final List<QueryObserver> observers;
    private final AtomicInteger watches = new AtomicInteger();
    private final ThreadLocal<Optional<RepeatWatch>> watch = ThreadLocal.withInitial(Optional::empty);

    Watchers(List<QueryObserver> observers) {
        this.observers = List.copyOf(observers);
    }

    /** An observer that logs runs that took at least so long. */
    static QueryObserver slow(Duration threshold) {
        return call -> outcome -> {
            if (outcome.time().compareTo(threshold) >= 0) {
                LOG.warn(
                        "The query {} on {} took {} ms ({}, {} rows)",
                        call.template(),
                        call.database(),
                        outcome.time().toMillis(),
                        outcome.kind(),
                        outcome.rows());
            }
        };
    }

    /** What a watch has found, where nobody else wants to hear it. */
    static void log(RepeatReport report) {
        LOG.warn("{}", report);
    }

    /** Opens a watch of this thread. */
    RepeatWatch open(int times, Consumer<? super RepeatReport> listener) {
        RepeatWatch opened = new RepeatWatch(this, watch.get(), times, listener);
        watches.incrementAndGet();
        watch.set(Optional.of(opened));
        return opened;
    }

    /** Ends a watch, which must be the innermost of this thread. */
    void close(RepeatWatch closed, Optional<RepeatWatch> outer) {
        if (watch.get().filter(closed::equals).isEmpty()) {
            throw new IllegalStateException("a watch ends on its own thread, after those that began in it");
        }
        if (outer.isEmpty()) {
            watch.remove();
        } else {
            watch.set(outer);
        }
        watches.decrementAndGet();
    }

    /** Begins a run; null when nobody wants to know. */
    @Nullable
    Run start(Template template) {
        return observers.isEmpty() && watches.get() == 0 ? null : new Run(template.call());
    }

    /** One run. It ends once. */
    final class Run {
        private final QueryCall call;
        private final List<Observation> observations = new ArrayList<>(observers.size());
        private final Optional<RepeatWatch> watched = watches.get() == 0 ? Optional.empty() : watch.get();
        private final long began;

        private Run(QueryCall call) {
            this.call = call;
            for (QueryObserver observer : observers) {
                try {
                    observations.add(observer.started(call));
                } catch (RuntimeException e) {
                    LOG.error("An observer failed at the beginning of {}", call, e);
                }
            }
            began = System.nanoTime();
        }

        /** Ends it, after so many rows. */
        void ended(long rows, Optional<Throwable> failure) {
            long nanos = System.nanoTime() - began;
            for (Optional<RepeatWatch> in = watched;
                    in.isPresent();
                    in = in.get().outer()) {
                in.get().ran(call.template(), nanos);
            }
            if (observations.isEmpty()) {
                return;
            }
            QueryOutcome outcome = new QueryOutcome(Duration.ofNanos(nanos), rows, failure);
            for (Observation observation : observations) {
                try {
                    observation.ended(outcome);
                } catch (RuntimeException e) {
                    LOG.error("An observer failed at the end of {}", call, e);
                }
            }
        }
    }
}
