package dev.tenet.rules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A folder of rules whose one interesting value is the target of {@code shell} in minutes, and who listens to it. */
final class LiveFolder implements Consumer<ReloadEvent> {
    static final Duration SOON = Duration.ofMillis(20);
    static final Duration NEVER = Duration.ofDays(1);
    private static final long PATIENCE_SECONDS = 30;

    final Path root;
    final BlockingQueue<ReloadEvent> events = new LinkedBlockingQueue<>();

    LiveFolder(Path root) {
        this.root = root;
    }

    static String sla(int minutes) {
        return "version: \"1.0\"\nsla_targets:\n  shell: {target_minutes: " + minutes
                + ", warning_percent: 80, critical_percent: 95}\n";
    }

    static int minutes(RuleSet rules) {
        return Integer.parseInt(
                rules.value("sla_targets.shell.target_minutes").orElseThrow().toString());
    }

    /** Writes a file in place. */
    LiveFolder write(String name, String text) {
        try {
            Path file = root.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    LiveFolder target(int minutes) {
        return write("base/sla_rules.yaml", sla(minutes));
    }

    /** Writes beside the file and renames, as most editors do. */
    void replace(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Path fresh = file.resolveSibling("." + file.getFileName() + ".swp");
        Files.writeString(fresh, text);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Looks only when it is told to: by file events, or by {@code reload()}. */
    LiveRuleSet.Builder byEvents() {
        return LiveRuleSet.builder(root).debounce(SOON).polling(NEVER).listener(this);
    }

    /** Has no file events. */
    LiveRuleSet.Builder byPolling() {
        return LiveRuleSet.builder(root)
                .debounce(SOON)
                .polling(SOON)
                .withoutEvents()
                .listener(this);
    }

    @Override
    public void accept(ReloadEvent event) {
        events.add(event);
    }

    /** The next event of a kind, which must be the next of all. */
    <T extends ReloadEvent> T next(Class<T> kind) throws InterruptedException {
        ReloadEvent event = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (!kind.isInstance(event)) {
            throw new AssertionError("got " + event + ", want " + kind.getSimpleName());
        }
        return kind.cast(event);
    }

    int nextApplied() throws InterruptedException {
        return minutes(next(ReloadEvent.Applied.class).rules());
    }

    static List<String> codes(List<Problem> problems) {
        return problems.stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .map(Problem::code)
                .toList();
    }
}
