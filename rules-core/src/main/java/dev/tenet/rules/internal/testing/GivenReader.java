package dev.tenet.rules.internal.testing;

import dev.tenet.rules.expression.FactType;
import dev.tenet.rules.internal.bind.Formats;
import dev.tenet.rules.internal.bind.OutputValues;
import dev.tenet.rules.routing.RouteRequest;
import dev.tenet.rules.routing.Session;
import dev.tenet.rules.sla.Pause;
import dev.tenet.rules.sla.SlaTask;
import dev.tenet.rules.spi.MapNode;
import dev.tenet.rules.spi.MapReader;
import dev.tenet.rules.spi.Node;
import dev.tenet.rules.spi.NodeKind;
import dev.tenet.rules.spi.Place;
import dev.tenet.rules.spi.Problems;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads what is given. The file's and a test's own are each read by themselves for their form; what a test starts from
 * is the two laid over one another, and only that has to be whole.
 */
final class GivenReader {
    /** The moment of a test that gives none: fixed, so that it comes out the same every day. */
    private static final Instant CLOCK = Instant.parse("2000-01-01T00:00:00Z");

    private static final Pattern NOT_BLANK = Pattern.compile("(?s).*\\S.*");
    private static final int MOST_TASKS = 1_000_000;

    private final MapReader in;
    /** Where it is said what a whole one lacks. */
    private final Problems lacks;

    private GivenReader(MapReader in, Problems lacks) {
        this.in = in;
        this.lacks = lacks;
    }

    /** Reports what is wrong with the form of one part. */
    static void check(MapReader part) {
        new GivenReader(part, new Problems()).read();
    }

    /** What a test starts from, whose parts were checked already. */
    static Given whole(MapNode both, Place at, Problems problems) {
        return new GivenReader(MapReader.of(both, at, "what is given", new Problems()), problems).read();
    }

    /** One map laid over another: maps key by key, every other value replaced whole. */
    static MapNode overlay(MapNode low, MapNode high) {
        LinkedHashMap<String, MapNode.Entry> entries = new LinkedHashMap<>(low.entries());
        high.entries()
                .forEach((key, entry) -> entries.merge(
                        key,
                        entry,
                        (below, above) ->
                                below.value() instanceof MapNode lower && above.value() instanceof MapNode upper
                                        ? new MapNode.Entry(above.key(), overlay(lower, upper))
                                        : above));
        return new MapNode(high.place(), entries);
    }

    private Given read() {
        Instant clock = in.value("clock")
                .flatMap(value -> Formats.instant(value, in.problems()))
                .orElse(CLOCK);
        return new Given(
                in.value("environment").map(value -> checkText("environment", value)),
                clock,
                in.value("stale_after").map(value -> atLeastASecond(value)),
                fleet(clock),
                map("request", "a request").flatMap(this::request),
                map("task", "a task").flatMap(task -> task(task, clock)),
                in.value("decision").map(value -> checkText("decision", value)),
                map("facts", "the facts").map(facts -> open(facts)));
    }

    /** A reader of a map; none for what is no map, of which nothing more is to be said. */
    private Optional<MapReader> map(String key, String what) {
        return in.optionalMap(key, what)
                .filter(any -> in.value(key).filter(MapNode.class::isInstance).isPresent());
    }

    private Duration atLeastASecond(Node value) {
        Duration length = Lengths.read(value, in.problems());
        return length.isZero() ? Duration.ofSeconds(1) : length;
    }

    private Node checkText(String key, Node value) {
        in.text(key);
        return value;
    }

    private static MapNode open(MapReader map) {
        map.acceptAll();
        return map.node();
    }

    private Map<String, Given.Seat> fleet(Instant clock) {
        Map<String, Given.Seat> fleet = new LinkedHashMap<>();
        Optional<MapReader> sessions = in.optionalMap("fleet", "the fleet");
        sessions.ifPresent(named -> named.node().entries().forEach((name, entry) -> {
            // Null takes a session of the file out of the fleet.
            if (named.has(name) && entry.value().kind() != NodeKind.NULL) {
                named.optionalMap(name, "a session")
                        .filter(any -> entry.value() instanceof MapNode)
                        .flatMap(session -> session(name, session, clock))
                        .ifPresent(session -> fleet.put(name, new Given.Seat(session, entry.key())));
            }
        }));
        return fleet;
    }

