package dev.tenet.rules.bench;

import dev.tenet.rules.LiveRuleSet;
import dev.tenet.rules.ReloadEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a reload takes in a warm process, from reading the folder to the swap. {@link #main} measures what an editor
 * sees: the time from a saved file to the rule in force.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 20)
@Measurement(iterations = 20)
public class ReloadBenchmark {
    private static final int EDITS = 50;

    /** How many routing rules the folder has beside the one that is edited. */
    @Param({"10", "10000"})
    public int rules;

    private final EditedFolder folder = new EditedFolder();
    private Optional<LiveRuleSet> live = Optional.empty();
    private int edits;

    /** Loads the folder. */
    @Setup
    public void load() throws IOException {
        folder.write(rules, 0);
        live = Optional.of(LiveRuleSet.builder(folder.root)
                .polling(Duration.ofDays(1))
                .debounce(Duration.ofDays(1)) // only reload() reloads
                .watch());
    }

    /** Changes one value. */
    @Setup(Level.Invocation)
    public void edit() throws IOException {
        folder.write(rules, ++edits);
    }

    /** Stops watching. */
    @TearDown
    public void close() {
        live.ifPresent(LiveRuleSet::close);
    }

    /** Reads, loads, compares and swaps. */
    @Benchmark
    public Optional<ReloadEvent> reload() {
        return live.orElseThrow().reload();
    }

    /** Edits a file again and again, and waits each time until {@code current()} shows it. */
    public static void main(String[] args) throws IOException {
        for (int rules : new int[] {10, 10_000}) {
            EditedFolder folder = new EditedFolder();
            folder.write(rules, 0);
            List<Long> nanos = new ArrayList<>();
            try (LiveRuleSet live = LiveRuleSet.watch(folder.root)) {
                for (int edit = 1; edit <= EDITS; edit++) {
                    folder.write(rules, edit);
                    long saved = System.nanoTime();
                    while (minutes(live) != edit + 1) {
                        LockSupport.parkNanos(100_000);
                    }
                    nanos.add(System.nanoTime() - saved);
                }
            }
            nanos.sort(null);
            System.out.printf(
                    Locale.ROOT,
                    "%6d rules, %d edits: median %.0f ms, slowest %.0f ms%n",
                    rules,
                    EDITS,
                    nanos.get(EDITS / 2) / 1e6,
                    nanos.get(EDITS - 1) / 1e6);
        }
    }

    private static long minutes(LiveRuleSet live) {
        return live.current()
                .routing()
                .rule("edited")
                .orElseThrow()
                .timeout()
                .orElseThrow()
                .toMinutes();
    }

    /** A folder of rules of which one value is edited, saved as most editors do. */
    private static final class EditedFolder {
        private final Path root;
        private final Path file;

        EditedFolder() {
            try {
                root = Files.createTempDirectory("tenet-bench");
                file = Files.createDirectory(root.resolve("base")).resolve("routing_rules.yaml");
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
            List.of(root, file.getParent(), file)
                    .forEach(written -> written.toFile().deleteOnExit());
        }

        void write(int rules, int minutes) throws IOException {
            Path fresh = root.resolve("fresh");
            Files.writeString(
                    fresh,
                    LoadBenchmark.manyRules(rules, "")
                            + "  edited: {requires_env: false, preferred_sessions: [], merge_via_pr: true, priority: 1,"
                            + " timeout_minutes: " + (minutes + 1) + "}\n");
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        }
    }
}
