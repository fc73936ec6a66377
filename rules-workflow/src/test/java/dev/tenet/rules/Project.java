package dev.tenet.rules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where things stand in the source tree. */
final class Project {
    private static final Path ROOT =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath().getParent();
    static final Path EXAMPLE = ROOT.resolve("examples/config");
    static final Path SPECIFICATION = ROOT.resolve("rules-core/src/test/resources/spec");
    static final Path CORPUS = ROOT.resolve("rules-core/src/test/resources/schema-corpus");

    static final Path MUTATIONS = ROOT.resolve("rules-workflow/src/test/resources/mutations.txt");

    private Project() {}

    static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The problems of a load, whether it succeeds or not. */
    static List<Problem> problems(Path folder) {
        try {
            return RuleSet.load(folder).problems();
        } catch (RuleSetException e) {
            return e.problems();
        }
    }
}
