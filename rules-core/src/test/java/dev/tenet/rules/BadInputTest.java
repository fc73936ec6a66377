package dev.tenet.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever stands on disk, a load ends soon with located problems. The timeout catches a hang, not slowness. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BadInputTest {
    private static final Limits SMALL = new Limits(1 << 20, 100, 10_000, 20, 50);

    @TempDir
    Path folder;

    private TestConfig config;

    @BeforeEach
    void start() {
        config = new TestConfig(folder);
    }

    private void assertRefused(String code, String place) {
        assertRefused(RuleSet.loader(), code, place);
    }

    private void assertRefused(RuleSetLoader loader, String code, String place) {
        assertThatThrownBy(() -> loader.load(folder))
                .isInstanceOfSatisfying(
                        RuleSetException.class,
                        e -> assertThat(e.problems())
                                .filteredOn(problem -> problem.severity() == Severity.ERROR)
                                .extracting(problem -> problem.code() + " " + problem.location())
                                .containsExactly(code + " " + place));
    }

    private TestConfig text(String text) {
        return config.bytes("base/a.yaml", text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void emptyFile() {
        text("");
        assertRefused("empty-file", "base/a.yaml:1:1");
    }

    @Test
    void commentsOnly() {
        text("# nothing here\n---\n");
        assertRefused("empty-file", "base/a.yaml:1:1");
    }

    @Test
    void aListInsteadOfSections() {
        text("- a\n- b\n");
        assertRefused("wrong-type", "base/a.yaml:1:1");
    }

    @Test
    void binaryFile() {
        config.bytes("base/a.yaml", new byte[] {'P', 'K', 3, 4, '\n', 0, 0, 1});
        assertRefused("not-text", "base/a.yaml:2:1");
    }

    @Test
    void aControlCharacter() {
        text("version: \"1.0\"\nthings: a\u0001b\n");
        assertRefused("not-text", "base/a.yaml:2:10");
    }

    @Test
    void notUtf8() {
        config.bytes("base/a.yaml", "version: \"1.0\"\ntitle: caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
        assertRefused("wrong-encoding", "base/a.yaml:2:11");
    }

    @Test
    void cutInTheMiddleOfACharacter() {
        config.bytes("base/a.yaml", new byte[] {'a', ':', ' ', (byte) 0xE2, (byte) 0x82});
        assertRefused("wrong-encoding", "base/a.yaml:1:4");
    }

    @Test
    void utf16() {
        config.bytes("base/a.yaml", "version: \"1.0\"\n".getBytes(StandardCharsets.UTF_16));
        assertRefused("wrong-encoding", "base/a.yaml:1:1");
    }

    @Test
    void byteOrderMark() {
        text("\uFEFFversion: \"1.0\"\n");
        assertRefused("byte-order-mark", "base/a.yaml:1:1");
    }

    @Test
    void tabs() {
        text("version: \"1.0\"\nthings:\n\ta: 1\n");
        assertRefused("yaml-syntax", "base/a.yaml:3:1");
        assertThat(config.problems().get(0).hint()).isEqualTo("indent with spaces, not tabs");
    }

    @Test
    void duplicateKeysAreAllReportedWithTheFirstOne() {
        text("version: \"1.0\"\nthings:\n  a: 1\n  b: 2\n  a: 3\n  a: 4\n");
        assertThat(config.problems())
                .extracting(Problem::summary)
                .containsExactly(
                        "base/a.yaml:2:1: info[untyped-section]: \"things\" is kept as data: no module here types it;"
                                + " register a RuleSection to have it checked",
                        "base/a.yaml:5:3: error[duplicate-key]: the key \"a\" stands in this map already;"
                                + " keep one of the two",
                        "base/a.yaml:6:3: error[duplicate-key]: the key \"a\" stands in this map already;"
                                + " keep one of the two");
        assertThat(config.problems().get(1).related())
                .containsExactly(new Problem.Related(new SourceLocation("base", "base/a.yaml", 3, 3), "the first one"));
    }

    @Test
    void mergeKey() {
        text("version: \"1.0\"\nthings:\n  a: &a {x: 1}\n  b:\n    <<: *a\n");
        assertRefused("merge-key", "base/a.yaml:5:5");
    }

    @Test
    void aMapAsAKey() {
        text("version: \"1.0\"\n{a: b}: c\n");
        assertRefused("key-not-text", "base/a.yaml:2:1");
    }

    @Test
    void nullAsAKey() {
        text("version: \"1.0\"\n~: c\n");
        assertRefused("key-not-text", "base/a.yaml:2:1");
    }

    @Test
    void severalDocuments() {
        text("version: \"1.0\"\n---\nversion: \"1.0\"\n");
        assertRefused("several-documents", "base/a.yaml:2:1");
    }

    @Test
    void aForeignVersionOfYaml() {
        text("# %YAML 2.0\n%YAML 2.0\n---\nversion: \"1.0\"\n");
        assertRefused("yaml-syntax", "base/a.yaml:2:1");
        assertThat(config.problems().get(0).message()).isEqualTo("got YAML 2.0, want YAML 1.2");
        text("%YAML 1.2\n---\nversion: \"1.0\"\n");
        assertThat(config.problems()).isEmpty();
    }

    @Test
    void foreignTags() {
        text("version: \"1.0\"\nthings: !!java.net.URL [\"http://localhost\"]\n");
        assertRefused("unknown-tag", "base/a.yaml:2:9");
        text("version: \"1.0\"\nthings: !ENV ${HOME}\n");
        assertRefused("unknown-tag", "base/a.yaml:2:9");
    }

    @Test
    void aForeignTagOnAKey() {
        text("version: \"1.0\"\nthings: {!secret a: 1}\n");
        assertRefused("unknown-tag", "base/a.yaml:2:10");
    }

    @Test
    void anUnknownAlias() {
        text("version: \"1.0\"\nthings: *nowhere\n");
        assertRefused("unknown-alias", "base/a.yaml:2:9");
    }

    @Test
    void anAliasInsideItsOwnAnchor() {
        text("version: \"1.0\"\nthings: &a\n  - *a\n");
        assertRefused("unknown-alias", "base/a.yaml:3:5");
    }

    @Test
    void aliasBomb() {
        StringBuilder bomb = new StringBuilder("version: \"1.0\"\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            bomb.append("a" + i + ": &a" + i + " [");
            bomb.append(("*a" + (i - 1) + ", ").repeat(9)).append("*a" + (i - 1) + "]\n");
        }
        text(bomb.toString());
        assertRefused(RuleSet.loader(), "too-many-repeated", "base/a.yaml:6:45");
    }

    @Test
    void aliasesThatRepeatTooMuch() {
        text("version: \"1.0\"\na: &a 1\nb: [" + "*a, ".repeat(50) + "*a]\n");
        assertRefused(RuleSet.loader().limits(SMALL), "too-many-repeated", "base/a.yaml:3:205");
    }

    @Test
    void anAliasThatNestsTooDeep() {
        text("version: \"1.0\"\na: &a " + "[".repeat(18) + "]".repeat(18) + "\nb: [*a]\nc: [[*a]]\n");
        assertRefused(RuleSet.loader().limits(SMALL), "too-deep", "base/a.yaml:4:6");
    }

    @Test
    void nestedTooDeepInFlowStyle() {
        text("version: \"1.0\"\nthings: " + "[".repeat(1_000_000));
        assertRefused("too-deep", "base/a.yaml:2:72");
    }

    @Test
    void nestedTooDeepInBlockStyle() {
        StringBuilder deep = new StringBuilder("version: \"1.0\"\n");
        for (int i = 0; i < 3_000; i++) {
            deep.append(" ".repeat(i)).append("a:\n");
        }
        text(deep.toString());
        assertRefused("too-deep", "base/a.yaml:66:65");
    }

    @Test
    void theDeepestAllowedLoads() {
        text("version: \"1.0\"\nthings: " + "[".repeat(499) + "]".repeat(499) + "\n");
        assertThat(RuleSet.loader()
                        .limits(Limits.DEFAULT.withDepth(500))
                        .load(folder)
                        .value("things"))
                .isPresent();
    }

    @Test
    void tooManyBytes() {
        text("version: \"1.0\"\n" + "#".repeat(1 << 20));
        assertRefused(RuleSet.loader().limits(SMALL), "too-large", "base/a.yaml");
    }

    @Test
    void tooManyBytesInAllFilesTogether() {
        config.file("base/a.yaml", "#".repeat(600_000)).file("base/b.yaml", "#".repeat(600_000));
        assertRefused(RuleSet.loader().limits(SMALL), "too-large", "base/b.yaml");
    }

    @Test
    void textTaggedAsANumber() {
        text("version: \"1.0\"\nthings: !!int abc\n");
        assertRefused("wrong-type", "base/a.yaml:2:9");
    }

    @Test
    void tooManyValues() {
        text("version: \"1.0\"\nthings: [" + "1, ".repeat(10_000) + "1]\n");
        assertRefused(RuleSet.loader().limits(SMALL), "too-many-values", "base/a.yaml:2:29995");
    }

    @Test
    void tooManyFiles() {
        for (int i = 0; i < 101; i++) {
            config.file("base/f" + i + ".yaml", "");
        }
        assertRefused(RuleSet.loader().limits(SMALL), "too-many-files", "base");
    }

    @Test
    void aNumberBeyond64Bits() {
        text("version: \"1.0\"\nthings: 9223372036854775808\n");
        assertRefused("number-too-large", "base/a.yaml:2:9");
    }

    @Test
    void notANumber() {
        text("version: \"1.0\"\nthings: [1, .inf]\n");
        assertRefused("number-too-large", "base/a.yaml:2:13");
    }

    @Test
    void missingVersion() {
        text("things: 1\n");
        assertRefused("missing-key", "base/a.yaml:1:1");
    }

    @Test
    void wrongVersion() {
        text("version: \"2.0\"\n");
        assertRefused("not-one-of", "base/a.yaml:1:10");
    }

    @Test
    void versionAsANumber() {
        text("version: 1.0\n");
        assertRefused("wrong-type", "base/a.yaml:1:10");
    }

    @Test
    void theSameTopLevelKeyInTwoFiles() {
        config.file("base/a.yaml", "things: 1\n").file("base/b.yaml", "things: 2\n");
        assertRefused("duplicate-section", "base/b.yaml:2:1");
    }

    @Test
    void missingFolder() {
        assertThatThrownBy(() -> RuleSet.load(folder.resolve("nowhere")))
                .isInstanceOfSatisfying(
                        RuleSetException.class,
                        e -> assertThat(e.problems()).extracting(Problem::code).containsExactly("no-folder"));
    }

    @Test
    void aFileInsteadOfAFolder() throws IOException {
        Path file = Files.writeString(folder.resolve("rules.yaml"), "version: \"1.0\"\n");
        assertThatThrownBy(() -> RuleSet.load(file))
                .isInstanceOfSatisfying(
                        RuleSetException.class,
                        e -> assertThat(e.problems()).extracting(Problem::code).containsExactly("no-folder"));
    }

    @Test
    void rulesBesideTheBaseFolder() {
        config.file("routing_rules.yaml", "");
        assertRefused("no-base", "base");
        assertThat(config.problems().get(0).hint()).startsWith("move the *.yaml files into ");
    }

    @Test
    void emptyBase() throws IOException {
        Files.createDirectories(folder.resolve("base"));
        assertRefused("no-rules", "base");
    }

    @Test
    void symbolicLinksToRealFilesAreFollowed() throws IOException {
        config.file("elsewhere/a.yaml", "things: 1\n");
        Files.createDirectories(folder.resolve("base"));
        Files.createSymbolicLink(folder.resolve("base/a.yaml"), Path.of("../elsewhere/a.yaml"));
        assertThat(config.load().value("things")).isPresent();
    }

    @Test
    void aMisspeltEnvironment() {
        config.file("base/a.yaml", "").file("environments/production.yaml", "").file("environments/qa.yaml", "");
        assertRefused(RuleSet.loader().environment("prodution"), "unknown-environment", "environments");
        assertThat(config.problems(RuleSet.loader().environment("prodution"))
                        .get(0)
                        .hint())
                .isEqualTo("did you mean \"production\"?");
    }

    @Test
    void anEnvironmentOutsideItsFolder() {
        config.file("base/a.yaml", "").file("environments/qa.yaml", "").file("secret.yaml", "");
        assertRefused(RuleSet.loader().environment("../secret"), "unknown-environment", "environments");
    }

    @Test
    void everyBadFileIsReportedInOneLoad() {
        config.bytes("base/a.yaml", new byte[] {0})
                .bytes("base/b.yaml", "x: [".getBytes(StandardCharsets.UTF_8))
                .bytes("base/c.yaml", "".getBytes(StandardCharsets.UTF_8));
        assertThat(config.problems())
                .extracting(problem -> problem.location().file())
                .containsExactly("base/a.yaml", "base/b.yaml", "base/c.yaml");
    }

    @Test
    void worldWritableFilesAreAWarningAndAnErrorOnRequest() throws IOException {
        config.file("base/a.yaml", "things: 1\n");
        Files.setPosixFilePermissions(folder.resolve("base/a.yaml"), PosixFilePermissions.fromString("rw-rw-rw-"));
        Files.setPosixFilePermissions(folder.resolve("base"), PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThat(config.load().problems())
                .filteredOn(problem -> problem.severity() == Severity.WARNING)
                .extracting(problem -> problem.code() + " " + problem.location())
                .containsExactly("world-writable base", "world-writable base/a.yaml");
        List<Problem> strict = config.problems(
                RuleSet.loader().severity(SeverityPolicy.DEFAULT.raise("world-writable", Severity.ERROR)));
        assertThat(strict)
                .filteredOn(problem -> problem.severity() == Severity.ERROR)
                .hasSize(2);
    }

    @Test
    void aLayerOnTopKeepsTheWarningsOfReading() {
        config.file("base/a.yaml", "things: 1\n").file("base/b.yml", "");
        RuleSet rules = config.load();
        assertThat(rules.with(Layer.of("more", "things: 2\n")).problems())
                .extracting(Problem::code)
                .contains("ignored-file");
    }

    @Test
    void filesThatLookLikeRulesAreNotLeftOutInSilence() {
        config.file("base/a.yaml", "")
                .file("base/b.yml", "")
                .file("base/.hidden.yaml", "")
                .file("base/readme.md", "")
                .file("base/sub/c.yaml", "")
                .file("local/override.yaml", "");
        assertThat(config.load().problems())
                .extracting(problem -> problem.severity() + " " + problem.code() + " " + problem.location())
                .containsExactly(
                        "warning ignored-file base/b.yml",
                        "warning ignored-file base/sub",
                        "warning ignored-file local/override.yaml");
    }
}
