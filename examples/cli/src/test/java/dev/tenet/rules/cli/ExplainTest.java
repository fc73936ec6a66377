package dev.tenet.rules.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ExplainTest {
    @TempDir
    Path folder;

    @Test
    void aRouteGoesToTheFirstPreferredSessionWhereNobodySaysWhatIsRunning() {
        Run run = explain("route", "bug_fix", "--priority", "12");
        assertThat(run.exit()).isEqualTo(Exit.OK);
        assertThat(run.out())
                .startsWith("bug_fix -> dev_worker2: priority 12, urgent")
                .contains("note: no --fleet given");
    }

    @Test
    void aRouteOverAFleetSaysWhyTheOthersWerePassedOver() throws Exception {
        Path fleet = Files.writeString(folder.resolve("fleet.yaml"), """
                fleet:
                  dev_worker2: { provider: claude, load: 1 }
                  codex: { provider: codex, capacity: 2, load: 1, status: working }
                """);
        Run run = explain("route", "bug_fix", "--fleet", fleet.toString());
        assertThat(run.out())
                .startsWith("bug_fix -> codex")
                .contains("dev_worker2  is full")
                .doesNotContain("note");
        JsonNode json = JsonMapper.shared()
                .readTree(explain("route", "bug_fix", "--fleet", fleet.toString(), "-f", "json")
                        .out());
        assertThat(json.get("session").asString()).isEqualTo("codex");
        assertThat(json.at("/candidates/0/passed_over").asString()).isEqualTo("full");
    }

    @Test
    void aMistakeInTheFleetIsToldWithItsPlace() throws Exception {
        Path fleet = Files.writeString(folder.resolve("fleet.yaml"), "fleet:\n  codex: { provder: codex }\n");
        Run run = Run.in(
                folder,
                "explain",
                "route",
                "bug_fix",
                "--fleet",
                "fleet.yaml",
                "-c",
                Run.PROJECT.resolve("examples/config").toString());
        assertThat(run.exit()).isEqualTo(Exit.FOUND);
        assertThat(run.err())
                .contains("fleet.yaml:2:12: error[unknown-key]: \"provder\"")
                .contains("did you mean \"provider\"?");
        assertThat(explain("route", "bug_fix", "--fleet", fleet + "x").err()).contains("got nothing at ");
    }

    @Test
    void anUnknownTaskTypeIsRoutedByTheFallbacksAndGetsASuggestion() {
        Run run = explain("route", "bug_fx");
        assertThat(run.exit()).isEqualTo(Exit.OK);
        assertThat(run.out())
                .startsWith("bug_fx -> dev_worker1")
                .contains("note: got \"bug_fx\", which is not a task type here; did you mean \"bug_fix\"?");
    }

    @Test
    void attributesAreReadByTheirForm() throws Exception {
        Path base = Files.createDirectories(folder.resolve("config/base"));
        Files.writeString(base.resolve("routing.yaml"), """
                version: "1.0"
                environment_routing:
                  review:
                    when: "request.lines > 10 AND request.wait >= 1h AND request.team = 'core' AND request.draft = FALSE"
                    requires_env: false
                    preferred_sessions: [ada]
                    merge_via_pr: true
                    priority: 5
                    timeout_minutes: 30
                """);
        Run run = Run.in(
                folder,
                "explain",
                "route",
                "review",
                "--attribute",
                "lines=11",
                "--attribute",
                "wait=90m",
                "--attribute",
                "team=core",
                "--attribute",
                "draft=false");
        assertThat(run.out()).startsWith("review -> ada");
    }

    @Test
    void aDecisionAnswersWithTheValuesThatItsRulesSaw() {
        Run run = explain("decision", "review_policy", "--fact", "changed_lines=600", "--fact", "task_type=bug_fix");
        assertThat(run.exit()).isEqualTo(Exit.OK);
        assertThat(run.out())
                .startsWith("review_policy = {\"reviewers\": 2, \"security_review\": false}\n")
                .contains("decided by large_change")
                .contains("changed_lines = 600");
        JsonNode json = JsonMapper.shared()
                .readTree(explain("decision", "review_policy", "--fact", "changed_lines=600", "-f", "json")
                        .out());
        assertThat(json.at("/answers/0/reviewers").asInt()).isEqualTo(2);
        assertThat(json.at("/rules/0/verdict").asString()).isEqualTo("unknown");
        assertThat(json.at("/rules/1/decides").asBoolean()).isTrue();
        assertThat(json.at("/rules/1/file").asString()).isEqualTo("examples/config/base/decisions.yaml");
    }

    @Test
    void whatIsMisspeltGetsASuggestion() {
        Run decision = explain("decision", "reviw_policy");
        assertThat(decision.exit()).isEqualTo(Exit.USAGE);
        assertThat(decision.err()).contains("did you mean \"review_policy\"?");
        Run fact = explain("decision", "review_policy", "--fact", "changed_line=6");
        assertThat(fact.exit()).isEqualTo(Exit.USAGE);
        assertThat(fact.err()).contains("did you mean \"changed_lines\"?");
    }

    @Test
    void aFactOfAnotherTypeIsAWrongUsage() {
        Run run = explain("decision", "review_policy", "--fact", "changed_lines=many");
        assertThat(run.exit()).isEqualTo(Exit.USAGE);
        assertThat(run.err()).startsWith("tenet: --fact changed_lines: got \"many\", want a whole number\n");
    }

    @Test
    void aTaskStandsAgainstItsTarget() {
        Run run = explain("sla", "deploy", "--elapsed", "27m");
        assertThat(run.exit()).isEqualTo(Exit.OK);
        assertThat(run.out())
                .startsWith("deploy: CRITICAL, 90.0 %")
                .contains("deadline 2026-03-02T12:03:00Z")
                .contains("escalation alert_user");
        Run same = explain("sla", "deploy", "--started", "2026-03-02T11:33:00Z", "--now", "2026-03-02 12:00:00");
        assertThat(same).isEqualTo(run);
    }

    @Test
    void aTypeWithoutATargetSaysThatTheDefaultCounts() {
        Run run = explain("sla", "deplyo", "--elapsed", "1m", "-f", "text");
        assertThat(run.out())
                .contains("note: the target is that of \"default\"")
                .contains("did you mean \"deploy\"?");
    }

    @Test
    void oneOfElapsedAndStartedMustBeGiven() {
        assertThat(explain("sla", "deploy").exit()).isEqualTo(Exit.USAGE);
        assertThat(explain("sla", "deploy", "--elapsed", "1m", "--started", "2026-03-02")
                        .exit())
                .isEqualTo(Exit.USAGE);
        assertThat(explain("sla", "deploy", "--elapsed", "soon").err())
                .startsWith("tenet: --elapsed: got \"soon\", want a duration such as 25m or 1h30m");
    }

    @Test
    void rulesThatCannotBeLoadedAreToldInTheFormThatWasAskedFor() {
        String bad = "rules-core/src/test/resources/load/bad-colour";
        Run text = Run.of("explain", "route", "x", "-c", bad);
        assertThat(text.exit()).isEqualTo(Exit.FOUND);
        assertThat(text.out()).isEmpty();
        assertThat(text.err()).contains(bad + "/base/ui.yaml:6:16: error[bad-format]");
        Run json = Run.of("explain", "route", "x", "-c", bad, "-f", "json");
        assertThat(json.exit()).isEqualTo(Exit.FOUND);
        assertThat(JsonMapper.shared().readTree(json.out()).get("errors").asInt())
                .isEqualTo(3);
    }

    private static Run explain(String... args) {
        String[] all = new String[args.length + 3];
        all[0] = "explain";
        System.arraycopy(args, 0, all, 1, args.length);
        all[args.length + 1] = "-c";
        all[args.length + 2] = "examples/config";
        return Run.of(all);
    }
}
