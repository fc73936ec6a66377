package dev.tenet.rules.internal.source;

import dev.tenet.rules.Limits;
import dev.tenet.rules.Problem;
import dev.tenet.rules.spi.Problems;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * All that a load takes from a configuration folder, read at one go: the texts, and what was wrong with reading them.
 * Two snapshots with one digest load alike, whatever the times of the files say. Immutable.
 */
public final class FolderSnapshot {
    private final Optional<String> environment;
    private final List<List<RawText>> layers;
    private final List<Problem> problems;
    private final String digest;

    private FolderSnapshot(Optional<String> environment, List<List<RawText>> layers, List<Problem> problems) {
        this.environment = environment;
        this.layers = layers;
        this.problems = problems;
        this.digest = digestOf(layers, problems);
    }

    /** Reads the folder. What cannot be read is among the problems. */
    public static FolderSnapshot read(Path folder, Optional<String> environment, Limits limits) {
        Problems problems = new Problems();
        List<List<RawText>> layers = new ConfigFolder(folder, limits, problems).read(environment);
        return new FolderSnapshot(environment, layers, problems.sorted());
    }

    /** The environment that it was read for. */
    public Optional<String> environment() {
        return environment;
    }

    /** SHA-256 over layers, names, contents and problems. */
    public String digest() {
        return digest;
    }

    /** The texts in order, those of the lowest layer first. */
    List<List<RawText>> layers() {
        return layers;
    }

    /** What reading found. */
    List<Problem> problems() {
        return problems;
    }

    private static String digestOf(List<List<RawText>> layers, List<Problem> problems) {
        MessageDigest digest = sha256();
        for (List<RawText> texts : layers) {
            for (RawText text : texts) {
                add(digest, text.layer());
                add(digest, text.file());
                add(digest, text.bytes().duplicate());
            }
        }
        problems.forEach(problem -> add(digest, problem.summary()));
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(MessageDigest digest, String text) {
        add(digest, StandardCharsets.UTF_8.encode(text));
    }

    /** The length first, so that no two lists of texts run into the same bytes. */
    private static void add(MessageDigest digest, ByteBuffer bytes) {
        digest.update(
                ByteBuffer.allocate(Integer.BYTES).putInt(bytes.remaining()).flip());
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
