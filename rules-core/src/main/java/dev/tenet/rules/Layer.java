package dev.tenet.rules;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * One more text of rules over (or under) those of a configuration folder: a library's defaults from its jar, a
 * tenant's theme from a database, a what-if. It is read like a file: top-level keys of any section, maps merged key by
 * key, other values replaced whole, {@code null} removing a key. {@code version} may be left out. Immutable.
 */
public final class Layer {
    private final String name;
    private final byte[] bytes;

    private Layer(String name, byte[] bytes) {
        this.name = Objects.requireNonNull(name, "name");
        this.bytes = bytes;
        if (name.isBlank()) {
            throw new IllegalArgumentException("a layer needs a name: problems and provenance show it");
        }
    }

    /**
     * A layer from text in memory.
     *
     * @param name its name in problems and provenance
     * @param yaml its text
     */
    public static Layer of(String name, String yaml) {
        return new Layer(name, yaml.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * A layer from a resource on the class path or module path.
     *
     * @param anchor the class beside which the resource stands, or any class of its module for a name that starts
     *     with {@code /}; in a named module the resource's package must be open to {@code dev.tenet.rules}
     * @param resource the resource's name, as in {@link Class#getResourceAsStream}
     * @throws IllegalArgumentException if there is no such resource or it cannot be read
     */
    public static Layer resource(Class<?> anchor, String resource) {
        try (InputStream in = anchor.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("found no resource \"" + resource + "\" beside " + anchor.getName()
                        + "; check the name, and" + " in a named module that its package is open to dev.tenet.rules");
            }
            return new Layer(resource, in.readAllBytes());
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read the resource \"" + resource + "\": " + e.getMessage(), e);
        }
    }

    /** The layer's name in problems and provenance. */
    public String name() {
        return name;
    }

    /** A copy of the layer's text as UTF-8 bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Layer that && name.equals(that.name) && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "layer " + name;
    }
}
