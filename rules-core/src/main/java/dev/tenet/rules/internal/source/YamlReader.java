package dev.tenet.rules.internal.source;

import dev.tenet.rules.Limits;
import dev.tenet.rules.Problem;
import dev.tenet.rules.spi.MapNode;
import dev.tenet.rules.spi.Node;
import dev.tenet.rules.spi.NodeKind;
import dev.tenet.rules.spi.Place;
import dev.tenet.rules.spi.Problems;
import dev.tenet.rules.spi.SourceText;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlVersionException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Builds the located tree of one text straight from the parser's events: one pass, no recursion, every bound checked
 * as the events come. An alias stands for the very node that its anchor names and counts with its whole size.
 */
final class YamlReader {
    private static final Pattern FOREIGN_VERSION = Pattern.compile("^%YAML\\s+(?!1[.])", Pattern.MULTILINE);

    private final SourceText source;
    private final Limits limits;
    private final Problems problems;
    private final Deque<Frame> open = new ArrayDeque<>();
    private final Map<Anchor, Anchored> anchors = new HashMap<>();
    private final Scalars scalars = new Scalars();
    private @Nullable Node root;
    private int documents;
    private long values;
    private long repeated;

    /** A finished node that an alias may repeat, with what repeating it costs. */
    private record Anchored(Node node, long size, int height) {}

    private YamlReader(SourceText source, Limits limits, Problems problems) {
        this.source = source;
        this.limits = limits;
        this.problems = problems;
    }

    /** The map that the text holds, or nothing after a problem was reported. */
    static Optional<MapNode> read(SourceText source, Limits limits, Problems problems) {
        return new YamlReader(source, limits, problems).read();
    }

    private Optional<MapNode> read() {
        try {
            LoadSettings settings = LoadSettings.builder()
                    .setLabel(source.file())
                    .setCodePointLimit(Integer.MAX_VALUE)
                    .build();
            ParserImpl parser = new ParserImpl(settings, new StreamReader(settings, source.text()));
            while (parser.hasNext()) {
                accept(parser.next());
            }
        } catch (Refusal refusal) {
            problems.error(refusal.code, refusal.at, refusal.message, refusal.hint);
            return Optional.empty();
        } catch (MarkedYamlEngineException e) {
            reportSyntax(e);
            return Optional.empty();
        } catch (ReaderException e) {
            int at = source.text().offsetByCodePoints(0, Math.min(e.getPosition(), codePoints()));
            problems.error(
                    "not-text",
                    source.place(at),
                    String.format("got the character U+%04X, which YAML does not allow", e.getCodePoint()),
                    "remove it, or write it as an escape in double quotes");
            return Optional.empty();
        } catch (YamlVersionException e) {
            String message = "got YAML " + e.getSpecVersion().getRepresentation() + ", want YAML 1.2";
            problems.error("yaml-syntax", versionDirective(), message, "remove the line");
            return Optional.empty();
        } catch (YamlEngineException e) {
            problems.error("yaml-syntax", Place.whole(source), String.valueOf(e.getMessage()), "");
            return Optional.empty();
        }
        return rootMap();
    }

    /** The engine does not tell where the version stands that it does not take. */
    private Place versionDirective() {
        Matcher directive = FOREIGN_VERSION.matcher(source.text());
        return directive.find() ? source.place(directive.start()) : Place.whole(source);
    }

    private int codePoints() {
        return source.text().codePointCount(0, source.text().length());
    }

    private Optional<MapNode> rootMap() {
        Place start = new Place(source, 1, 1);
        if (root == null || root.kind() == NodeKind.NULL) {
            problems.error(
                    "empty-file",
                    start,
                    "got no rules, want a map of sections",
                    "write version: \"1.0\" and a section");
            return Optional.empty();
        }
        if (root instanceof MapNode map) {
            return Optional.of(map);
        }
        problems.wrongType(root, "a map of sections");
        return Optional.empty();
    }

    private void accept(Event event) {
        if (event instanceof ScalarEvent scalar) {
            acceptScalar(scalar);
        } else if (event instanceof MappingStartEvent start) {
            checkTag(start.getTag(), "map", event);
            push(new MapFrame(place(event), start.getAnchor(), values, problems));
        } else if (event instanceof SequenceStartEvent start) {
            checkTag(start.getTag(), "seq", event);
            push(new ListFrame(place(event), start.getAnchor(), values));
        } else if (event instanceof CollectionEndEvent) {
            Frame frame = open.pop();
            Node node = frame.finish();
            long size = values - frame.valuesBefore();
            frame.anchor().ifPresent(name -> anchors.put(name, new Anchored(node, size, frame.height())));
            add(node, frame.height());
        } else if (event instanceof AliasEvent alias) {
            acceptAlias(alias);
        } else if (event instanceof DocumentStartEvent && ++documents > 1) {
            throw new Refusal(
                    "several-documents", place(event), "got a second document, want one document a file", "remove ---");
        }
    }

