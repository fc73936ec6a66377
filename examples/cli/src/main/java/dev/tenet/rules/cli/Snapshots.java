package dev.tenet.rules.cli;

import dev.tenet.rules.Problem;
import dev.tenet.rules.RuleSet;
import dev.tenet.rules.RuleSetException;
import dev.tenet.rules.Severity;
import dev.tenet.rules.SourceLocation;
import dev.tenet.rules.spi.Problems;
import dev.tenet.rules.sql.DatabaseSnapshot;
import dev.tenet.rules.sql.IndexDefinition;
import dev.tenet.rules.sql.Queries;
import dev.tenet.rules.sql.QueryDefinition;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The snapshots that queries are checked against, one for a database. */
final class Snapshots {
    private final Surroundings at;
    private final Map<Path, DatabaseSnapshot> read = new LinkedHashMap<>();
    private final List<Problem> mistakes = new ArrayList<>();
    private final Set<String> named = new TreeSet<>();
    private boolean checked;

    private Snapshots(Surroundings at) {
        this.at = at;
    }

    /**
     * Reads files. What is wrong in one is a problem like any other.
     *
     * @throws IllegalArgumentException if one cannot be read, or two are of the same database
     */
    static Snapshots read(List<Path> files, Surroundings at) {
        Snapshots snapshots = new Snapshots(at);
        files.forEach(snapshots::add);
        return snapshots;
    }

    private void add(Path file) {
        Path absolute = at.directory().resolve(file).normalize();
        try {
            DatabaseSnapshot snapshot = DatabaseSnapshot.read(absolute);
            read.forEach((other, known) -> {
                if (known.database().equals(snapshot.database())) {
                    throw new IllegalArgumentException(at.name(other) + " and " + at.name(file)
                            + " are both of the database \"" + known.database() + "\", want one of each");
                }
            });
            read.put(absolute, snapshot);
        } catch (RuleSetException e) {
            ConfigFolder beside = new ConfigFolder(absolute.resolveSibling(""), at);
            mistakes.addAll(beside.located(e.problems()));
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(
                    "got nothing at " + at.name(file) + ", want a snapshot of a database", e);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read " + at.name(file) + ": " + e, e);
        }
    }

    /** What is wrong in the files themselves. */
    List<Problem> mistakes() {
        return List.copyOf(mistakes);
    }

    /** What is wrong with the queries and indexes of rules, by the snapshots of their databases. */
    List<Problem> problems(RuleSet rules) {
        Set<String> databases = new TreeSet<>();
        Queries queries = Queries.of(rules);
        queries.definitions().stream().map(QueryDefinition::database).forEach(databases::add);
        queries.indexes().stream().map(IndexDefinition::database).forEach(databases::add);
        named.addAll(databases);
        checked = true;
        return read.values().stream()
                .filter(snapshot -> databases.contains(snapshot.database()))
                .flatMap(snapshot -> snapshot.verify(rules).stream())
                .toList();
    }

    /** The snapshots that none of the rules checked so far has a use for; none if there were no rules. */
    List<Problem> unused() {
        List<Problem> problems = new ArrayList<>();
        read.forEach((file, snapshot) -> {
            if (checked && !named.contains(snapshot.database())) {
                problems.add(unused(file, snapshot.database()));
            }
        });
        return List.copyOf(problems);
    }

    private Problem unused(Path file, String database) {
        return new Problem(
                Severity.WARNING,
                "unused-snapshot",
                new SourceLocation("", file.toString(), 0, 0),
                "it is of the database \"" + database + "\", which no query and no index names",
                new Problems()
                        .suggestion(database, named)
                        .orElse(named.isEmpty() ? "" : "they name " + String.join(", ", named)),
                List.of(),
                "");
    }
}
