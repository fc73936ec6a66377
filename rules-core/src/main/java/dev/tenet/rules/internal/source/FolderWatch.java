package dev.tenet.rules.internal.source;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells when something may have changed in a configuration folder. A hint and no more: it may tell of what is no change,
 * and miss what happens on a network mount, so whoever waits looks for itself.
 *
 * <p>A link hides its target's events: where a container mounts rules, every file leads through a link {@code ..data}
 * that is swapped for another, and no file is ever written. So each folder is watched in which a step of the way to a
 * rule file is decided: those of links, those of their targets, and the parent of what is missing.
 *
 * <p>For one thread; {@link #close} may come from any.
 */
public final class FolderWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FolderWatch.class);
    private static final List<String> FOLDERS = List.of("base", "environments", "local", "tests");
    /** As many as Linux follows. */
    private static final int MOST_LINKS = 40;
    /** So many changes of the links while they are looked at; then the next look must do. */
    private static final int MOST_ROUNDS = 10;
    /** Stands for every name in a folder. */
    private static final String ANY = "";

    private final Path root;
    private final Optional<WatchService> service;
    private final Map<WatchKey, Set<String>> watched = new HashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private boolean complained;

    private FolderWatch(Path root, Optional<WatchService> service) {
        this.root = root;
        this.service = service;
    }

    /** Watches a folder, which need not be there; where the system has no events to give, {@link #await} only waits. */
    public static FolderWatch of(Path folder) {
        Path root = folder.toAbsolutePath();
        Optional<WatchService> service = Optional.empty();
        try {
            service = Optional.of(root.getFileSystem().newWatchService());
        } catch (IOException | UnsupportedOperationException e) {
            LOG.warn("No file events for {} ({}): it is looked at now and then", root, e.toString());
        }
        return new FolderWatch(root, service);
    }

    /** Watches without events. */
    public static FolderWatch withoutEvents(Path folder) {
        return new FolderWatch(folder.toAbsolutePath(), Optional.empty());
    }

    /**
     * Waits until something may have changed, at most so long. What changes after {@link #refresh} is not missed.
     *
     * @throws InterruptedException if the thread is interrupted
     */
    public void await(Duration most) throws InterruptedException {
        if (service.isEmpty()) {
            closed.await(most.toNanos(), TimeUnit.NANOSECONDS);
            return;
        }
        long end = System.nanoTime() + most.toNanos();
        try {
            WatchKey key = poll(service.get(), end);
            while (key != null && !concerns(key)) {
                key = poll(service.get(), end);
            }
        } catch (ClosedWatchServiceException e) {
            return; // by close(), which ends every waiting
        }
    }

    @SuppressWarnings("NullAway") // null when the time is over
    private static WatchKey poll(WatchService service, long end) throws InterruptedException {
        return service.poll(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    }

    private boolean concerns(WatchKey key) {
        Set<String> names = watched.getOrDefault(key, Set.of());
        boolean concerns = false;
        for (WatchEvent<?> event : key.pollEvents()) {
            concerns |= names.contains(ANY)
                    || event.kind() == StandardWatchEventKinds.OVERFLOW
                    || names.contains(String.valueOf(event.context()));
        }
        return !key.reset() || concerns; // a folder that is gone is news
    }

    /** Watches what the links and folders lead to now. */
    public void refresh() {
        if (service.isEmpty()) {
            return;
        }
        Map<Path, Set<String>> names = wantedNames();
        for (int round = 0; round < MOST_ROUNDS; round++) {
            watch(names, service.get());
            Map<Path, Set<String>> now = wantedNames();
            if (now.equals(names)) {
                return;
            }
            names = now; // a link was swapped before it was watched: nothing will tell of that
        }
    }

    private void watch(Map<Path, Set<String>> namesByFolder, WatchService events) {
        Map<WatchKey, Set<String>> wanted = new HashMap<>();
        namesByFolder.forEach((folder, names) -> {
            try {
                WatchKey key = folder.register(
                        events,
                        StandardWatchEventKinds.ENTRY_CREATE,
                        StandardWatchEventKinds.ENTRY_MODIFY,
                        StandardWatchEventKinds.ENTRY_DELETE);
                wanted.computeIfAbsent(key, k -> new HashSet<>()).addAll(names);
            } catch (IOException e) {
                complain(folder, e);
            } catch (ClosedWatchServiceException e) {
                LOG.trace("Closed while folders were registered", e);
            }
        });
        watched.keySet().stream().filter(key -> !wanted.containsKey(key)).forEach(WatchKey::cancel);
        watched.clear();
        watched.putAll(wanted);
    }

    /** Once: the system's limit of watches, if it is that, is met at every look. A folder that is gone is no matter. */
    private void complain(Path folder, IOException problem) {
        if (!complained && Files.isDirectory(folder)) {
            complained = true;
            LOG.warn("No file events for {} ({}): it is looked at now and then", folder, problem.toString());
        }
    }

    /** The folders to watch, each with the names in it that matter. */
    private Map<Path, Set<String>> wantedNames() {
        Map<Path, Set<String>> wanted = new HashMap<>();
        follow(root, MOST_LINKS, wanted);
        for (String name : FOLDERS) {
            Path folder = root.resolve(name);
            follow(folder, MOST_LINKS, wanted);
            if (Files.isDirectory(folder)) {
                followLinksIn(folder, wanted);
            }
        }
        return wanted;
    }

    private static void followLinksIn(Path folder, Map<Path, Set<String>> wanted) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.yaml")) {
            for (Path file : files) {
                if (Files.isSymbolicLink(file)) {
                    follow(file, MOST_LINKS, wanted);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOG.debug("Links in {} are not followed: {}", folder, e.toString());
        }
    }

    /** Walks a path as the system does, and notes each folder in which a step of it is decided. */
    private static void follow(Path path, int linksLeft, Map<Path, Set<String>> wanted) {
        Path at = path.getRoot(); // never holds a link, so ".." can be taken at its word
        int steps = path.getNameCount();
        for (int step = 0; step < steps; step++) {
            Path name = path.getName(step);
            Path next = at.resolve(name).normalize();
            boolean link = Files.isSymbolicLink(next);
            boolean there = Files.exists(next, LinkOption.NOFOLLOW_LINKS);
            if (link || !there || step == steps - 1) {
                wanted.computeIfAbsent(at, folder -> new HashSet<>()).add(name.toString());
            }
            if (!there) {
                return;
            }
            if (link) {
                Path rest = step == steps - 1 ? at.getFileSystem().getPath("") : path.subpath(step + 1, steps);
                readLink(next)
                        .filter(target -> linksLeft > 0)
                        .ifPresent(target -> follow(next.resolveSibling(target).resolve(rest), linksLeft - 1, wanted));
                return;
            }
            at = next;
        }
        if (Files.isDirectory(at)) {
            wanted.computeIfAbsent(at, folder -> new HashSet<>()).add(ANY);
        }
    }

    private static Optional<Path> readLink(Path link) {
        try {
            return Optional.of(Files.readSymbolicLink(link));
        } catch (IOException e) {
            LOG.debug("The link {} is not followed: {}", link, e.toString());
            return Optional.empty();
        }
    }

    /** Ends the watch, and the waiting of whoever waits. */
    @Override
    public void close() {
        closed.countDown();
        if (service.isPresent()) {
            try {
                service.get().close();
            } catch (IOException e) {
                LOG.debug("The file events of {} did not close: {}", root, e.toString());
            }
        }
    }
}
