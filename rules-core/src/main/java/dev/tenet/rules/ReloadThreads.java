package dev.tenet.rules;

import java.time.Duration;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads of one live rule set, one for each task, all of them gone when it is closed. */
final class ReloadThreads implements Executor {
    private static final Logger LOG = LoggerFactory.getLogger(LiveRuleSet.class);

    private final ThreadFactory factory;
    private final Set<Thread> started = new HashSet<>();

    ReloadThreads(ThreadFactory factory) {
        this.factory = factory;
    }

    /** Daemons that inherit nothing from the thread that happens to start them. */
    static ThreadFactory daemons() {
        AtomicInteger numbers = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(null, task, "tenet-live-rules-" + numbers.incrementAndGet(), 0, false);
            thread.setDaemon(true);
            return thread;
        };
    }

    @Override
    public void execute(Runnable task) {
        Thread thread = Objects.requireNonNull(factory.newThread(task), "the thread factory gave no thread");
        synchronized (started) {
            started.removeIf(other -> !other.isAlive());
            thread.start();
            started.add(thread);
        }
    }

    /** Interrupts all threads and waits for them, at most so long; not for the one that calls. */
    void close(Duration patience) {
        Set<Thread> ending;
        synchronized (started) {
            ending = new HashSet<>(started);
        }
        ending.remove(Thread.currentThread());
        ending.forEach(Thread::interrupt);
        long end = System.nanoTime() + patience.toNanos();
        try {
            for (Thread thread : ending) {
                thread.join(Math.max(1, (end - System.nanoTime()) / 1_000_000));
                if (thread.isAlive()) {
                    LOG.warn("The thread {} is interrupted, but a gate or listener does not end", thread.getName());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the host has no time to wait
        }
    }
}
