package dev.tenet.rules;

import dev.tenet.rules.internal.text.Suggestions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which sections may change while the host runs.
 *
 * @param sections their names; empty for every section
 */
record Reloadable(Optional<Set<String>> sections) {
    private static final int SHOWN = 10;

    /** Refuses names that no section has. */
    void checkNames(List<String> known) {
        for (String name : sections.orElse(Set.of())) {
            if (!known.contains(name)) {
                String hint = Suggestions.closest(name, known)
                        .map(best -> "did you mean \"" + best + "\"?")
                        .orElse("there are " + String.join(", ", known));
                throw new IllegalArgumentException("got the section \"" + name + "\" as reloadable; " + hint);
            }
        }
    }

    /** One problem for each section that changed and may not. */
    List<Problem> check(RuleSet before, RuleSet after, RuleSetDiff diff) {
        if (sections.isEmpty()) {
            return List.of();
        }
        Map<String, List<RuleSetDiff.Change>> refused = new LinkedHashMap<>();
        Set<String> keys = new TreeSet<>(before.merged().keys());
        keys.addAll(after.merged().keys());
        for (String key : keys) {
            String section = after.sectionOf(key).orElse(key);
            if (!sections.get().contains(section)) {
                diff.changes().stream()
                        .filter(change -> change.isIn(key))
                        .forEach(change -> refused.computeIfAbsent(section, name -> new ArrayList<>())
                                .add(change));
            }
        }
        List<Problem> problems = new ArrayList<>();
        refused.forEach((section, changes) -> problems.add(problem(section, changes)));
        return problems;
    }

    private Problem problem(String section, List<RuleSetDiff.Change> changes) {
        RuleSetDiff.Change first = changes.get(0);
        String paths = changes.stream()
                .limit(SHOWN)
                .map(RuleSetDiff.Change::path)
                .collect(Collectors.joining(", ", "", changes.size() > SHOWN ? ", ..." : ""));
        String message = "the section " + section + " may not change while the host runs; it did in " + paths;
        String hint = "undo that, or restart the host; what may change: "
                + String.join(", ", new TreeSet<>(sections.orElseThrow()));
        SourceLocation at = first.after().or(first::before).orElseThrow().location();
        return new Problem(Severity.ERROR, "not-reloadable", at, message, hint, List.of(), "");
    }
}
