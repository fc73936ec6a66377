package dev.tenet.rules;

import dev.tenet.rules.internal.source.LayerTree;
import dev.tenet.rules.internal.source.Merge;
import dev.tenet.rules.internal.source.SchemaCheck;
import dev.tenet.rules.internal.text.Suggestions;
import dev.tenet.rules.spi.MapNode;
import dev.tenet.rules.spi.MapReader;
import dev.tenet.rules.spi.Place;
import dev.tenet.rules.spi.Problems;
import dev.tenet.rules.spi.RuleSection;
import dev.tenet.rules.spi.Sections;
import dev.tenet.rules.spi.SourceText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Makes rule sets from layers: merge, bind each section, hold it against its schema, decide whether it may run. */
final class Assembly {
    /** Who would type a top-level key of Tenet's that nobody types here. */
    private static final Map<String, String> HOMES = Map.of(
            "queries",
            "dev.tenet:rules-sql",
            "indexes",
            "dev.tenet:rules-sql",
            "workflows",
            "dev.tenet:rules-workflow");

    private final SeverityPolicy severity;
    private final Limits limits;
    private final List<RuleSection<?>> sections;
    /** Filled as sections are first met: compiling a schema that has nothing to check would slow every start. */
    private final Map<RuleSection<?>, SchemaCheck> checks = new ConcurrentHashMap<>();

    private final Map<String, RuleSection<?>> owners = new HashMap<>();

    Assembly(SeverityPolicy severity, Limits limits, List<RuleSection<?>> added) {
        this.severity = severity;
        this.limits = limits;
        List<RuleSection<?>> all = new ArrayList<>(added);
        ServiceLoader.load(RuleSection.class, Assembly.class.getClassLoader()).forEach(all::add);
        sections = List.copyOf(all);
        for (RuleSection<?> section : sections) {
            for (String key : section.keys()) {
                RuleSection<?> other = owners.put(key, section);
                if (other != null) {
                    throw new IllegalArgumentException("the sections " + other.name() + " and " + section.name()
                            + " both own the top-level key \"" + key + '"');
                }
            }
        }
    }

    Limits limits() {
        return limits;
    }

    /** The names of all sections. */
    List<String> sectionNames() {
        return sections.stream().map(RuleSection::name).toList();
    }

    /** The name of the section that owns a top-level key. */
    Optional<String> sectionOf(String key) {
        return Optional.ofNullable(owners.get(key)).map(RuleSection::name);
    }

    /**
     * Makes a rule set.
     *
     * @param layers lowest first
     * @param problems what reading the layers found
     * @throws RuleSetException if any problem is an error
     */
    RuleSet assemble(List<LayerTree> layers, Optional<String> environment, Problems problems) {
        List<Problem> read = problems.sorted();
        MapNode merged = layers.isEmpty() ? nothing() : Merge.merge(layers, problems);
        checkKeys(merged, problems);
        Map<Class<?>, Object> values = bind(merged, problems);
        List<Problem> found = problems.sorted().stream().map(severity::apply).toList();
        if (found.stream().anyMatch(problem -> problem.severity() == Severity.ERROR)) {
            throw new RuleSetException(found);
        }
        return new RuleSet(this, layers, environment, merged, values, read, found);
    }

    private static MapNode nothing() {
        return new MapNode(Place.whole(new SourceText("base", "base", "")), new LinkedHashMap<>());
    }

    private Map<Class<?>, Object> bind(MapNode merged, Problems problems) {
        Binding binding = new Binding(merged, problems);
        for (RuleSection<?> section : sections) {
            binding.bind(section);
            MapNode part = part(merged, section.keys());
            if (!part.keys().isEmpty()) {
                checks.computeIfAbsent(section, SchemaCheck::of).check(part, problems);
            }
        }
        return binding.bound;
    }

    private void checkKeys(MapNode merged, Problems problems) {
        Set<String> known = new LinkedHashSet<>(owners.keySet());
        known.addAll(HOMES.keySet());
        known.add("version");
        merged.entries().forEach((key, entry) -> {
            if (owners.containsKey(key)) {
                return;
            }
            if (!HOMES.containsKey(key) && Suggestions.closest(key, known).isPresent()) {
                problems.unknownKey(entry.key(), key, "a file of rules", known);
                return;
            }
            String hint = Optional.ofNullable(HOMES.get(key))
                    .map(home -> "add " + home + " to have it checked")
                    .orElse("register a RuleSection to have it checked");
            problems.info(
                    "untyped-section", entry.key(), "\"" + key + "\" is kept as data: no module here types it", hint);
        });
    }

    private static MapNode part(MapNode merged, Set<String> keys) {
        LinkedHashMap<String, MapNode.Entry> entries = new LinkedHashMap<>(merged.entries());
        entries.keySet().retainAll(keys);
        return new MapNode(merged.place(), entries);
    }

    /** The sections of one load, each bound once, when it is first asked for. */
    private final class Binding implements Sections {
        private final MapNode merged;
        private final Problems problems;
        private final Map<Class<?>, Object> bound = new HashMap<>();
        private final List<RuleSection<?>> waiting = new ArrayList<>();

        Binding(MapNode merged, Problems problems) {
            this.merged = merged;
            this.problems = problems;
        }

        @Override
        public <T> T section(Class<T> type) {
            RuleSection<?> section = sections.stream()
                    .filter(candidate -> candidate.type() == type)
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no section has the type " + type.getName()));
            return type.cast(bind(section));
        }

        Object bind(RuleSection<?> section) {
            Object value = bound.get(section.type());
            if (value != null) {
                return value;
            }
            if (waiting.contains(section)) {
                throw new IllegalStateException("the section " + section.name() + " needs itself");
            }
            waiting.add(section);
            MapNode part = part(merged, section.keys());
            MapReader reader = MapReader.of(part, part.place(), "the section " + section.name(), problems);
            Object made = section.bind(reader, this);
            reader.finish();
            waiting.remove(section);
            bound.put(section.type(), made);
            return made;
        }
    }
}
