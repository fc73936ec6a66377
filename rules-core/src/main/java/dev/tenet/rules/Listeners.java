package dev.tenet.rules;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells listeners of events: one event at a time, in order, never on the thread that reloads unless the host's executor
 * says so. Events wait in a queue; a listener that does not come back costs the oldest of them, not memory.
 */
final class Listeners {
    private static final Logger LOG = LoggerFactory.getLogger(LiveRuleSet.class);
    /** Each holds its rules. */
    private static final int MOST_WAITING = 100;

    private final Executor executor;
    private final List<Consumer<? super ReloadEvent>> listeners = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<ReloadEvent> waiting = new ArrayDeque<>();
    private boolean delivering;
    private boolean closed;

    Listeners(Executor executor) {
        this.executor = executor;
    }

    Registration add(Consumer<? super ReloadEvent> listener) {
        Consumer<ReloadEvent> added = listener::accept; // so that the same listener twice is two
        listeners.add(added);
        return () -> listeners.removeIf(other -> other == added);
    }

    /** Puts an event behind the others. It is told of by the next {@link #deliver}. */
    void add(ReloadEvent event) {
        lock.lock();
        try {
            if (waiting.size() == MOST_WAITING) {
                LOG.warn("A listener does not come back; it will not hear of this: {}", waiting.remove());
            }
            waiting.add(event);
        } finally {
            lock.unlock();
        }
    }

    /** Sees to it that all waiting events are told. */
    void deliver() {
        lock.lock();
        try {
            if (delivering || closed || waiting.isEmpty()) {
                return;
            }
            delivering = true;
        } finally {
            lock.unlock();
        }
        try {
            executor.execute(this::run);
        } catch (RuntimeException e) { // RejectedExecutionException, as a rule
            LOG.error("The executor of the listeners takes no work", e);
            ended();
        }
    }

    private void run() {
        try {
            for (Optional<ReloadEvent> event = next(); event.isPresent(); event = next()) {
                for (Consumer<? super ReloadEvent> listener : listeners) {
                    tell(listener, event.get());
                }
            }
        } catch (Error e) {
            ended(); // this thread is lost, the next event finds another
            throw e;
        }
    }

    /** The next event to tell; without one the delivery has ended. */
    private Optional<ReloadEvent> next() {
        lock.lock();
        try {
            Optional<ReloadEvent> next = closed ? Optional.empty() : Optional.ofNullable(waiting.poll());
            delivering = next.isPresent();
            return next;
        } finally {
            lock.unlock();
        }
    }

    private void ended() {
        lock.lock();
        try {
            delivering = false;
        } finally {
            lock.unlock();
        }
    }

    private static void tell(Consumer<? super ReloadEvent> listener, ReloadEvent event) {
        try {
            listener.accept(event);
        } catch (RuntimeException | Error e) {
            LOG.error("A listener failed to take this: {}", event, e);
        }
    }

    /** Forgets what waits; the listener that is being told may end on its own. */
    void close() {
        lock.lock();
        try {
            closed = true;
            waiting.clear();
        } finally {
            lock.unlock();
        }
    }
}