    private void acceptScalar(ScalarEvent event) {
        Place at = place(event);
        if (open.peek() instanceof MapFrame map && map.wantsKey()) {
            countValue(at);
            map.key(scalars.key(event, at), at);
            return;
        }
        countValue(at);
        Node node = scalars.value(event, event.getValue().isEmpty() && event.isPlain() ? comment(at) : at);
        event.getAnchor().ifPresent(name -> anchors.put(name, new Anchored(node, 1, 0)));
        if (node.kind() == NodeKind.INTEGER && event.isPlain() && event.getTag().isEmpty()) {
            LeadingZero.report(node, event.getValue(), problems);
        }
        add(node, 0);
    }

    private void acceptAlias(AliasEvent event) {
        Place at = place(event);
        Anchored target = anchors.get(event.getAlias());
        if (target == null) {
            throw new Refusal(
                    "unknown-alias",
                    at,
                    "the alias *" + event.getAlias() + " names no anchor before it",
                    "write &" + event.getAlias() + " at the value that it repeats");
        }
        repeated += target.size();
        if (repeated > limits.repeated()) {
            String message = "aliases repeat more than " + limits.repeated() + " values";
            throw new Refusal("too-many-repeated", at, message, "write fewer aliases, or smaller anchors");
        }
        values += target.size() - 1;
        countValue(at);
        if (open.size() + target.height() > limits.depth()) {
            throw tooDeep(at);
        }
        if (open.peek() instanceof MapFrame map && map.wantsKey()) {
            throw new Refusal("key-not-text", at, "got an alias as a key, want text", "write the key out");
        }
        add(target.node(), target.height());
    }

    private void push(Frame frame) {
        countValue(frame.place());
        if (open.peek() instanceof MapFrame map && map.wantsKey()) {
            throw new Refusal("key-not-text", frame.place(), "got a map or list as a key, want text", "");
        }
        if (open.size() >= limits.depth()) {
            throw tooDeep(frame.place());
        }
        open.push(frame);
    }

    private Refusal tooDeep(Place at) {
        return new Refusal("too-deep", at, "got more than " + limits.depth() + " levels of maps and lists", "");
    }

    private void countValue(Place at) {
        if (++values > limits.values()) {
            throw new Refusal(
                    "too-many-values", at, "got more than " + limits.values() + " values in one file", "split it");
        }
    }

    private void add(Node node, int height) {
        Frame parent = open.peek();
        if (parent == null) {
            root = node;
        } else {
            parent.add(node, height);
        }
    }

    private void checkTag(Optional<String> tag, String wanted, Event event) {
        if (tag.isPresent()
                && !tag.get().equals(Scalars.CORE_TAG + wanted)
                && !tag.get().equals("!")) {
            throw Scalars.unknownTag(tag.get(), place(event));
        }
    }

    /** Where nothing was written, a comment in its place is what was meant as the value. */
    private static Place comment(Place at) {
        String text = at.source().text();
        int from = at.source().offset(at);
        int mark = from;
        while (mark < text.length() && text.charAt(mark) == ' ') {
            mark++;
        }
        return text.startsWith("#", mark) ? new Place(at.source(), at.line(), at.column() + mark - from) : at;
    }

    private Place place(Event event) {
        Mark mark = event.getStartMark().orElseThrow();
        return new Place(source, mark.getLine() + 1, mark.getColumn() + 1);
    }

    private void reportSyntax(MarkedYamlEngineException e) {
        Place at = e.getProblemMark()
                .or(e::getContextMark)
                .map(mark -> new Place(source, mark.getLine() + 1, mark.getColumn() + 1))
                .orElse(Place.whole(source));
        String problem = e.getProblem() == null ? String.valueOf(e.getMessage()) : e.getProblem();
        String message = e.getContext() == null ? problem : e.getContext() + ": " + problem;
        Problem.Related[] related = e
                .getContextMark()
                .filter(mark -> e.getProblemMark().isPresent() && mark.getLine() + 1 != at.line())
                .map(mark -> new Place(source, mark.getLine() + 1, mark.getColumn() + 1))
                .map(start -> new Problem.Related(start.location(), "it starts here"))
                .stream()
                .toArray(Problem.Related[]::new);
        boolean tab = problem.contains("'\\t'")
                || source.text().startsWith("\t", source.offset(new Place(source, Math.max(1, at.line()), 1)));
        problems.error("yaml-syntax", at, message, tab ? "indent with spaces, not tabs" : "", related);
    }

    /** Ends the reading of this text: nothing sensible can follow. */
    static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String code;
        private final transient Place at;
        private final String message;
        private final String hint;

        Refusal(String code, Place at, String message, String hint) {
            super(message, null, false, false);
            this.code = code;
            this.at = at;
            this.message = message;
            this.hint = hint;
        }
    }
}
