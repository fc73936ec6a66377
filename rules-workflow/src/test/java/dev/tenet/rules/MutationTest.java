package dev.tenet.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenet.rules.TextMutants.Mutant;
import dev.tenet.rules.internal.source.Sources;
import dev.tenet.rules.spi.MapNode;
import dev.tenet.rules.spi.Node;
import dev.tenet.rules.spi.Place;
import dev.tenet.rules.spi.Problems;
import dev.tenet.rules.spi.ScalarNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever key of the reference configuration is deleted or misspelt, whatever value has a wrong type: it is reported
 * at its place. What is not, or is reported elsewhere, stands in {@code mutations.txt}, and nothing else stands there.
 */
class MutationTest {
    @TempDir
    Path folder;

    private final Map<String, String> files = new LinkedHashMap<>();
    private final MutationList list = MutationList.read();

    @BeforeEach
    void copy() {
        for (Path file : Project.files(Project.EXAMPLE.resolve("base"))) {
            String name = "base/" + file.getFileName();
            files.put(name, Project.read(file));
            Project.write(folder.resolve(name), Project.read(file));
        }
    }

    @Test
    void everyMutantIsReportedAtItsPlaceOrListed() {
        List<String> wrong = new ArrayList<>();
        Set<String> used = new LinkedHashSet<>();
        int mutants = 0;
        for (String file : files.keySet()) {
            String original = files.get(file);
            for (Mutant mutant : TextMutants.of(new YamlText(original), root(file))) {
                mutants++;
                Project.write(folder.resolve(file), mutant.applyTo(original));
                check(file, mutant, used, wrong);
            }
            Project.write(folder.resolve(file), original);
        }
        list.lines().stream()
                .filter(line -> !used.contains(line))
                .forEach(line -> wrong.add("no mutant is what this line says: " + line));
        assertThat(String.join("\n", wrong)).as("%d mutants", mutants).isEmpty();
        assertThat(mutants).isGreaterThan(1_000);
    }

    private void check(String file, Mutant mutant, Set<String> used, List<String> wrong) {
        List<Problem> problems = Project.problems(folder);
        String mutated = mutant.applyTo(files.get(file));
        MutationList.Line line = list.of(mutant);
        if (line == null) {
            String place = file + ":" + YamlText.lineAndColumn(mutated, mutant.moved(mutant.reportedAt()));
            expect(mutant.code() + " " + place, mutant, problems, wrong);
            return;
        }
        used.add(line.text());
        if (line.legal()) {
            if (!problems.isEmpty()) {
                wrong.add(mutant + ": listed as legal, got " + summaries(problems));
            }
            return;
        }
        expect(line.code() + " " + place(line, file, mutant), mutant, problems, wrong);
    }

    /** Where another value stands, or a word in it, after the mutation. */
    private String place(MutationList.Line line, String mutatedFile, Mutant mutant) {
        for (String file : files.keySet()) {
            YamlText text = new YamlText(files.get(file));
            Node value = ValuePath.parse(line.path(mutant)).in(root(file)).orElse(null);
            if (value != null) {
                int at = line.atKey() ? text.keyOffset(root(file), line.path(mutant)) : text.offset(value.place());
                at = line.word().isEmpty() ? at : text.toString().indexOf(line.word(), at);
                return file + ":"
                        + (file.equals(mutatedFile)
                                ? YamlText.lineAndColumn(mutant.applyTo(text.toString()), mutant.moved(at))
                                : YamlText.lineAndColumn(text.toString(), at));
            }
        }
        throw new AssertionError("there is no " + line.path(mutant) + ": " + line.text());
    }

    private static void expect(String expected, Mutant mutant, List<Problem> problems, List<String> wrong) {
        boolean reported = problems.stream().anyMatch(it -> (it.code() + " " + it.location()).equals(expected));
        if (!reported) {
            wrong.add(mutant + ": want " + expected + ", got " + summaries(problems));
        }
    }

    private static List<String> summaries(List<Problem> problems) {
        return problems.stream().map(Problem::summary).toList();
    }

    /** The file's top-level keys, {@code version} included. */
    private MapNode root(String file) {
        MapNode rest = new Sources(Limits.DEFAULT, new Problems())
                .layer(Layer.of(file, files.get(file)))
                .orElseThrow()
                .root();
        String[] version = YamlText.lineAndColumn(
                        files.get(file), files.get(file).indexOf("version: \"1.0\""))
                .split(":");
        Place key = new Place(rest.place().source(), Integer.parseInt(version[0]), 1);
        LinkedHashMap<String, MapNode.Entry> entries = new LinkedHashMap<>();
        entries.put("version", new MapNode.Entry(key, new ScalarNode(new Place(key.source(), key.line(), 10), "1.0")));
        entries.putAll(rest.entries());
        return new MapNode(key, entries);
    }
}
