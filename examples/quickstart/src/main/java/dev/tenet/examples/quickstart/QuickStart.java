package dev.tenet.examples.quickstart;

import dev.tenet.rules.Layer;
import dev.tenet.rules.LiveRuleSet;
import dev.tenet.rules.Problem;
import dev.tenet.rules.ReloadEvent;
import dev.tenet.rules.RuleSet;
import dev.tenet.rules.RuleSetDiff;
import dev.tenet.rules.RuleSetException;
import dev.tenet.rules.routing.Assignment;
import dev.tenet.rules.routing.Fleet;
import dev.tenet.rules.routing.RouteExplanation;
import dev.tenet.rules.routing.RouteRequest;
import dev.tenet.rules.routing.Router;
import dev.tenet.rules.routing.Session;
import dev.tenet.rules.sla.SlaEvaluator;
import dev.tenet.rules.sla.SlaTask;
import dev.tenet.rules.sla.SlaTracker;
import dev.tenet.rules.sql.IndexDefinition;
import dev.tenet.rules.sql.PooledDatabase;
import dev.tenet.rules.sql.SqlTemplates;
import dev.tenet.rules.sql.TemplateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Loads the reference configuration, routes one task of every type over a small fleet, assigns, falls back, is told of a
 * mistake, changes a rule through an environment, watches a task run out of time, edits a rule while it runs, and asks a
 * database. The only argument is the configuration folder.
 */
public final class QuickStart {
    private QuickStart() {}

    public static void main(String[] args) throws IOException, InterruptedException, SQLException {
        Path config = Path.of(args.length > 0 ? args[0] : "examples/config");

        heading("Load " + config);
        RuleSet rules = RuleSet.load(config);
        System.out.println(rules);
        for (Problem problem : rules.problems()) {
            System.out.println(problem.summary());
        }

        heading("Route one task of each type, each with its reasons");
        Fleet fleet = smallFleet();
        Router router = Router.of(rules, fleet);
        for (String taskType : rules.routing().taskTypes()) {
            System.out.println(explain(router, taskType) + "\n");
        }

        heading("Assign: take a slot and a port, and give them back");
        try (Assignment first = router.assign(RouteRequest.of("ui_improvement"));
                Assignment second = router.assign(RouteRequest.of("ui_improvement"))) {
            System.out.println(first);
            System.out.println(second);
            System.out.println(held(fleet, "codex"));
        }
        System.out.println(held(fleet, "codex"));

        heading("Fall back: a type without a rule, then nobody free");
        System.out.println(explain(router, "translation"));
        fleet.sessions().forEach(session -> fleet.update(session.name(), it -> it.load(it.capacity())));
        System.out.println(explain(router, "bug_fix"));

        heading("Misspell a key");
        try {
            rules.with(Layer.of("edit", "environment_routing:\n  bug_fix:\n    prefered_sessions: [\"codex\"]\n"));
        } catch (RuleSetException e) {
            System.out.println(e.getMessage());
        }

        heading("Change rules for one environment: environments/qa.yaml");
        RuleSet qa = RuleSet.loader().environment("qa").load(config);
        System.out.println(RuleSetDiff.between(rules, qa));
        qa.provenance("environment_routing.bug_fix.requires_env").forEach(System.out::println);
        System.out.println(explain(Router.of(qa, smallFleet()), "bug_fix"));

        heading("Watch a deployment run out of time, on a clock that this program sets");
        watchDeployment(rules);

        heading("Edit a rule while the host runs");
        editLive(config);

        try (PooledDatabase database = TaskDatabase.create();
                SqlTemplates templates = SqlTemplates.of(rules, database)) {
            heading("Verify the queries on a database, and make the indexes that they declare");
            index(templates);
            heading("Ask the database by the names of queries");
            ask(templates);
            heading("Ask again: from the cache");
            askAgain(templates);
        }
    }

    private static void index(SqlTemplates templates) throws SQLException {
        for (Problem problem : templates.verify()) {
            System.out.println(problem.summary());
        }
        for (IndexDefinition made : templates.indexes().create()) {
            System.out.println("made " + made.name());
        }
        templates.indexUse().forEach((index, queries) -> System.out.println(index.name() + " serves " + queries));
        System.out.println(
                "differences from what is declared: " + templates.indexes().check());
    }

    private static void askAgain(SqlTemplates templates) {
        for (int round = 0; round < 3; round++) {
            templates.query("task_performance_by_type").maps();
        }
        System.out.println(templates.cache().statsByQuery().get("task_performance_by_type"));
    }

