package dev.tenet.rules.internal.testing;

import dev.tenet.rules.Problem;
import dev.tenet.rules.internal.bind.Formats;
import dev.tenet.rules.internal.bind.Lists;
import dev.tenet.rules.internal.bind.Schemas;
import dev.tenet.rules.spi.MapNode;
import dev.tenet.rules.spi.MapReader;
import dev.tenet.rules.spi.Node;
import dev.tenet.rules.spi.Place;
import dev.tenet.rules.spi.Problems;
import dev.tenet.rules.spi.RuleSection;
import dev.tenet.rules.spi.Sections;
import java.net.URL;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Types the files of rule tests. Its one key holds a list of them: tests are no layer of the rules, so no file is merged
 * with another. The rules that a test names are looked up when it runs, since it may run under other rules than those
 * that it was loaded with.
 */
public final class TestsSection implements RuleSection<TestFiles> {
    @Override
    public String name() {
        return "tests";
    }

    @Override
    public Class<TestFiles> type() {
        return TestFiles.class;
    }

    @Override
    public Set<String> keys() {
        return Set.of("tests");
    }

    @Override
    public URL schema() {
        return Schemas.of("tests");
    }

    @Override
    public TestFiles bind(MapReader in, Sections others) {
        List<TestCase> cases = new ArrayList<>();
        for (MapReader file : in.optionalMaps("tests", "a file of rule tests")) {
            file.has("version"); // checked as the file was read
            cases.addAll(file(file));
        }
        return new TestFiles(cases);
    }

    private static List<TestCase> file(MapReader in) {
        MapNode shared = given(in);
        Map<String, Place> names = new HashMap<>();
        List<TestCase> cases = new ArrayList<>();
        for (MapReader test : in.maps("tests", "a rule test")) {
            cases.add(test(test, shared, names));
        }
        in.value("tests").ifPresent(node -> Lists.requireItems(node, 1, in.problems()));
        return cases;
    }

    private static TestCase test(MapReader in, MapNode shared, Map<String, Place> names) {
        String name = in.text("name");
        in.value("name")
                .filter(node -> !name.isEmpty())
                .ifPresent(node -> reportTwin(name, node, names, in.problems()));
        Formats.anyText(in, "description");
        MapNode given = GivenReader.overlay(shared, given(in));
        MapReader expect = in.map("expect", "what is expected");
        List<Expectation> expectations = ExpectationReader.read(expect);
        in.value("expect").ifPresent(node -> ExpectationReader.requireKey(expect));
        expectations.forEach(expectation -> reportIncomplete(expectation, given.keys(), in.problems()));
        return new TestCase(name, in.place(), GivenReader.whole(given, in.place(), in.problems()), expectations);
    }

    private static MapNode given(MapReader in) {
        Optional<MapReader> given = in.optionalMap("given", "what is given");
        given.ifPresent(GivenReader::check);
        return given.map(MapReader::node).orElseGet(() -> new MapNode(in.place(), new LinkedHashMap<>()));
    }

    private static void reportTwin(String name, Node node, Map<String, Place> names, Problems problems) {
        Place same = names.putIfAbsent(name, node.place());
        if (same != null) {
            problems.error(
                    "duplicate-id",
                    node.place(),
                    "two tests of this file have the name \"" + name + '"',
                    "give each its own",
                    new Problem.Related(same.location(), "the first is here"));
        }
    }

    private static void reportIncomplete(Expectation expectation, Set<String> given, Problems problems) {
        if (expectation instanceof Expectation.Route || expectation instanceof Expectation.Assign) {
            require(given.contains("request"), expectation, "request", problems);
        } else if (expectation instanceof Expectation.Sla) {
            require(given.contains("task"), expectation, "task", problems);
        } else if (expectation instanceof Expectation.Escalations) {
            require(given.contains("task") || given.contains("facts"), expectation, "task or facts", problems);
        } else if (expectation instanceof Expectation.Decision) {
            require(given.contains("decision"), expectation, "decision", problems);
        } else {
            throw new AssertionError(expectation);
        }
    }

    private static void require(boolean present, Expectation expectation, String key, Problems problems) {
        if (!present) {
            problems.error(
                    "incomplete-test",
                    expectation.place(),
                    "this is expected, but no " + key + " is given",
                    "add " + key + " to \"given\"");
        }
    }
}
