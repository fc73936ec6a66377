package dev.tenet.rules.bench;

import dev.tenet.rules.RuleSet;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * A first load in a fresh JVM, beside SnakeYAML Engine composing the same files in another. One shot a fork; start it
 * from the root of the repository.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(10)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class LoadBenchmark {
    private static final int MANY = 10_000;

    /** The reference configuration, or that many routing rules. */
    @Param({"reference", "10000 rules"})
    public String configuration = "";

    private Path folder = Path.of("");

    @Setup
    public void write() throws IOException {
        if (configuration.equals("reference")) {
            folder = Path.of("examples", "config");
            return;
        }
        folder = Files.createTempDirectory("tenet-bench");
        Path file = Files.createDirectory(folder.resolve("base")).resolve("routing_rules.yaml");
        Files.writeString(file, manyRules());
        for (Path written : List.of(file, file.getParent(), folder)) {
            written.toFile().deleteOnExit();
        }
    }

    /** Reads, merges, checks and binds. */
    @Benchmark
    public RuleSet load() {
        return RuleSet.load(folder);
    }

    /** Only composes nodes: the least that any reader of the same text must do. */
    @Benchmark
    public List<Optional<Node>> compose() throws IOException {
        List<Optional<Node>> documents = new ArrayList<>();
        for (String layer : List.of("base", "local")) {
            Path files = folder.resolve(layer);
            if (Files.isDirectory(files)) {
                try (Stream<Path> found = Files.list(files)) {
                    for (Path file : found.sorted().toList()) {
                        documents.add(compose(file));
                    }
                }
            }
        }
        return documents;
    }

    private static Optional<Node> compose(Path file) throws IOException {
        LoadSettings settings =
                LoadSettings.builder().setCodePointLimit(64 << 20).build();
        try (InputStream in = Files.newInputStream(file)) {
            return new Compose(settings).composeInputStream(in);
        }
    }

    private static String manyRules() {
        StringBuilder text = new StringBuilder("version: \"1.0\"\nenvironment_routing:\n");
        for (int i = 0; i < MANY; i++) {
            text.append("  task_type_").append(i).append(":\n");
            text.append("    requires_env: true\n");
            text.append("    preferred_sessions: [\"worker_").append(i % 97).append("\", \"worker_");
            text.append(i % 89).append("x\"]\n");
            text.append("    port_range: [6001, 6010]\n");
            text.append("    auto_create_env: true\n");
            text.append("    merge_via_pr: true\n");
            text.append("    priority: ").append(i % 10).append('\n');
            text.append("    timeout_minutes: ").append(30 + i % 60).append('\n');
        }
        return text.toString();
    }
}