    /** The columns of {@code stats_dashboard}. */
    record Statistics(
            long pendingTasks,
            long activeTasks,
            long completedToday,
            long idleSessions,
            long workingSessions,
            long openErrors) {}

    private static void ask(SqlTemplates templates) {
        System.out.println(templates.query("stats_dashboard").one(Statistics.class));
        templates
                .query("tasks_by_status")
                .bind("status", "pending")
                .bind("limit", 2)
                .maps()
                .forEach(System.out::println);
        System.out.println(templates.query("tasks_pending_high_priority").maps().size() + " of high priority");
        templates.query("sessions_active").maps().forEach(System.out::println);
        templates.query("task_performance_by_type").maps().forEach(System.out::println);
        try {
            templates.query("tasks_by_status").bind("status", "pending").bind("limit", "many");
        } catch (TemplateException e) {
            System.out.println(e.getMessage());
        }
    }

    private static void watchDeployment(RuleSet rules) {
        Instant start = Instant.parse("2026-03-02T09:00:00Z");
        Instant[] now = {start};
        SlaTracker tracker = SlaTracker.builder(rules)
                .clock(() -> now[0])
                .listener(it -> System.out.println(
                        "  told at " + it.due() + ": " + it.rule().outcome()))
                .build();
        tracker.add("deploy-7", SlaTask.of("deploy", start));
        SlaEvaluator evaluator = SlaEvaluator.of(rules);
        for (int minutes : List.of(10, 22, 28, 31)) {
            now[0] = start.plus(Duration.ofMinutes(minutes));
            System.out.println(evaluator.evaluate("deploy", start, now[0]));
            tracker.fire();
        }
    }

    /** Follows a copy of the folder, as a host follows its own. */
    private static void editLive(Path config) throws IOException, InterruptedException {
        Path copy = Files.createTempDirectory("tenet-quickstart");
        try {
            copy(config, copy);
            BlockingQueue<ReloadEvent> events = new LinkedBlockingQueue<>();
            try (LiveRuleSet rules =
                    LiveRuleSet.builder(copy).listener(events::add).watch()) {
                SlaEvaluator evaluator = SlaEvaluator.of(rules);
                Instant start = Instant.parse("2026-03-02T09:00:00Z");
                Instant now = start.plus(Duration.ofMinutes(9));
                System.out.println(evaluator.evaluate("hotfix", start, now));

                Path file = copy.resolve("base/sla_rules.yaml");
                String text = Files.readString(file);
                String hotfix = "  hotfix: { target_minutes: 20, warning_percent: 50, critical_percent: 80 }\n\n";
                long edited = System.nanoTime();
                Files.writeString(file, text.replace("  deploy:\n", hotfix + "  deploy:\n"));
                System.out.println(Objects.requireNonNull(events.poll(30, TimeUnit.SECONDS), "no reload for 30 s"));
                System.out.println("in force " + (System.nanoTime() - edited) / 1_000_000 + " ms after the edit");
                System.out.println(evaluator.evaluate("hotfix", start, now));

                Files.writeString(file, text.replace("target_minutes: 30", "target_minutes: soon"));
                System.out.println(Objects.requireNonNull(events.poll(30, TimeUnit.SECONDS), "no reload for 30 s"));
                System.out.println("still: " + evaluator.evaluate("hotfix", start, now));
            }
        } finally {
            delete(copy);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }

    /** What a host feeds from its own heartbeats. */
    private static Fleet smallFleet() {
        Fleet fleet = Fleet.create();
        fleet.put(Session.of("dev_worker1", "claude").capacity(4).load(1));
        fleet.put(Session.of("dev_worker2", "claude").capacity(2).load(2));
        fleet.put(Session.of("codex", "codex").capacity(2));
        fleet.put(Session.of("claude_comet", "comet").health(Session.Health.UNHEALTHY));
        fleet.put(Session.of("architect", "claude").capacity(8));
        return fleet;
    }

    private static RouteExplanation explain(Router router, String taskType) {
        return router.explain(RouteRequest.of(taskType));
    }

    private static String held(Fleet fleet, String name) {
        Session session = fleet.find(name).orElseThrow();
        return name + " holds " + session.load() + " of " + session.capacity() + " tasks";
    }

    private static void heading(String text) {
        System.out.println("\n== " + text + " ==");
    }
}
