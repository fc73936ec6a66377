package dev.tenet.rules;

import dev.tenet.rules.internal.source.FolderSnapshot;
import dev.tenet.rules.internal.source.FolderWatch;
import dev.tenet.rules.testing.RuleTests;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rules that follow their folder: an edit is loaded, checked as a first load is, tried by the folder's own
 * {@linkplain RuleTests rule tests}, shown to every {@link Gate}, and then in use everywhere at once. An edit that is
 * refused changes nothing: the last good rules stay, and {@link #status()}, the listeners and the log say why.
 *
 * <pre>{@code
 * try (LiveRuleSet rules = LiveRuleSet.watch(Path.of("config"))) {
 *     Router router = Router.of(rules, fleet);   // decides by the rules as they are at each request
 * }
 * }</pre>
 *
 * <p>File events wake a look at the folder, and so does the time, in case there are none. What a look reads is compared
 * by content, so a file that is only touched is no change. What changed is loaded when two looks in a row have read the
 * same, so a file that is still being written is left to its writer.
 *
 * <p>Thread-safe. {@link #current()} is one volatile read; engines that were given this source never wait for a reload.
 * Reloads come one at a time. One daemon thread looks; another tells listeners, and lives only while it has something to
 * tell.
 */
public final class LiveRuleSet implements RuleSource, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveRuleSet.class);
    /** How long closing waits for a gate or listener that was interrupted. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Path folder;
    private final RuleSetLoader loader;
    private final Reloadable reloadable;
    private final InstantSource clock;
    private final Duration debounce;
    private final Duration polling;
    private final Gates gates;
    private final Listeners listeners;
    private final ReloadThreads threads;
    private final FolderWatch watch;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** Held by whoever changes anything below. */
    private final ReentrantLock reloading = new ReentrantLock();
    /** The content that was tried last, whatever came of it. */
    private String tried;
    /** Whether to try the same content once more: a gate may depend on more than the rules. */
    private boolean again;

    private Optional<RuleSet> before = Optional.empty();

    // One reference, so that rules, version and standing can never be of two moments.
    private volatile ReloadStatus status;

    private LiveRuleSet(Builder builder) {
        folder = builder.folder;
        loader = builder.loader;
        reloadable = new Reloadable(builder.reloadable);
        clock = builder.clock;
        debounce = builder.debounce;
        polling = builder.polling;
        gates = new Gates(folder.toString());
        builder.gates.forEach(gates::add);
        threads = new ReloadThreads(builder.threads);
        listeners = new Listeners(builder.executor.orElse(threads));
        builder.listeners.forEach(listeners::add);

        FolderSnapshot snapshot = loader.snapshot(folder);
        RuleSet rules = loader.load(snapshot);
        reloadable.checkNames(rules.sectionNames());
        List<Problem> problems = new ArrayList<>(rules.problems());
        problems.addAll(judged(failedTests(rules)));
        problems.addAll(judged(gates.check(rules)));
        if (hasErrors(problems)) {
            throw new RuleSetException(problems);
        }
        tried = snapshot.digest();
        status = new ReloadStatus(1, clock.instant(), rules, new ReloadStatus.Live());
        watch = builder.events == Events.OF_THE_SYSTEM ? FolderWatch.of(folder) : FolderWatch.withoutEvents(folder);
    }

    /**
     * Loads a configuration folder and follows it.
     *
     * @param folder the folder that holds {@code base/}
     * @throws RuleSetException if anything is wrong with the first load; it holds every problem found
     */
    public static LiveRuleSet watch(Path folder) {
        return builder(folder).watch();
    }

    /** Starts a live rule set with settings of its own. */
    public static Builder builder(Path folder) {
        return new Builder(folder);
    }

    @Override
    public RuleSet current() {
        return status.rules();
    }

    /** How things stand. */
    public ReloadStatus status() {
        return status;
    }

    /**
     * Looks at the folder now, on this thread, and waits for a reload that is under way. The caller says with it that
     * the edit is complete, so what is read is tried at once; and once more, if it was refused before.
     *
     * @return what became of it; empty if the folder has nothing new
     * @throws IllegalStateException if this live rule set is closed, or a gate calls
     */
    public Optional<ReloadEvent> reload() {
        Optional<ReloadEvent> event;
        lock();
        try {
            again |= status.folder() instanceof ReloadStatus.Refused;
            event = attempt(loader.snapshot(folder));
        } finally {
            reloading.unlock();
        }
        listeners.deliver();
        return event;
    }

    /**
     * Goes back to the rules before the last change of a value, under a new version number. What the folder holds now
     * is held back: it is not tried again before it changes, and then every edit counts as ever. A process that starts
     * anew loads the folder as it is, so mend the folder, too. Only one set of rules is kept, so a second rollback needs
     * a change in between.
     *
     * @return what changed by it; empty if there is nothing to go back to
     * @throws IllegalStateException if this live rule set is closed, or a gate calls
     */
    public Optional<ReloadEvent.RolledBack> rollback() {
        Optional<ReloadEvent.RolledBack> event;
        lock();
        try {
            event = before.map(this::goBack);
            before = Optional.empty();
        } finally {
            reloading.unlock();
        }
        listeners.deliver();
        return event;
    }

    /**
     * Adds a gate that every later reload must pass. It is not asked about the rules in use: an engine registers first
     * and then examines {@link #current()}, so that no change slips between.
     *
     * @param name what problems call it
     * @return to be closed when the engine is
     */
    public Registration gate(String name, Gate gate) {
        return gates.add(Objects.requireNonNull(name, "name"), Objects.requireNonNull(gate, "gate"));
    }

    /**
     * Adds a listener, which hears of every later event, one at a time and in order, after the change is in force. It
     * may be slow: nobody waits for it but other listeners. One that throws is reported to the log. One that does not
     * come back costs the oldest events once 100 wait.
     *
     * @return to be closed when the listener shall hear no more
     */
    public Registration listener(Consumer<? super ReloadEvent> listener) {
        return listeners.add(Objects.requireNonNull(listener, "listener"));
    }

    /**
     * Follows the folder no longer; {@link #current()} stays as it is. A reload that is under way is given up, gates and
     * listeners that still run on threads of this object are interrupted, and waited for, at most 10 seconds. A second
     * close does nothing.
     */
    @Override
    public void close() {
        closed.countDown();
        watch.close();
        listeners.close();
        threads.close(PATIENCE);
    }

    @Override
    public String toString() {
        return "LiveRuleSet " + folder + ": " + status;
    }

    private boolean isOpen() {
        return closed.getCount() > 0;
    }

    private void lock() {
        if (reloading.isHeldByCurrentThread()) {
            throw new IllegalStateException("a gate cannot change the rules that it is asked about");
        }
        reloading.lock();
        if (!isOpen()) {
            reloading.unlock();
            throw new IllegalStateException("this live rule set is closed");
        }
    }

    // ---- the thread that looks ----

    private LiveRuleSet start() {
        threads.execute(this::follow);
        return this;
    }

    private void follow() {
        while (isOpen()) {
            try {
                look();
                watch.await(polling);
            } catch (InterruptedException e) {
                LOG.trace("Interrupted: by closing, or by a gate, which is no reason to end", e);
            }
        }
    }

    private void look() throws InterruptedException {
        try {
            watch.refresh();
            Optional<FolderSnapshot> settled = settled();
            if (settled.isPresent()) {
                reloading.lockInterruptibly(); // closing does not wait for a host's gate
                try {
                    attempt(settled.get());
                } finally {
                    reloading.unlock();
                }
                listeners.deliver();
            }
        } catch (RuntimeException | Error e) {
            LOG.error("A look at {} failed; the next is in {}", folder, polling, e);
        }
    }

    /** What the folder holds, once it has not changed for the time of the debounce; empty if that is nothing new. */
    private Optional<FolderSnapshot> settled() throws InterruptedException {
        FolderSnapshot seen = loader.snapshot(folder);
        while (isNews(seen) && !closed.await(debounce.toNanos(), TimeUnit.NANOSECONDS)) {
            FolderSnapshot next = loader.snapshot(folder);
            if (next.digest().equals(seen.digest())) {
                return Optional.of(next);
            }
            seen = next;
        }
        return Optional.empty();
    }

    private boolean isNews(FolderSnapshot snapshot) throws InterruptedException {
        reloading.lockInterruptibly();
        try {
            return again || !snapshot.digest().equals(tried);
        } finally {
            reloading.unlock();
        }
    }

    // ---- one reload, under the lock ----

    private Optional<ReloadEvent> attempt(FolderSnapshot snapshot) {
        boolean known = snapshot.digest().equals(tried);
        if (known && !again || !isOpen()) {
            return Optional.empty();
        }
        tried = snapshot.digest();
        again = false;
        try {
            return judge(snapshot, known);
        } catch (RuleSetException e) {
            return Optional.of(refuse(e.problems(), known));
        } catch (RuntimeException | Error e) {
            LOG.error("The rules in {} could not be loaded", folder, e);
            return Optional.of(refuse(List.of(loadFailed(e)), known));
        }
    }

    private Optional<ReloadEvent> judge(FolderSnapshot snapshot, boolean known) {
        RuleSet candidate = loader.load(snapshot);
        RuleSetDiff diff = RuleSetDiff.between(current(), candidate);
        List<Problem> problems = new ArrayList<>(candidate.problems());
        problems.addAll(reloadable.check(current(), candidate, diff));
        problems.addAll(judged(failedTests(candidate)));
        if (!hasErrors(problems)) {
            problems.addAll(judged(gates.check(candidate)));
            again = hasErrors(problems);
        }
        if (!isOpen()) {
            return Optional.empty();
        }
        return Optional.of(hasErrors(problems) ? refuse(problems, known) : apply(candidate, diff, problems));
    }

    private ReloadEvent apply(RuleSet candidate, RuleSetDiff diff, List<Problem> problems) {
        if (!diff.isEmpty()) {
            before = Optional.of(current());
        }
        Instant now = clock.instant();
        long version = status.version() + 1;
        status = new ReloadStatus(version, now, candidate, new ReloadStatus.Live());
        return told(new ReloadEvent.Applied(now, version, candidate, diff, problems));
    }

    private ReloadEvent refuse(List<Problem> problems, boolean known) {
        Instant now = clock.instant();
        ReloadStatus.Refused latest = new ReloadStatus.Refused(now, now, 1, problems);
        boolean toldBefore = false;
        if (status.folder() instanceof ReloadStatus.Refused earlier) {
            toldBefore = known && earlier.problems().equals(problems);
            latest = earlier.again(latest);
        }
        status = status.with(latest);
        ReloadEvent event = new ReloadEvent.Refused(now, status.version(), problems);
        return toldBefore ? event : told(event);
    }

    private ReloadEvent.RolledBack goBack(RuleSet rules) {
        RuleSetDiff diff = RuleSetDiff.between(current(), rules);
        Instant now = clock.instant();
        long version = status.version() + 1;
        ReloadStatus.Folder standing =
                status.folder() instanceof ReloadStatus.Live ? new ReloadStatus.HeldBack(now) : status.folder();
        again = false; // what a gate refused is held back, too
        status = new ReloadStatus(version, now, rules, standing);
        ReloadEvent.RolledBack event = new ReloadEvent.RolledBack(now, version, rules, diff);
        told(event);
        return event;
    }

    private ReloadEvent told(ReloadEvent event) {
        if (event instanceof ReloadEvent.Applied) {
            LOG.info("{}: {}", folder, event);
        } else {
            LOG.warn("{}: {}", folder, event);
        }
        listeners.add(event);
        return event;
    }

    private Problem loadFailed(Throwable failure) {
        SourceLocation whole = new SourceLocation("base", folder.toString(), 0, 0);
        String message = "the rules could not be loaded: " + failure;
        String hint = "its stack trace is in the log";
        return new Problem(Severity.ERROR, "load-failed", whole, message, hint, List.of(), "");
    }

    private static List<Problem> failedTests(RuleSet candidate) {
        return RuleTests.run(candidate).results().stream()
                .flatMap(result -> result.failures().stream())
                .toList();
    }

    private List<Problem> judged(List<Problem> problems) {
        return problems.stream().map(loader::judge).toList();
    }

    private static boolean hasErrors(List<Problem> problems) {
        return problems.stream().anyMatch(problem -> problem.severity() == Severity.ERROR);
    }

    /** Where wake-ups come from, beside the time. */
    enum Events {
        OF_THE_SYSTEM,
        NONE
    }

    /** Settings of a {@link LiveRuleSet}. Not safe for use by many threads. */
    public static final class Builder {
        private final Path folder;
        private RuleSetLoader loader = RuleSet.loader();
        private Optional<Set<String>> reloadable = Optional.empty();
        private InstantSource clock = InstantSource.system();
        private Duration debounce = Duration.ofMillis(200);
        private Duration polling = Duration.ofSeconds(5);
        private Events events = Events.OF_THE_SYSTEM;
        private ThreadFactory threads = ReloadThreads.daemons();
        private Optional<Executor> executor = Optional.empty();
        private final Map<String, Gate> gates = new LinkedHashMap<>();
        private final List<Consumer<? super ReloadEvent>> listeners = new ArrayList<>();

        private Builder(Path folder) {
            this.folder = Objects.requireNonNull(folder, "folder");
        }

        /** How to load; {@link RuleSet#loader()} unless given. */
        public Builder loader(RuleSetLoader loader) {
            this.loader = Objects.requireNonNull(loader, "loader");
            return this;
        }

        /**
         * The only sections that may change while the host runs, by name ({@code "sla", "ui"}); all of them unless given.
         * An edit that also changes another one is refused as a whole.
         */
        public Builder reloadable(String... sections) {
            this.reloadable = Optional.of(new LinkedHashSet<>(List.of(sections)));
            return this;
        }

        /** The clock of status and events; that of the system unless given. */
        public Builder clock(InstantSource clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /** How long the folder must stay the same before an edit counts as complete; 200 ms unless given. */
        public Builder debounce(Duration quiet) {
            if (quiet.isNegative()) {
                throw new IllegalArgumentException("got a debounce of " + quiet + ", want 0 or more");
            }
            this.debounce = quiet;
            return this;
        }

        /**
         * How often to look where no file event says so: on network mounts, and where a gate refused what is there; 5 s
         * unless given. A look reads all files.
         */
        public Builder polling(Duration interval) {
            if (interval.isNegative() || interval.isZero()) {
                throw new IllegalArgumentException("got a polling interval of " + interval + ", want more than 0");
            }
            this.polling = interval;
            return this;
        }

        /** Takes no wake-ups from file events. */
        Builder withoutEvents() {
            this.events = Events.NONE;
            return this;
        }

        /** What makes the threads; daemons called {@code tenet-live-rules-<n>} unless given. */
        public Builder threads(ThreadFactory factory) {
            this.threads = Objects.requireNonNull(factory, "factory");
            return this;
        }

        /** What runs the listeners; a thread of this object unless given. It may have many threads: order is kept. */
        public Builder executor(Executor executor) {
            this.executor = Optional.of(executor);
            return this;
        }

        /** Adds a gate that the first load must pass, too; see {@link LiveRuleSet#gate}. */
        public Builder gate(String name, Gate gate) {
            if (gates.putIfAbsent(Objects.requireNonNull(name, "name"), Objects.requireNonNull(gate, "gate")) != null) {
                throw new IllegalArgumentException("there is a gate \"" + name + "\" already");
            }
            return this;
        }

        /** Adds a listener; see {@link LiveRuleSet#listener}. It does not hear of the first load. */
        public Builder listener(Consumer<? super ReloadEvent> listener) {
            listeners.add(Objects.requireNonNull(listener, "listener"));
            return this;
        }

        /**
         * Loads the folder and follows it.
         *
         * @throws RuleSetException if anything is wrong with the first load, or a gate refuses it
         * @throws IllegalArgumentException if there is no section of a name that {@link #reloadable} was given
         */
        public LiveRuleSet watch() {
            return new LiveRuleSet(this).start();
        }
    }
}
