package dev.tenet.rules.bench;

import dev.tenet.rules.Layer;
import dev.tenet.rules.RuleSet;
import dev.tenet.rules.decision.Variant;
import dev.tenet.rules.decision.Variants;
import dev.tenet.rules.routing.Fleet;
import dev.tenet.rules.routing.RouteDecision;
import dev.tenet.rules.routing.RouteRequest;
import dev.tenet.rules.routing.Router;
import dev.tenet.rules.routing.Session;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Which variant a key of 20 characters falls into, beside the same hash written by hand over the bytes of salt and key;
 * and a routing decision with and without variants. Keys take turns, so that no side learns one answer by heart.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class VariantBenchmark {
    private static final int KEYS = 256;
    private static final String SALT = "environment_routing.bug_fix";

    private final Variants<String> variants = Variants.of(
            SALT, List.of(new Variant<>("control", 50, "a"), new Variant<>("b", 30, "b"), new Variant<>("c", 20, "c")));
    private final String[] keys = new String[KEYS];
    private final String[] keysBeyondAscii = new String[KEYS];
    private final RouteRequest[] varied = new RouteRequest[KEYS];
    private final RouteRequest[] plain = new RouteRequest[KEYS];
    private Router router = Router.of(RuleSet.loader().load(), Fleet.create());
    private int turn;

    /** Builds keys, requests and rules, and holds both ways of choosing against one another. */
    @Setup
    public void setUp() {
        for (int i = 0; i < KEYS; i++) {
            keys[i] = String.format("customer-%011d", i * 7_919L);
            keysBeyondAscii[i] = String.format("kund\u00fcn-%013d", i * 7_919L);
            varied[i] = RouteRequest.of("varied").key(keys[i]);
            plain[i] = RouteRequest.of("plain").key(keys[i]);
            if (!variants.select(keys[i]).value().equals(byHand(keys[i]))) {
                throw new IllegalStateException("by hand another variant of " + keys[i]);
            }
        }
        String rule = "requires_env: false, preferred_sessions: [one, two], merge_via_pr: true, priority: 5,"
                + " timeout_minutes: 30";
        Fleet fleet = Fleet.create();
        fleet.put(Session.of("one", "claude"));
        fleet.put(Session.of("two", "claude"));
        router = Router.of(
                RuleSet.loader()
                        .layer(Layer.of(
                                "bench",
                                "version: '1.0'\nenvironment_routing:\n  plain: {" + rule + "}\n  varied: {" + rule
                                        + ", variants: [{name: control, weight: 50}, {name: b, weight: 30, set: {priority: 6}},"
                                        + " {name: c, weight: 20, set: {preferred_sessions: [two]}}]}\n"))
                        .load(),
                fleet);
    }

    private int next() {
        int at = turn;
        turn = at + 1 & KEYS - 1;
        return at;
    }

    /** The variant of a key. */
    @Benchmark
    public String select() {
        return variants.select(keys[next()]).value();
    }

    /** The variant of a key with one character beyond ASCII. */
    @Benchmark
    public String selectBeyondAscii() {
        return variants.select(keysBeyondAscii[next()]).value();
    }

    /** The same by hand. */
    @Benchmark
    public String selectByHand() {
        return byHand(keys[next()]);
    }

    /** A decision by a rule with three variants. */
    @Benchmark
    public RouteDecision routeWithVariants() {
        return router.route(varied[next()]);
    }

    /** A decision by the same rule without variants. */
    @Benchmark
    public RouteDecision routeWithout() {
        return router.route(plain[next()]);
    }

    private static String byHand(String key) {
        byte[] bytes = (SALT + key).getBytes(StandardCharsets.UTF_8);
        long bucket = (murmur(bytes) & 0xFFFF_FFFFL) * 100 >>> 32;
        return bucket < 50 ? "a" : bucket < 80 ? "b" : "c";
    }

    private static int murmur(byte[] bytes) {
        int hash = 0;
        int blocks = bytes.length & ~3;
        for (int at = 0; at < blocks; at += 4) {
            int block =
                    bytes[at] & 0xFF | (bytes[at + 1] & 0xFF) << 8 | (bytes[at + 2] & 0xFF) << 16 | bytes[at + 3] << 24;
            hash = Integer.rotateLeft(hash ^ Integer.rotateLeft(block * 0xCC9E2D51, 15) * 0x1B873593, 13) * 5
                    + 0xE6546B64;
        }
        int rest = 0;
        for (int at = bytes.length - 1; at >= blocks; at--) {
            rest = rest << 8 | bytes[at] & 0xFF;
        }
        hash ^= Integer.rotateLeft(rest * 0xCC9E2D51, 15) * 0x1B873593 ^ bytes.length;
        hash = (hash ^ hash >>> 16) * 0x85EBCA6B;
        hash = (hash ^ hash >>> 13) * 0xC2B2AE35;
        return hash ^ hash >>> 16;
    }
}
