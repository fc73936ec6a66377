package dev.tenet.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever is written into the files of the reference configuration, a load ends in a rule set or in problems, each at
 * a place that exists. {@code -Dtenet.fuzz.mutants=1000000} looks longer; a failure names its seed, and
 * {@code -Dtenet.fuzz.seed=<seed> -Dtenet.fuzz.mutants=1} repeats it.
 */
class ConfigurationFuzzTest {
    private static final int MUTANTS = Integer.getInteger("tenet.fuzz.mutants", 5_000);
    private static final long SEED = Long.getLong("tenet.fuzz.seed", 1_000_000_000L);
    /** Long enough for any machine: it tells a load that hangs, not a slow one. */
    private static final int HANGS_AFTER_SECONDS = 60;

    private static final int SOUPS = 200;
    private static final List<String> WORDS = List.of(
            "AND",
            "OR",
            "NOT",
            "IN",
            "BETWEEN",
            "LIKE",
            "ESCAPE",
            "IS",
            "NULL",
            "TRUE",
            "(",
            ")",
            "[",
            "]",
            ",",
            ".",
            "=",
            "<",
            "<>",
            "&&",
            "|",
            "!",
            "+",
            "-",
            "%",
            "${",
            "}",
            "priority",
            "urgent",
            "request.x",
            "unknown",
            "1",
            "2.5",
            "1e400",
            "5m",
            "'t'",
            "'",
            "\u00E9",
            "\uD83D\uDE00",
            "matches(key,'(')",
            "now()",
            "coalesce(",
            "#",
            ": ");

    private static final Pattern LINE_BREAK = Pattern.compile("\r\n|[\r\n]");
    private static final Path EXAMPLE = Path.of(System.getProperty("basedir", ""))
            .toAbsolutePath()
            .getParent()
            .resolve("examples/config");

    private final List<RuleSetLoader> loaders = List.of(
            RuleSet.loader(),
            RuleSet.loader().environment("development"),
            RuleSet.loader().environment("qa"),
            RuleSet.loader().environment("production"));
    private final Map<String, byte[]> sound = new TreeMap<>();
    private final Map<String, List<String>> soundLines = new TreeMap<>();
    private volatile long seed = SEED;

    @TempDir
    Path folder;

