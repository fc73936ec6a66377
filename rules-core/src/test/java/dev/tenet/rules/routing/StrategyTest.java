package dev.tenet.rules.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tenet.rules.RuleSet;
import dev.tenet.rules.routing.RouteDecision.Routed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the strategies promise, counted over many tasks. Every seed is fixed: what holds once holds always. */
class StrategyTest {
    private static final RouteRequest FIX = RouteRequest.of("fix");

    private final MovableClock clock = new MovableClock();
    private final Fleet fleet = Fleet.builder().clock(clock).build();

    private static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "s" + i).toList();
    }

    private Router router(String keys) {
        return Router.builder(TestRules.fix(keys), fleet).seed(7).build();
    }

    private static String name(RouteDecision decision) {
        return ((Routed) decision).session().name();
    }

    private static Map<String, Integer> count(int times, Supplier<String> name) {
        Map<String, Integer> counts = new TreeMap<>();
        for (int i = 0; i < times; i++) {
            counts.merge(name.get(), 1, Integer::sum);
        }
        return counts;
    }

    private void putWithLoads(int count) {
        for (int i = 0; i < count; i++) {
            fleet.put(Session.of("s" + i, "claude").capacity(100).load(i));
        }
    }

    // ---- power of two ----

    @Test
    void twoDifferentSessionsAreComparedSoTheFullerOfTwoNeverWins() {
        putWithLoads(2);

        for (String list : List.of("[s0, s1]", "[s1, s0]", "[gone, s0, s1]", "[s1, gone, s0]")) {
            Router listed = router("preferred_sessions: " + list + ", strategy: power_of_two");
            assertThat(count(1_000, () -> name(listed.route(FIX)))).containsOnlyKeys("s0");
        }
        Router among = router("preferred_sessions: [], strategy: power_of_two");
        assertThat(count(1_000, () -> name(among.route(FIX)))).containsOnlyKeys("s0");
    }

    @Test
    void everyPairOfPreferredSessionsIsComparedAsOften() {
        putWithLoads(9);
        IntStream.of(1, 3, 5, 7).forEach(i -> fleet.update("s" + i, it -> it.status(Session.Status.OFFLINE)));

        assertPairsAreEven(router("preferred_sessions: [s8, s7, s6, s5, s4, s3, s2, s1, s0], strategy: power_of_two"));
    }

    @Test
    void everyPairIsComparedAsOftenAlsoWhereFewOfManyCanTakeTheTask() {
        putWithLoads(9);
        IntStream.of(1, 3, 5, 7).forEach(i -> fleet.remove("s" + i));
        List<String> listed = new ArrayList<>(names(9));
        IntStream.range(0, 200).forEach(i -> listed.add(i % 10, "gone" + i));

        assertPairsAreEven(router("preferred_sessions: " + listed + ", strategy: power_of_two"));
    }

    @Test
    void everyPairOfAllSessionsIsComparedAsOftenWhereNoneIsPreferred() {
        putWithLoads(9);
        IntStream.of(1, 3, 5, 7).forEach(i -> fleet.update("s" + i, it -> it.status(Session.Status.OFFLINE)));

        assertPairsAreEven(router("preferred_sessions: [], strategy: power_of_two"));
    }

    /** Of five sessions the one with k fuller ones wins k of the ten pairs. */
    private static void assertPairsAreEven(Router router) {
        int times = 40_000;
        Map<String, Integer> counts = count(times, () -> name(router.route(FIX)));
        assertThat(counts).containsOnlyKeys("s0", "s2", "s4", "s6");
        List<String> emptiestFirst = List.of("s0", "s2", "s4", "s6");
        for (int rank = 0; rank < 4; rank++) {
            // The standard deviation is below 0.25 %.
            assertThat(counts.get(emptiestFirst.get(rank)) / (double) times)
                    .as(emptiestFirst.get(rank))
                    .isCloseTo((4 - rank) / 10.0, within(0.01));
        }
    }

    @Test
    void theFullestOfManyStaysAsLowAsTheoryOfTwoChoicesSays() {
        int sessions = 2_000;
        int theory = (int) Math.ceil(Math.log(Math.log(sessions)) / Math.log(2)) + 1;
        List<String> names = names(sessions);
        names.forEach(name -> fleet.put(Session.of(name, "claude").capacity(1_000)));

        assertThat(fullestAfter(sessions, router("preferred_sessions: [], strategy: power_of_two")))
                .isLessThanOrEqualTo(theory);
        names.forEach(name -> fleet.remove(name));
        Fleet again = Fleet.builder().clock(clock).build();
        names.forEach(name -> again.put(Session.of(name, "claude").capacity(1_000)));
        Router listed = Router.builder(
                        TestRules.fix("preferred_sessions: " + names + ", strategy: power_of_two"), again)
                .seed(7)
                .build();
        assertThat(fullestAfter(sessions, listed)).isLessThanOrEqualTo(theory);

        int[] oneChoice = new int[sessions];
        Random random = new Random(7);
        IntStream.range(0, sessions).forEach(i -> oneChoice[random.nextInt(sessions)]++);
        assertThat(IntStream.of(oneChoice).max().orElseThrow())
                .as("with one choice, for comparison")
                .isGreaterThan(theory);
    }

    @SuppressWarnings("MustBeClosedChecker")
    private static int fullestAfter(int tasks, Router router) {
        Map<String, Integer> loads = new HashMap<>();
        for (int i = 0; i < tasks; i++) {
            loads.merge(name(router.assign(FIX).decision()), 1, Integer::sum);
        }
        return loads.values().stream().mapToInt(Integer::intValue).max().orElseThrow();
    }

    @Test
    void theSameSeedDrawsTheSameSessions() {
        putWithLoads(9);
        RuleSet rules = TestRules.fix("preferred_sessions: " + names(9) + ", strategy: power_of_two");

        assertThat(drawn(rules, 1)).isEqualTo(drawn(rules, 1)).isNotEqualTo(drawn(rules, 2));
    }

    private List<String> drawn(RuleSet rules, long seed) {
        Router router = Router.builder(rules, fleet).seed(seed).build();
        return IntStream.range(0, 50).mapToObj(i -> name(router.route(FIX))).toList();
    }

    // ---- weighted ----

    private List<String> assign(Router router, int times) {
        List<String> taken = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            try (Assignment assignment = router.assign(FIX)) {
                taken.add(name(assignment.decision()));
            }
        }
        return taken;
    }

    @Test
    void weightsAreSpreadSmoothlyFromTheFirstAssignment() {
        names(3).forEach(name -> fleet.put(Session.of(name, "claude").capacity(9)));
        Router router = router("preferred_sessions: [s0, s1, s2], strategy: weighted, weights: {s0: 5}");

        assertThat(assign(router, 14))
                .containsExactly("s0", "s0", "s1", "s0", "s2", "s0", "s0", "s0", "s0", "s1", "s0", "s2", "s0", "s0");
    }

    @Test
    void aQuestionDoesNotTakeATurn() {
        names(2).forEach(name -> fleet.put(Session.of(name, "claude")));
        Router router = router("preferred_sessions: [s0, s1], strategy: weighted, weights: {s0: 1}");

        assertThat(count(10, () -> name(router.route(FIX)))).containsOnlyKeys("s0");
        assertThat(name(router.explain(FIX).decision())).isEqualTo("s0");
        assertThat(assign(router, 1)).containsExactly("s0");
        assertThat(name(router.route(FIX))).isEqualTo("s1");
    }

    @Test
    void atNoMomentIsASessionAWholeTaskAwayFromItsShareAndEachRoundIsExact() {
        int[] weights = {7, 4, 3, 1};
        names(4).forEach(name -> fleet.put(Session.of(name, "claude").capacity(9)));
        Router router = router(
                "preferred_sessions: [s0, s1, s2, s3], strategy: weighted, weights: {s0: 7, s1: 4, s2: 3, s3: 1}");

        int[] taken = new int[4];
        for (int n = 1; n <= 15_000; n++) {
            taken[assign(router, 1).get(0).charAt(1) - '0']++;
            for (int i = 0; i < 4; i++) {
                assertThat(taken[i] - n * weights[i] / 15.0).isBetween(-1.2, 1.2);
            }
        }
        assertThat(taken).containsExactly(7_000, 4_000, 3_000, 1_000);
    }

    @Test
    void aSessionThatIsAwayNeitherGainsNorLosesTurns() {
        names(3).forEach(name -> fleet.put(Session.of(name, "claude").capacity(9)));
        Router router = router("preferred_sessions: [s0, s1, s2], strategy: weighted, weights: {s0: 2, s1: 1, s2: 1}");
        fleet.update("s0", it -> it.status(Session.Status.OFFLINE));
        assertThat(assign(router, 100)).filteredOn("s1"::equals).hasSize(50);

        fleet.update("s0", it -> it.status(Session.Status.IDLE));
        assertThat(count(
                        1,
                        () -> assign(router, 400).stream().filter("s0"::equals).count() + ""))
                .containsOnlyKeys("200");
    }

    // ---- sticky ----

    @Test
    void onlyTheKeysOfASessionThatLeftMoveAndTheyComeBackWithIt() {
        List<String> names = names(20);
        for (String list : List.of(names.toString(), "[]")) {
            names.forEach(name -> fleet.put(Session.of(name, "claude")));
            Router router = router("preferred_sessions: " + list + ", strategy: sticky");
            Map<String, String> before = placed(router);
            fleet.remove("s7");
            Map<String, String> without = placed(router);

            before.forEach((key, session) -> {
                if (session.equals("s7")) {
                    assertThat(without.get(key)).isNotEqualTo("s7");
                } else {
                    assertThat(without).containsEntry(key, session);
                }
            });
            fleet.put(Session.of("s7", "claude"));
            assertThat(placed(router)).isEqualTo(before);

            Map<String, Integer> share = new TreeMap<>();
            before.values().forEach(session -> share.merge(session, 1, Integer::sum));
            assertThat(share)
                    .hasSize(20)
                    .allSatisfy((session, keys) -> assertThat(keys)
                            .as("500 expected, standard deviation 22")
                            .isBetween(410, 590));
        }
    }

    private static Map<String, String> placed(Router router) {
        Map<String, String> placed = new HashMap<>();
        for (int i = 0; i < 10_000; i++) {
            placed.put("customer-" + i, name(router.route(FIX.key("customer-" + i))));
        }
        return placed;
    }

    @Test
    void aRequestWithoutAKeyGoesToTheLeastLoaded() {
        putWithLoads(3);

        assertThat(name(router("preferred_sessions: [s2, s1], strategy: sticky").route(FIX)))
                .isEqualTo("s1");
        assertThat(name(router("preferred_sessions: [], strategy: sticky").route(FIX)))
                .isEqualTo("s0");
    }

    // ---- least loaded ----

    @Test
    void onAQuietFleetNoSessionIsChosenThatIsFullerThanAnother() {
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            fleet.put(Session.of("s" + i, i % 3 == 0 ? "claude" : "codex").capacity(1 + random.nextInt(20)));
        }
        Router router = router("preferred_sessions: []");
        for (int i = 0; i < 2_000; i++) {
            Session emptiest = fleet.sessions().stream()
                    .filter(it -> !it.full())
                    .min((a, b) -> a.compareLoad(b))
                    .orElseThrow();
            Routed routed = (Routed) router.assign(FIX).decision();
            assertThat(routed.session().compareLoad(emptiest)).isZero();
            if (i % 3 == 0) {
                fleet.update("s" + random.nextInt(300), it -> it.load(random.nextInt(it.capacity())));
            }
        }
    }
}
