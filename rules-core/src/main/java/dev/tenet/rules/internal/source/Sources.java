package dev.tenet.rules.internal.source;

import dev.tenet.rules.Layer;
import dev.tenet.rules.Limits;
import dev.tenet.rules.Problem;
import dev.tenet.rules.spi.MapNode;
import dev.tenet.rules.spi.Node;
import dev.tenet.rules.spi.NodeKind;
import dev.tenet.rules.spi.Place;
import dev.tenet.rules.spi.Problems;
import dev.tenet.rules.spi.ScalarNode;
import dev.tenet.rules.spi.SourceText;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the texts of a configuration into layers. What cannot be read is reported and left out. */
public final class Sources {
    private static final String VERSION = "1.0";
    /** A line of YAML that says nothing: blank, a comment, the start or the end of a document. */
    private static final Pattern NOTHING = Pattern.compile("(---|\\.\\.\\.)?\\s*|((---|\\.\\.\\.)?\\s+)?#.*");

    private final Limits limits;
    private final Problems problems;

    /** Reads within these limits and reports to these problems. */
    public Sources(Limits limits, Problems problems) {
        this.limits = limits;
        this.problems = problems;
    }

    /** The layers of a configuration folder, lowest first. */
    public List<LayerTree> folder(FolderSnapshot folder) {
        folder.problems().forEach(problems::add);
        List<LayerTree> layers = new ArrayList<>();
        for (List<RawText> texts : folder.layers()) {
            List<MapNode> roots = new ArrayList<>();
            for (RawText text : texts) {
                read(text).ifPresent(root -> {
                    checkVersion(root, true);
                    roots.add(root);
                });
            }
            if (!roots.isEmpty()) {
                layers.add(new LayerTree(texts.get(0).layer(), join(roots)));
            }
        }
        return layers;
    }

    /** A layer from the host. */
    public Optional<LayerTree> layer(Layer layer) {
        return read(new RawText(layer.name(), layer.name(), ByteBuffer.wrap(layer.bytes())))
                .map(root -> {
                    checkVersion(root, false);
                    return new LayerTree(layer.name(), join(List.of(root)));
                });
    }

    private Optional<MapNode> read(RawText raw) {
        return Decoder.decode(raw.layer(), raw.file(), raw.bytes(), problems)
                .filter(text -> raw.layer().equals(ConfigFolder.BASE) || !isCommentedOut(text.text()))
                .flatMap(text -> YamlReader.read(text, limits, problems));
    }

    /**
     * Whether a text has comments and nothing else, which leaves the layers below it as they are. A text without even a
     * comment is refused: nobody means it, and a file that is just being written looks like it.
     */
    private static boolean isCommentedOut(String text) {
        return text.indexOf('#') >= 0
                && text.lines().allMatch(line -> NOTHING.matcher(line).matches());
    }

    private void checkVersion(MapNode root, boolean required) {
        Optional<Node> version = root.value("version");
        if (version.isEmpty()) {
            if (required) {
                problems.missingKey(root.place(), "version", "a file of rules");
            }
        } else if (version.get().kind() != NodeKind.TEXT) {
            problems.wrongType(version.get(), "the text \"" + VERSION + '"');
        } else if (!(version.get() instanceof ScalarNode scalar
                && scalar.value().equals(Optional.of(VERSION)))) {
            problems.notOneOf(version.get(), List.of('"' + VERSION + '"'));
        }
    }

    /** The files of one layer as one map; a top-level key may stand in one of them only. */
    private MapNode join(List<MapNode> roots) {
        LinkedHashMap<String, MapNode.Entry> entries = new LinkedHashMap<>();
        for (MapNode root : roots) {
            root.entries().forEach((key, entry) -> {
                MapNode.Entry first = key.equals("version") ? null : entries.putIfAbsent(key, entry);
                if (first != null) {
                    problems.error(
                            "duplicate-section",
                            entry.key(),
                            "the top-level key \"" + key + "\" stands in another file of this layer already",
                            "keep it in one file",
                            new Problem.Related(first.key().location(), "the first one"));
                }
            });
        }
        SourceText first = roots.get(0).place().source();
        return new MapNode(new Place(first, 1, 1), entries);
    }
}
