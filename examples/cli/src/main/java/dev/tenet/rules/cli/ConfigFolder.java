package dev.tenet.rules.cli;

import dev.tenet.rules.Problem;
import dev.tenet.rules.RuleSet;
import dev.tenet.rules.RuleSetException;
import dev.tenet.rules.RuleSetLoader;
import dev.tenet.rules.SourceLocation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A configuration folder as the user named it. The library names files relative to that folder; people, editors and CI
 * want them relative to the working directory, and this is where one becomes the other.
 */
record ConfigFolder(Path path, Surroundings at) {

    /**
     * Loads it.
     *
     * @throws RefusedException if anything is wrong
     */
    RuleSet load(RuleSetLoader loader) {
        try {
            return loader.load(absolute());
        } catch (RuleSetException e) {
            throw new RefusedException(Report.of(name(), located(e.problems())));
        }
    }

    /** Everything that loading it reports, and then, of rules that can be loaded, what further checks report. */
    List<Problem> problems(RuleSetLoader loader, Function<RuleSet, List<Problem>> checks) {
        try {
            RuleSet rules = loader.load(absolute());
            List<Problem> all = new ArrayList<>(rules.problems());
            all.addAll(checks.apply(rules));
            return located(all);
        } catch (RuleSetException e) {
            return located(e.problems());
        }
    }

    String name() {
        return at.name(path);
    }

    /** A file of the folder, relative to the working directory. */
    String name(SourceLocation location) {
        return at.name(absolute().resolve(location.file()));
    }

    /** The place, relative to the working directory. */
    SourceLocation located(SourceLocation location) {
        return new SourceLocation(location.layer(), name(location), location.line(), location.column());
    }

    Path absolute() {
        return at.directory().resolve(path).normalize();
    }

    List<Problem> located(List<Problem> problems) {
        return problems.stream().map(this::located).toList();
    }

    private Problem located(Problem problem) {
        return new Problem(
                problem.severity(),
                problem.code(),
                located(problem.location()),
                problem.message(),
                problem.hint(),
                problem.related().stream()
                        .map(it -> new Problem.Related(located(it.location()), it.message()))
                        .toList(),
                problem.excerpt());
    }
}
