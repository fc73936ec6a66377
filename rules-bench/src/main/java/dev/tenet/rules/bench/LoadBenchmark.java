package dev.tenet.rules.bench;

import dev.tenet.rules.RuleSet;
import dev.tenet.rules.routing.Fleet;
import dev.tenet.rules.routing.RouteDecision;
import dev.tenet.rules.routing.RouteRequest;
import dev.tenet.rules.routing.Router;
import dev.tenet.rules.routing.Session;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
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
 * What a fresh JVM takes: to load 10,000 routing rules, each with a condition, beside SnakeYAML Engine composing the
 * same text, and to reach its first decision on the reference configuration. One shot a fork; start it from the root of
 * the repository.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(15)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class LoadBenchmark {
    private static final int RULES = 10_000;
    private static final Path REFERENCE = Path.of("examples", "config");

    /** A folder with the one file of many rules. */
    @State(Scope.Benchmark)
    public static class ManyRules {
        /** What the conditions begin with: nothing, or the task type, which the analysis knows for each rule. */
        @Param({"", "task_type <> 'other' AND "})
        private String first = "";

        private Path folder = Path.of("");
        private Path file = Path.of("");

        /** Writes it. */
        @Setup
        public void write() throws IOException {
            folder = Files.createTempDirectory("tenet-bench");
            file = Files.createDirectory(folder.resolve("base")).resolve("routing_rules.yaml");
            Files.writeString(file, manyRules(RULES, first));
            for (Path written : List.of(folder, file.getParent(), file)) {
                written.toFile().deleteOnExit();
            }
        }
    }

    /** Reads, merges, checks and binds 10,000 rules. */
    @Benchmark
    public RuleSet load(ManyRules many) {
        return RuleSet.load(many.folder);
    }

    /** Only composes nodes: the least that any reader of the same text must do. */
    @Benchmark
    public Optional<Node> compose(ManyRules many) throws IOException {
        LoadSettings settings =
                LoadSettings.builder().setCodePointLimit(64 << 20).build();
        try (InputStream in = Files.newInputStream(many.file)) {
            return new Compose(settings).composeInputStream(in);
        }
    }

    /** From nothing to the first decision; an empty {@code main} takes no time at all in this measure. */
    @Benchmark
    public RouteDecision firstDecision() {
        RuleSet rules = RuleSet.load(REFERENCE);
        Fleet fleet = Fleet.create();
        fleet.put(Session.of("codex", "codex"));
        return Router.of(rules, fleet).route(RouteRequest.of("bug_fix").priority(9));
    }

    /**
     * A file of so many routing rules, each with a condition.
     *
     * @param first what each condition begins with
     */
    static String manyRules(int count, String first) {
        StringBuilder text = new StringBuilder("version: \"1.0\"\nenvironment_routing:\n");
        for (int i = 0; i < count; i++) {
            text.append("  task_type_").append(i).append(":\n");
            text.append("    when: \"").append(first).append("priority >= ").append(i % 10);
            text.append(" AND request.region IN ('eu', 'us')\"\n");
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