    @BeforeEach
    void copyTheReferenceConfiguration() throws IOException {
        try (Stream<Path> files = Files.walk(EXAMPLE)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String name = EXAMPLE.relativize(file).toString().replace('\\', '/');
                sound.put(name, Files.readAllBytes(file));
                soundLines.put(name, lines(Files.readAllBytes(file)));
                Files.createDirectories(folder.resolve(name).getParent());
                write(name, Files.readAllBytes(file));
            }
        }
    }

    @Test
    void a_spoilt_configuration_gives_a_rule_set_or_located_problems() throws Exception {
        FutureTask<Integer> fuzzing = new FutureTask<>(this::fuzz);
        Thread thread = new Thread(fuzzing, "fuzz");
        thread.setDaemon(true);
        thread.start();
        int refused = watch(fuzzing, thread);
        if (MUTANTS > 100) {
            assertThat(refused).as("refused").isBetween(MUTANTS / 4, MUTANTS - 1);
        }
    }

    /** The place is inside the quotes: an error past the last token stands on the closing one. */
    @Test
    void token_soup_in_a_condition_is_refused_inside_the_condition() {
        for (int i = 0; i < SOUPS; i++) {
            Random random = new Random(SEED + i);
            StringBuilder soup = new StringBuilder();
            for (int words = random.nextInt(20); words > 0; words--) {
                soup.append(WORDS.get(random.nextInt(WORDS.size()))).append(random.nextBoolean() ? " " : "");
            }
            String quoted = "'" + soup.toString().replace("'", "''") + "'";
            String line = "  deploy: {when: " + quoted + ", requires_env: false, preferred_sessions: [], ";
            String text = "environment_routing:\n" + line + "merge_via_pr: true, priority: 1, timeout_minutes: 1}\n";
            int start = line.indexOf('\'') + 1;
            int end = start + quoted.codePointCount(0, quoted.length()) - 1;
            for (Problem problem : problemsOf(text)) {
                String said = "seed " + (SEED + i) + ": " + problem;
                assertThat(problem.location().line()).as(said).isEqualTo(2);
                assertThat(problem.location().column()).as(said).isBetween(start, end);
            }
        }
    }

    private static List<Problem> problemsOf(String text) {
        try {
            return RuleSet.loader().layer(Layer.of("soup", text)).load().problems();
        } catch (RuleSetException e) {
            return e.problems();
        }
    }

    /** Waits for the end as long as one load after another ends. */
    private int watch(Future<Integer> fuzzing, Thread thread) throws InterruptedException {
        long last = Long.MIN_VALUE;
        while (true) {
            try {
                return fuzzing.get(HANGS_AFTER_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                return fail("seed " + seed + ": " + e.getCause(), e.getCause());
            } catch (TimeoutException e) {
                if (seed == last) {
                    TimeoutException hangs = new TimeoutException("the load is here");
                    hangs.setStackTrace(thread.getStackTrace());
                    return fail("seed " + seed + " has not ended after " + HANGS_AFTER_SECONDS + " s", hangs);
                }
                last = seed;
            }
        }
    }

    /** How many mutants were refused. */
    private int fuzz() throws IOException {
        ConfigurationMutator mutator = new ConfigurationMutator(sound);
        int refused = 0;
        for (int i = 0; i < MUTANTS; i++) {
            seed = SEED + i;
            Random random = new Random(seed);
            Map<String, byte[]> changed = mutator.mutant(random);
            RuleSetLoader loader = loaders.get(random.nextInt(loaders.size()));
            for (Map.Entry<String, byte[]> file : changed.entrySet()) {
                write(file.getKey(), file.getValue());
            }
            List<Problem> problems = load(loader);
            Map<String, List<String>> lines = new TreeMap<>(soundLines);
            changed.forEach((name, bytes) -> lines.put(name, lines(bytes)));
            problems.forEach(problem -> check(problem, lines));
            refused += problems.stream().anyMatch(it -> it.severity() == Severity.ERROR) ? 1 : 0;
            for (String name : changed.keySet()) {
                write(name, sound.getOrDefault(name, new byte[0]));
            }
        }
        return refused;
    }

    private List<Problem> load(RuleSetLoader loader) {
        try {
            return loader.load(folder).problems();
        } catch (RuleSetException e) {
            assertThat(e.problems()).anyMatch(problem -> problem.severity() == Severity.ERROR);
            return e.problems();
        }
    }

    private static void check(Problem problem, Map<String, List<String>> lines) {
        String said = problem.toString();
        assertThat(problem.code()).as(said).isNotBlank();
        assertThat(problem.message()).as(said).isNotBlank();
        checkPlace(problem.location(), lines, said);
        for (Problem.Related related : problem.related()) {
            assertThat(related.message()).as(said).isNotBlank();
            checkPlace(related.location(), lines, said);
        }
    }

    private static void checkPlace(SourceLocation place, Map<String, List<String>> lines, String said) {
        List<String> text = lines.getOrDefault(place.file(), List.of());
        assertThat(text).as("the file of " + said).isNotEmpty();
        if (place.line() == 0) {
            assertThat(place.column()).as(said).isZero();
            return;
        }
        assertThat(place.line()).as(said).isBetween(1, text.size());
        String line = text.get(place.line() - 1);
        assertThat(place.column()).as(said).isBetween(1, line.codePointCount(0, line.length()) + 1);
    }

    private static List<String> lines(byte[] bytes) {
        return List.of(LINE_BREAK.split(new String(bytes, StandardCharsets.UTF_8), -1));
    }

    private void write(String name, byte[] bytes) throws IOException {
        Files.write(folder.resolve(name), bytes);
    }
}
