package dev.tenet.rules.cli;

import dev.tenet.rules.Layer;
import dev.tenet.rules.RuleSet;
import dev.tenet.rules.RuleSetException;
import dev.tenet.rules.routing.Session;
import dev.tenet.rules.spi.MapReader;
import dev.tenet.rules.spi.RuleSection;
import dev.tenet.rules.spi.Sections;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** A file that says which sessions there are. It is read as a section of rules is, so its mistakes are told as well. */
final class FleetFile implements RuleSection<FleetFile.Observed> {
    /** The sessions in the order they were written. */
    record Observed(List<Session> list) {}

    /**
     * Reads a file.
     *
     * @throws RefusedException if anything in it is wrong
     * @throws IllegalArgumentException if it cannot be read
     */
    static List<Session> read(Path file, Surroundings at) {
        String name = at.name(file);
        try {
            String text = Files.readString(at.directory().resolve(file), StandardCharsets.UTF_8);
            return RuleSet.loader()
                    .section(new FleetFile())
                    .layer(Layer.of(name, text))
                    .load()
                    .section(Observed.class)
                    .list();
        } catch (RuleSetException e) {
            throw new RefusedException(Report.of(name, e.problems()));
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("got nothing at " + name + ", want a file with the sessions", e);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read " + name + ": " + e, e);
        }
    }

    @Override
    public String name() {
        return "fleet";
    }

    @Override
    public Class<Observed> type() {
        return Observed.class;
    }

    @Override
    public Set<String> keys() {
        return Set.of("fleet");
    }

    @Override
    public URL schema() {
        return Objects.requireNonNull(FleetFile.class.getResource("fleet.schema.json"));
    }

    @Override
    public Observed bind(MapReader in, Sections others) {
        List<Session> sessions = new ArrayList<>();
        in.optionalMap("fleet", "the fleet")
                .ifPresent(fleet ->
                        fleet.named("a session").forEach((name, session) -> sessions.add(session(name, session))));
        return new Observed(List.copyOf(sessions));
    }

    private static Session session(String name, MapReader in) {
        String provider = in.text("provider");
        return Session.of(name.isBlank() ? "unnamed" : name, provider.isBlank() ? "unknown" : provider)
                .status(in.oneOf("status", Session.Status.class, Session.Status.IDLE))
                .health(in.oneOf("health", Session.Health.class, Session.Health.HEALTHY))
                .capacity((int) in.integer("capacity", 0, 1_000_000, 1))
                .load((int) in.integer("load", 0, 1_000_000, 0));
    }
}
