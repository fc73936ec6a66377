package dev.tenet.rules.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidateTest {
    private static final String SPECIFICATION = "rules-core/src/test/resources/spec";
    private static final String WARNINGS = "rules-core/src/test/resources/load/excluded-session";

    private static final String SNAPSHOT = """
            database_snapshot:
              database: main
              dialect: postgresql
              tables: { tasks: { columns: { id: integer not null, status: string } } }""";

    @TempDir
    Path folder;

    @Test
    void theReferenceConfigurationIsValidUnderEveryEnvironment() {
        Run run = Run.of("validate", "examples/config", "--all-environments", "--strict");
        assertThat(run).isEqualTo(new Run(Exit.OK, "examples/config: valid\n", ""));
    }

    @Test
    void warningsOfTheSpecificationsConfigurationDoNotFail() {
        Run run = Run.of("validate", SPECIFICATION);
        assertThat(run.exit()).isEqualTo(Exit.OK);
        assertThat(run.out())
                .contains(SPECIFICATION + "/base/routing_rules.yaml:40:26: warning[excluded-session]")
                .contains("tasks_by_id")
                .endsWith("warnings\n");
    }

    @Test
    void withStrictAWarningFails() {
        assertThat(Run.of("validate", WARNINGS).exit()).isEqualTo(Exit.OK);
        Run strict = Run.of("validate", WARNINGS, "--strict");
        assertThat(strict.exit()).isEqualTo(Exit.FOUND);
        assertThat(strict.out()).contains("error[excluded-session]").endsWith(": 2 errors\n");
    }

    @Test
    void aFolderThatIsNotThereIsAProblemLikeAnyOther() {
        Run run = Run.of("validate", "examples/confg");
        assertThat(run.exit()).isEqualTo(Exit.FOUND);
        assertThat(run.out()).startsWith("examples/confg: error[no-folder]");
    }

    @Test
    void aMisspeltEnvironmentGetsASuggestion() {
        Run run = Run.of("validate", "examples/config", "-e", "prodution");
        assertThat(run.exit()).isEqualTo(Exit.FOUND);
        assertThat(run.out()).contains("did you mean \"production\"?");
    }

    @Test
    void aMistakeOfTheBaseIsSaidOnceHoweverManyEnvironmentsAreChecked() throws Exception {
        write("base/ui.yaml", "theme: { colors: { status: { planned: red } } }");
        write("environments/a.yaml", "");
        write("environments/b.yaml", "");
        Run run = Run.in(folder, "validate", ".", "--all-environments");
        assertThat(run.out()).containsOnlyOnce("error[bad-format]").endsWith(".: 1 error\n");
    }

    @Test
    void aWrongOptionIsAWrongUsageWithASuggestionAndWithoutAStackTrace() {
        Run run = Run.of("validate", "--strikt");
        assertThat(run.exit()).isEqualTo(Exit.USAGE);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("--strikt").contains("--strict").doesNotContain("\tat ");
    }

    @Test
    void aWrongFormatIsAWrongUsageThatListsTheFormats() {
        Run run = Run.of("validate", "--format", "xml");
        assertThat(run.exit()).isEqualTo(Exit.USAGE);
        assertThat(run.err()).contains("text, json, sarif, github");
    }

    @Test
    void withoutACommandTheUsageIsPointedAt() {
        Run run = Run.of();
        assertThat(run.exit()).isEqualTo(Exit.USAGE);
        assertThat(run.err()).isEqualTo("tenet: want a command\nTry \"tenet --help\".\n");
    }

    @Test
    void aFaultOfTheProgramHasAnExitCodeOfItsOwn() {
        Surroundings broken = new Surroundings(Run.PROJECT, () -> {
            throw new IllegalStateException("no clock");
        });
        Run run = Run.run(
                Tenet.commandLine(broken), "explain", "sla", "deploy", "--elapsed", "25m", "-c", "examples/config");
        assertThat(run.exit()).isEqualTo(Exit.UNEXPECTED);
        assertThat(run.err()).contains("please report it").contains("no clock");
    }

    @Test
    void nothingIsColouredUnlessTheOutputIsATerminal() {
        String escape = "\u001b[";
        Run plain = Run.of("validate", WARNINGS);
        Run coloured = Run.coloured("validate", WARNINGS);
        assertThat(plain.out()).doesNotContain(escape);
        assertThat(coloured.out()).contains(escape + "1m");
        assertThat(coloured.out().replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(plain.out());
    }

    @Test
    void workflowCommandsEscapeWhatWouldEndThem() throws Exception {
        write("base/50%,a:b.yaml", "theme: { colors: { status: { planned: \"100%::x\" } } }");
        Run run = Run.in(folder, "validate", ".", "--format", "github");
        assertThat(run.out())
                .startsWith("::error file=base/50%25%2Ca%3Ab.yaml,line=2,col=39,title=bad-format::")
                .contains("100%25::x");
    }

    @Test
    void queriesThatFitTheTablesOfTheirDatabaseAreValid() throws Exception {
        write("base/q.yaml", "queries: { q: { sql: \"SELECT t.id FROM tasks t WHERE t.status = 'x'\" } }");
        write("main.snapshot.yaml", SNAPSHOT);
        assertThat(Run.in(folder, "validate", ".", "--strict", "--snapshot", "main.snapshot.yaml"))
                .isEqualTo(new Run(Exit.OK, ".: valid\n", ""));
    }

    @Test
    void anEnvironmentsQueryIsCheckedAgainstTheTablesToo() throws Exception {
        write("base/q.yaml", "queries: { q: { sql: SELECT id FROM tasks } }");
        write("environments/qa.yaml", "queries: { q: { sql: SELECT id FROM taks } }");
        write("main.snapshot.yaml", SNAPSHOT);
        assertThat(Run.in(folder, "validate", ".", "-s", "main.snapshot.yaml").exit())
                .isEqualTo(Exit.OK);
        assertThat(Run.in(folder, "validate", ".", "-s", "main.snapshot.yaml", "-e", "qa")
                        .out())
                .contains("environments/qa.yaml:2:37: error[unknown-table]");
    }

    @Test
    void withStrictASnapshotThatNoQueryNamesFails() throws Exception {
        write("base/q.yaml", "queries: { q: { sql: SELECT id FROM tasks } }");
        write("s.yaml", SNAPSHOT.replace("main", "mian"));
        assertThat(Run.in(folder, "validate", ".", "-s", "s.yaml").exit()).isEqualTo(Exit.OK);
        assertThat(Run.in(folder, "validate", ".", "-s", "s.yaml", "--strict"))
                .isEqualTo(new Run(
                        Exit.FOUND,
                        "s.yaml: error[unused-snapshot]: it is of the database \"mian\", which no query and no index"
                                + " names; did you mean \"main\"?\n\n.: 1 error\n",
                        ""));
    }

    @Test
    void aSnapshotIsInUseIfAQueryOfAnyEnvironmentNamesItsDatabase() throws Exception {
        write("base/q.yaml", "queries: { q: { sql: SELECT id FROM tasks } }");
        write("environments/prod.yaml", "queries: { old: { sql: SELECT id FROM tasks, database: archive } }");
        write("environments/qa.yaml", "queries: { q: { sql: SELECT id FROM tasks WHERE id = 1 } }");
        write("archive.yaml", SNAPSHOT.replace("main", "archive"));
        assertThat(Run.in(folder, "validate", ".", "--all-environments", "--strict", "-s", "archive.yaml"))
                .isEqualTo(new Run(Exit.OK, ".: valid\n", ""));
        assertThat(Run.in(folder, "validate", ".", "-e", "qa", "-s", "archive.yaml")
                        .out())
                .containsOnlyOnce("warning[unused-snapshot]");
    }

    @Test
    void aMistakeInASnapshotIsAProblemLikeAnyOther() throws Exception {
        write("config/base/q.yaml", "queries: { q: { sql: SELECT id FROM tasks } }");
        write("db/s.yaml", SNAPSHOT.replace("id: integer", "id: int"));
        Run run = Run.in(folder, "validate", "-s", "db/s.yaml");
        assertThat(run.exit()).isEqualTo(Exit.FOUND);
        assertThat(run.out()).startsWith("db/s.yaml:5:37: error[bad-format]").endsWith("config: 1 error\n");
    }

    @Test
    void aSnapshotThatIsNotThereOrGivenTwiceIsAWrongUsage() throws Exception {
        write("s.yaml", SNAPSHOT);
        write("t.yaml", SNAPSHOT);
        assertThat(Run.in(folder, "validate", "-s", "u.yaml"))
                .isEqualTo(new Run(
                        Exit.USAGE,
                        "",
                        "tenet: got nothing at u.yaml, want a snapshot of a database\n"
                                + "Try \"tenet validate --help\".\n"));
        assertThat(Run.in(folder, "validate", "-s", "s.yaml", "-s", "t.yaml").err())
                .startsWith("tenet: s.yaml and t.yaml are both of the database \"main\", want one of each\n");
    }

    private void write(String file, String text) throws Exception {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, "version: \"1.0\"\n" + text + "\n");
    }
}
