package dev.tenet.rules.sla;

import dev.tenet.rules.RuleSet;
import dev.tenet.rules.RuleSource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds open tasks and tells the host each escalation when it is due.
 *
 * <pre>{@code
 * SlaTracker tracker = SlaTracker.builder(rules).listener(escalated -> notify(escalated)).build();
 * tracker.add("task-1", SlaTask.of("deploy", startedAt));
 * try (SlaSchedule schedule = tracker.schedule(executor)) { ... }   // or call fire() yourself
 * tracker.complete("task-1");
 * }</pre>
 *
 * <p><b>What is told.</b> A task is judged from its start on, at every moment at which the escalation rules can come to
 * decide otherwise. A rule's escalation is told when the rule first decides about the task: once, in this process, even
 * if it stops deciding and begins again, the clock goes backwards, or the rules are reloaded, as long as the rule keeps
 * its id. {@link #fire()} tells everything due by the clock in the order in which it fell due, tasks due at the same time
 * in the order they were added, rules of one task in table order; so nothing is left out when it is called late.
 *
 * <p><b>After a reload</b> that changes targets, calendars or escalation rules, the next {@link #fire()} judges by the
 * new rules what the one before had not reached yet, and where each task stood then. A task whose type has lost its
 * target goes on under the rules it had. A reload that changes nothing of these costs one comparison, another one a
 * pass over all tasks, under the lock.
 *
 * <p><b>Over a crash</b> nothing is kept here. A host that hands back the {@linkplain Escalated#key() keys} of what it
 * was told is told each escalation once; another one at least once, with the same key.
 *
 * <p>Safe for use by many threads. One lock guards the tasks, held for O(log n) of work at a time, but once in O(n)
 * after a reload; the listener is called outside of it, by one thread at a time, and may call the tracker. There is no
 * thread behind it.
 */
public final class SlaTracker {
    private static final Logger LOG = LoggerFactory.getLogger(SlaTracker.class);

    private final Supplier<RuleSet> rules;
    private final InstantSource clock;
    private final Consumer<? super Escalated> listener;
    private final Consumer<? super EscalationFailure> failures;

    /** Held while firing, so that escalations are told one after another. */
    private final ReentrantLock firing = new ReentrantLock();

    private final ReentrantLock lock = new ReentrantLock();
    /** Guarded by the lock. */
    private final OpenTasks tasks;

    private SlaTracker(Builder builder) {
        this.rules = builder.rules;
        this.clock = builder.clock;
        this.listener = builder.listener;
        this.failures = builder.failures;
        this.tasks = new OpenTasks(rules.get(), Nanos.of(builder.tick));
    }

    /** Starts a tracker on the system's clock, with a listener that does nothing. */
    public static Builder builder(RuleSource rules) {
        return new Builder(rules::current);
    }

    /** As above, from rule sets that follow one another. */
    static Builder builder(Supplier<RuleSet> rules) {
        return new Builder(rules);
    }

    /**
     * Opens a task that no escalation was told of yet.
     *
     * @throws IllegalArgumentException if a task with this id is open
     * @throws NoSlaTargetException if the task's type has no target and there is no default one
     */
    public void add(String id, SlaTask task) {
        add(id, task, Set.of());
    }

    /**
     * Opens a task of which some escalations were told before, as after a restart.
     *
     * @param fired the keys of the task's escalations that need not be told any more; those of other tasks are ignored
     * @throws IllegalArgumentException if a task with this id is open
     * @throws NoSlaTargetException if the task's type has no target and there is no default one
     */
    public void add(String id, SlaTask task, Collection<String> fired) {
        Objects.requireNonNull(id, "id");
        lock.lock();
        try {
            tasks.follow(rules.get());
            tasks.add(id, task, fired, clock.instant());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Closes a task: nothing is told of it any more, not even what is due already.
     *
     * @return whether it was open
     */
    public boolean complete(String id) {
        lock.lock();
        try {
            return tasks.remove(id);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Stops the time of a task, at the clock's now.
     *
     * @return whether it was running; a task that is paused, or not open, stays as it is
     */
    public boolean pause(String id) {
        lock.lock();
        try {
            return tasks.pause(id, clock.instant());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Lets the time of a paused task go on, at the clock's now. A pause ends no earlier than it began.
     *
     * @return whether it was paused; a task that is running, or not open, stays as it is
     */
    public boolean resume(String id) {
        lock.lock();
        try {
            return tasks.resume(id, clock.instant());
        } finally {
            lock.unlock();
        }
    }

    /** An open task with its pauses so far; empty if none has this id. */
    public Optional<SlaTask> task(String id) {
        lock.lock();
        try {
            return tasks.task(id);
        } finally {
            lock.unlock();
        }
    }

    /** How many tasks are open. */
    public int size() {
        lock.lock();
        try {
            return tasks.size();
        } finally {
            lock.unlock();
        }
    }

    /**
     * When {@link #fire()} is to be called next: nothing is due before. Empty if nothing will ever be due. A task that
     * is added or resumed, a reload and the passing of time in another way than by the clock can make it earlier.
     */
    public Optional<Instant> nextDue() {
        lock.lock();
        try {
            tasks.follow(rules.get());
            return tasks.nextDue();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Tells the listener everything that is due by the clock.
     *
     * <p>An escalation whose listener throws counts as told: the failure is reported with the escalation in it, so that
     * the host can see to it, and the next one is told. Called by the listener itself, this does nothing. While another
     * thread fires, this waits for it.
     *
     * @return how many escalations were told
     */
    public int fire() {
        if (firing.isHeldByCurrentThread()) {
            return 0;
        }
        firing.lock();
        try {
            Instant now = begin();
            int told = 0;
            Escalated next = take(now);
            while (next != null) {
                tell(next);
                told++;
                next = take(now);
            }
            report();
            return told;
        } finally {
            end();
            firing.unlock();
        }
    }

    private Instant begin() {
        lock.lock();
        try {
            tasks.follow(rules.get());
            Instant now = clock.instant();
            tasks.beginFiring();
            return now;
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        lock.lock();
        try {
            tasks.endFiring();
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Escalated take(Instant now) {
        lock.lock();
        try {
            return tasks.take(now);
        } finally {
            lock.unlock();
        }
    }

    private void tell(Escalated escalated) {
        try {
            listener.accept(escalated);
        } catch (RuntimeException | Error e) {
            failures.accept(new EscalationFailure(Optional.of(escalated.taskId()), Optional.of(escalated), e));
        }
    }

    private void report() {
        List<EscalationFailure> all;
        lock.lock();
        try {
            all = tasks.takeFailures();
        } finally {
            lock.unlock();
        }
        all.forEach(failures);
    }

    /**
     * Fires when something is due, on the host's executor, until it is closed. What a task, a reload or a clock set
     * forward makes due earlier than planned is late by a second at most, as far as the executor keeps up.
     *
     * @param executor runs {@link #fire()}, and so the listener; it is the host's to shut down
     */
    public SlaSchedule schedule(ScheduledExecutorService executor) {
        return SlaSchedule.begin(this, executor);
    }

    InstantSource clock() {
        return clock;
    }

    /** Reports what a schedule met. */
    void failed(Throwable error) {
        failures.accept(new EscalationFailure(Optional.empty(), Optional.empty(), error));
    }

    private static void log(EscalationFailure failure) {
        LOG.error(
                "{}",
                failure.escalation()
                        .map(it -> "the listener threw when it was told of " + it.key())
                        .or(() -> failure.taskId().map(id -> "the escalations of task " + id + " could not be judged"))
                        .orElse("the tracker could not fire"),
                failure.error());
    }

    /** Settings of a {@link SlaTracker}. Not safe for use by many threads. */
    public static final class Builder {
        private final Supplier<RuleSet> rules;
        private InstantSource clock = InstantSource.system();
        private Consumer<? super Escalated> listener = escalated -> {};
        private Consumer<? super EscalationFailure> failures = SlaTracker::log;
        private Duration tick = Duration.ofMinutes(1);

        private Builder(Supplier<RuleSet> rules) {
            this.rules = rules;
        }

        /** The clock by which escalations are due; the system's unless given. */
        public Builder clock(InstantSource clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /** Who is told of escalations, on the thread that fires. */
        public Builder listener(Consumer<? super Escalated> listener) {
            this.listener = Objects.requireNonNull(listener, "listener");
            return this;
        }

        /** Who is told of what goes wrong, on the thread that fires; must not throw. The log unless given. */
        public Builder onFailure(Consumer<? super EscalationFailure> failures) {
            this.failures = Objects.requireNonNull(failures, "failures");
            return this;
        }

        /**
         * How often rules are checked whose time cannot be computed, of which a load warns
         * ({@code escalation-needs-tick}): at every whole multiple of this since 1970. A minute unless given. Each tick
         * costs one evaluation of the rules for every open task, as long as there is such a rule.
         *
         * @throws IllegalArgumentException if it is not more than zero
         */
        public Builder tick(Duration tick) {
            if (tick.isZero() || tick.isNegative()) {
                throw new IllegalArgumentException("got a tick of " + tick + ", want more than zero");
            }
            this.tick = tick;
            return this;
        }

        /** The tracker, without tasks. */
        public SlaTracker build() {
            return new SlaTracker(this);
        }
    }
}
