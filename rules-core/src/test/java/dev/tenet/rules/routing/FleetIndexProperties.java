package dev.tenet.rules.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Random lives of a fleet: the index finds what a look at every session finds, and a scan does what its words say. */
class FleetIndexProperties {
    private static final List<String> NAMES = List.of("a", "b", "c", "d", "e", "f", "g", "h");
    private static final List<String> PROVIDERS = List.of("p", "q", "r");

    private final MovableClock clock = new MovableClock();

    @Property(tries = 1000)
    void theIndexFindsWhatAScanFinds(@ForAll long seed) {
        Random random = new Random(seed);
        Fleet fleet =
                Fleet.builder().clock(clock).staleAfter(Duration.ofSeconds(10)).build();
        Draws draws = new Draws(seed);
        for (int step = 0; step < 60; step++) {
            change(fleet, random);
            Eligibility eligibility = eligibility(random);
            // Routers may have clocks of their own, which run behind or ahead.
            long now = clock.millis() + random.nextInt(-6_000, 6_000);
            Session scanned = fleet.leastLoadedByScan(eligibility, now);
            assertThat(fleet.leastLoaded(eligibility, now)).isEqualTo(scanned);
            Session drawn = fleet.lessLoadedOfTwo(eligibility, draws, now);
            assertThat(drawn == null).isEqualTo(scanned == null);
            assertThat(drawn == null || eligibility.passes(drawn, fleet, now)).isTrue();
        }
        assertThat(fleet.snapshot().sessions()).isEqualTo(fleet.sessions());
    }

    private void change(Fleet fleet, Random random) {
        String name = one(NAMES, random);
        switch (random.nextInt(9)) {
            case 0, 1 -> fleet.put(session(name, random));
            case 2 -> fleet.remove(name);
            case 3 -> fleet.update(name, it -> it.load(random.nextInt(4)));
            case 4 -> fleet.update(name, it -> it.capacity(random.nextInt(4)));
            case 5 -> fleet.heartbeat(name);
            case 6 -> clock.advance(Duration.ofSeconds(random.nextInt(-4, 8)));
            case 7 -> fleet.find(name).ifPresent(fleet::reserve);
            default -> fleet.reconcile(scan(random).values());
        }
    }

    @Property(tries = 2000)
    void aScanDoesWhatItsWordsSay(@ForAll long seed) {
        Random random = new Random(seed);
        Fleet fleet = Fleet.builder().clock(clock).build();
        Map<String, Session> naive = new LinkedHashMap<>();
        scan(random).values().forEach(session -> {
            fleet.put(session);
            naive.put(session.name(), heard(session));
        });
        Map<String, Session> before = new LinkedHashMap<>(naive);
        clock.advance(Duration.ofSeconds(random.nextInt(5)));
        Map<String, Session> scan = scan(random);

        Reconciliation result = fleet.reconcile(scan.values());

        naive.keySet().retainAll(scan.keySet());
        scan.forEach((name, seen) -> {
            Session known = before.get(name);
            Session session = heard(seen);
            if (known != null) {
                session = session.load(known.load());
                if (known.lastHeartbeat().isAfter(session.lastHeartbeat())) {
                    session = session.lastHeartbeat(known.lastHeartbeat());
                }
            }
            naive.put(name, session);
        });
        assertThat(fleet.sessions()).containsExactlyInAnyOrderElementsOf(naive.values());
        assertThat(result.added()).containsExactlyElementsOf(without(scan.keySet(), before.keySet()));
        assertThat(result.removed()).containsExactlyInAnyOrderElementsOf(without(before.keySet(), scan.keySet()));
        assertThat(result.changed()).allMatch(name -> differs(before.get(name), naive.get(name)));
        assertThat(without(scan.keySet(), result.changed()))
                .allMatch(name -> !before.containsKey(name) || !differs(before.get(name), naive.get(name)));
    }

    private static boolean differs(Session one, Session other) {
        return !one.lastHeartbeat(Instant.EPOCH).equals(other.lastHeartbeat(Instant.EPOCH));
    }

    private static List<String> without(Iterable<String> all, java.util.Collection<String> left) {
        List<String> rest = new ArrayList<>();
        all.forEach(name -> {
            if (!left.contains(name)) {
                rest.add(name);
            }
        });
        return rest;
    }

    private Session heard(Session session) {
        return session.lastHeartbeat().equals(Instant.EPOCH) ? session.lastHeartbeat(clock.instant()) : session;
    }

    private Map<String, Session> scan(Random random) {
        Map<String, Session> scan = new LinkedHashMap<>();
        for (String name : NAMES) {
            if (random.nextInt(3) > 0) {
                scan.put(name, session(name, random));
            }
        }
        return scan;
    }

    private Session session(String name, Random random) {
        return new Session(
                name,
                one(PROVIDERS, random),
                random.nextInt(3) > 0 ? Session.Status.IDLE : one(List.of(Session.Status.values()), random),
                random.nextInt(3) > 0 ? Session.Health.HEALTHY : one(List.of(Session.Health.values()), random),
                random.nextInt(4),
                random.nextInt(4),
                random.nextInt(3) > 0 ? Instant.EPOCH : clock.instant().minusMillis(random.nextInt(12_000)));
    }

    private static Eligibility eligibility(Random random) {
        return new Eligibility(
                random.nextBoolean() ? Set.of() : Set.of(one(NAMES, random)),
                random.nextBoolean()
                        ? Optional.empty()
                        : Optional.of(Set.of("p", one(List.of("q", "unheard of"), random))),
                random.nextInt(3) > 0 ? Set.of() : Set.of(one(PROVIDERS, random)));
    }

    private static <T> T one(List<T> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }
}
