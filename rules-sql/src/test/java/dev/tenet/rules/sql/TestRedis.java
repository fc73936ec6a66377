package dev.tenet.rules.sql;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import redis.clients.jedis.Jedis;
import redis.embedded.RedisServer;

/** A real Redis, started from a Maven artefact. The test is skipped where it cannot run. */
final class TestRedis implements AutoCloseable {
    private static final List<String> LIBRARIES =
            List.of("/usr/lib/x86_64-linux-gnu", "/lib/x86_64-linux-gnu", "/usr/lib64", "/lib64", "/usr/lib");

    private final int port = freePort();
    private final Path folder = folder();
    private RedisServer server = start();

    TestRedis() {}

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("redis");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RedisServer start() {
        String system = System.getProperty("os.name") + '/' + System.getProperty("os.arch");
        assumeTrue(system.equals("Linux/amd64"), () -> "the Redis of the tests runs on Linux/amd64, this is " + system);
        assumeTrue(
                LIBRARIES.stream().anyMatch(folder -> Files.exists(Path.of(folder, "libssl.so.3"))),
                () -> "the Redis of the tests wants OpenSSL 3, and libssl.so.3 is in none of " + LIBRARIES);
        try {
            RedisServer made = RedisServer.newRedisServer()
                    .bind("127.0.0.1")
                    .port(port)
                    .setting("save \"\"")
                    .setting("appendonly no")
                    .setting("dir " + folder)
                    .build();
            made.start();
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI uri() {
        return URI.create("redis://127.0.0.1:" + port);
    }

    int port() {
        return port;
    }

    /** Writes what it knows to a file, which the next start reads. */
    void save() {
        try (Jedis client = new Jedis(uri())) {
            client.save();
        }
    }

    /** Stops it; it forgets all, but for what was saved. */
    void stop() {
        try {
            server.stop();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it again at its old place. */
    void restart() {
        server = start();
    }

    @Override
    public void close() {
        stop();
        try {
            Files.deleteIfExists(folder.resolve("dump.rdb"));
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
