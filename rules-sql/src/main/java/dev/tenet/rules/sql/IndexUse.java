package dev.tenet.rules.sql;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which templates go by which declared index, by the plans of the database. */
final class IndexUse {
    private final Map<IndexDefinition, Set<String>> users = new LinkedHashMap<>();
    private final Set<String> undecided = new LinkedHashSet<>();
    private final Set<IndexDefinition> missed = new LinkedHashSet<>();

    IndexUse(List<IndexDefinition> declared) {
        declared.forEach(index -> users.put(index, new LinkedHashSet<>()));
    }

    /** Takes note of the plan of a template, which names the tables. */
    void add(String template, QueryPlan plan, Indexes indexes, List<String> tables) {
        indexes.usedBy(plan)
                .forEach(index ->
                        users.getOrDefault(index, new LinkedHashSet<>()).add(template));
        if (!plan.decided()) {
            undecided.addAll(tables);
        }
    }

    /** Takes note of tables of which it is not known how they are read. */
    void unknown(List<String> tables) {
        undecided.addAll(tables);
    }

    /** Takes note of indexes that a template would go by but for what has been reported. */
    void missed(Set<IndexDefinition> indexes) {
        missed.addAll(indexes);
    }

    /** The indexes that no template goes by, although all that may are known. */
    List<IndexDefinition> unused() {
        List<IndexDefinition> unused = new ArrayList<>();
        users.forEach((index, templates) -> {
            boolean explained = missed.contains(index);
            if (templates.isEmpty() && !explained && undecided.stream().noneMatch(index.table()::equalsIgnoreCase)) {
                unused.add(index);
            }
        });
        return unused;
    }

    Map<IndexDefinition, Set<String>> byIndex() {
        Map<IndexDefinition, Set<String>> all = new LinkedHashMap<>();
        users.forEach(
                (index, templates) -> all.put(index, Collections.unmodifiableSet(new LinkedHashSet<>(templates))));
        return Collections.unmodifiableMap(all);
    }
}
