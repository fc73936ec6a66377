package dev.tenet.rules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes a configuration folder, file by file, and loads it. */
public final class TestConfig {
    private final Path root;

    public TestConfig(Path root) {
        this.root = root;
    }

    public Path root() {
        return root;
    }

    /** Writes a file; text without a version line gets one. */
    public TestConfig file(String name, String text) {
        return bytes(name, ("version: \"1.0\"\n" + text).getBytes(StandardCharsets.UTF_8));
    }

    public TestConfig bytes(String name, byte[] content) {
        try {
            Path path = root.resolve(name);
            Files.createDirectories(path.getParent());
            Files.write(path, content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public RuleSet load() {
        return RuleSet.load(root);
    }

    /** The problems of a load, whether it succeeds or not. */
    public List<Problem> problems() {
        return problems(RuleSet.loader());
    }

    public List<Problem> problems(RuleSetLoader loader) {
        try {
            return loader.load(root).problems();
        } catch (RuleSetException e) {
            return e.problems();
        }
    }
}
