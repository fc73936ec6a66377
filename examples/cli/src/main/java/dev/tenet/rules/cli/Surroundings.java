package dev.tenet.rules.cli;

import java.nio.file.Path;
import java.time.InstantSource;

/**
 * What a command reads of the machine beside its arguments.
 *
 * @param directory the working directory; absolute
 * @param clock what now is
 */
record Surroundings(Path directory, InstantSource clock) {

    static Surroundings ofProcess() {
        return new Surroundings(Path.of("").toAbsolutePath(), InstantSource.system());
    }

    /** A path as people and tools name it: relative to the working directory if it lies below, with {@code /}. */
    String name(Path path) {
        Path absolute = directory.resolve(path).normalize();
        Path shown = absolute.startsWith(directory) ? directory.relativize(absolute) : absolute;
        String text = shown.toString().replace(shown.getFileSystem().getSeparator(), "/");
        return text.isEmpty() ? "." : text;
    }
}