    private Optional<Session> session(String name, MapReader session, Instant clock) {
        Optional<String> provider = session.value("provider")
                .map(value -> Formats.matching(value, NOT_BLANK, "the name of a provider", in.problems()));
        Session.Status status = session.oneOf("status", Session.Status.class, Session.Status.IDLE);
        Session.Health health = session.oneOf("health", Session.Health.class, Session.Health.HEALTHY);
        int capacity = (int) session.integer("capacity", 0, MOST_TASKS, 1);
        int load = (int) session.integer("load", 0, MOST_TASKS, 0);
        Duration age = session.value("heartbeat_age")
                .map(value -> Lengths.read(value, in.problems()))
                .orElse(Duration.ZERO);
        if (provider.isEmpty()) {
            lack(session.place(), "the session \"" + name + "\" has no provider", "add provider");
        }
        if (name.isBlank()) {
            lack(session.place(), "a session has a blank name", "name it");
        }
        return provider.filter(text -> !text.isBlank() && !name.isBlank())
                .map(text -> new Session(name, text, status, health, capacity, load, clock.minus(age)));
    }

    private Optional<RouteRequest> request(MapReader request) {
        Optional<String> type = request.optionalText("task_type");
        RouteRequest read = RouteRequest.of(type.orElse(""));
        if (request.has("priority")) {
            read = read.priority((int) request.integer("priority", 0, 100));
        }
        Optional<String> key = request.optionalText("key");
        if (key.isPresent()) {
            read = read.key(key.get());
        }
        for (Map.Entry<String, Object> attribute : attributes(request).entrySet()) {
            read = read.attribute(attribute.getKey(), attribute.getValue());
        }
        if (type.isEmpty()) {
            lack(request.place(), "the request has no task_type", "add task_type");
            return Optional.empty();
        }
        return Optional.of(read);
    }

    /** The attributes that are not null: one that is null is one that is missing. */
    private Map<String, Object> attributes(MapReader owner) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        owner.optionalMap("attributes", "the attributes")
                .ifPresent(map -> open(map)
                        .entries()
                        .forEach((name, entry) -> OutputValues.of(entry.value(), FactType.ANY, in.problems())
                                .ifPresent(value -> attributes.put(name, value))));
        return attributes;
    }

    private Optional<SlaTask> task(MapReader task, Instant clock) {
        Optional<String> type = task.optionalText("type");
        Optional<Instant> startedAt = task.value("started_at").flatMap(value -> Formats.instant(value, in.problems()));
        Optional<Instant> elapsed = task.value("elapsed").map(value -> clock.minus(Lengths.read(value, in.problems())));
        SlaTask read = SlaTask.of(type.orElse(""), startedAt.or(() -> elapsed).orElse(clock))
                .pauses(pauses(task));
        Optional<String> key = task.optionalText("key");
        if (key.isPresent()) {
            read = read.key(key.get());
        }
        for (Map.Entry<String, Object> attribute : attributes(task).entrySet()) {
            read = read.attribute(attribute.getKey(), attribute.getValue());
        }
        if (type.isEmpty()) {
            lack(task.place(), "the task has no type", "add type");
        }
        if (task.has("started_at") == task.has("elapsed")) {
            String found = task.has("elapsed") ? "both started_at and elapsed" : "neither started_at nor elapsed";
            lack(task.place(), "the task has " + found, "want one of them");
        }
        return type.isEmpty() ? Optional.empty() : Optional.of(read);
    }

    private List<Pause> pauses(MapReader task) {
        List<Pause> pauses = new ArrayList<>();
        for (MapReader pause : task.optionalMaps("pauses", "a pause")) {
            if (!pause.has("from")) {
                pause.missing("from", "a pause");
            }
            Optional<Instant> from = pause.value("from").flatMap(value -> Formats.instant(value, in.problems()));
            Optional<Instant> until = pause.value("until").flatMap(value -> Formats.instant(value, in.problems()));
            if (from.isPresent() && until.isPresent() && !from.get().isBefore(until.get())) {
                lack(pause.keyPlace("until"), "the pause ends before it begins", "want \"from\" before \"until\"");
            } else {
                from.ifPresent(begin -> pauses.add(new Pause(begin, until)));
            }
        }
        return pauses;
    }

    private void lack(Place at, String message, String hint) {
        lacks.error("incomplete-test", at, message, hint);
    }
}
