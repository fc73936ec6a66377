package dev.tenet.rules.sql;

import com.zaxxer.hikari.HikariConfig;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How the connections of one database are made: in UTC, and those for reading such that the database refuses changes.
 * All of it is set once, when a connection is opened.
 */
final class Sessions {
    private static final String SQLITE = "jdbc:sqlite:";
    private static final String H2_MEMORY = "jdbc:h2:mem:";
    private static final int SQLITE_OPEN_READONLY = 1;
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(5);
    private static final Pattern H2_READER_SETTINGS = Pattern.compile(
            "(CIPHER|IFEXISTS|SCHEMA|SCHEMA_SEARCH_PATH|AUTO_SERVER|AUTO_SERVER_PORT|DATABASE_TO_\\w+"
                    + "|CASE_INSENSITIVE_IDENTIFIERS)=.*",
            Pattern.CASE_INSENSITIVE);

    private final Dialect dialect;
    private final String url;
    private final boolean inMemory;
    private final PoolOptions options;

    Sessions(String jdbcUrl, PoolOptions options) {
        this.dialect = dialect(jdbcUrl);
        this.inMemory = jdbcUrl.startsWith(SQLITE + ":memory:") || jdbcUrl.startsWith(H2_MEMORY);
        this.url = shared(jdbcUrl);
        this.options = options;
    }

    Dialect dialect() {
        return dialect;
    }

    /** Whether the database ends with its last connection. */
    boolean inMemory() {
        return inMemory;
    }

    String url() {
        return url;
    }

    /** Whether the database itself refuses to write over a connection for reading. */
    boolean holdReadOnly() {
        return dialect != Dialect.H2 || options.reader().isPresent();
    }

    private static Dialect dialect(String url) {
        String start = url.toLowerCase(Locale.ROOT);
        if (start.startsWith(SQLITE)) {
            return Dialect.SQLITE;
        } else if (start.startsWith("jdbc:h2:")) {
            return Dialect.H2;
        } else if (start.startsWith("jdbc:postgresql:")) {
            return Dialect.POSTGRESQL;
        } else if (start.startsWith("jdbc:mariadb:")) {
            return Dialect.MARIADB;
        }
        String scheme = url.substring(0, Math.max(0, url.indexOf(':', url.indexOf(':') + 1)));
        throw new IllegalArgumentException("got a URL that begins with \"" + scheme
                + "\", want jdbc:sqlite:, jdbc:h2:, jdbc:postgresql: or jdbc:mariadb:");
    }

    /** A database in memory without a name would be another one for each connection: it gets a name. */
    private static String shared(String url) {
        if (url.startsWith(SQLITE + ":memory:")) {
            return SQLITE + "file:/tenet-" + UUID.randomUUID() + "?vfs=memdb";
        }
        boolean unnamed = url.equals(H2_MEMORY) || url.startsWith(H2_MEMORY + ';');
        return unnamed ? H2_MEMORY + "tenet-" + UUID.randomUUID() + url.substring(H2_MEMORY.length()) : url;
    }

    /** What the driver is told for a connection for writing. */
    Properties writerProperties() {
        Properties properties = driverProperties();
        if (dialect == Dialect.SQLITE) {
            properties.setProperty("transaction_mode", "IMMEDIATE");
            properties.setProperty("foreign_keys", "true");
            if (!inMemory) {
                properties.setProperty("journal_mode", "WAL");
            }
        }
        login(options.login(), properties);
        return properties;
    }

    private Properties readerProperties() {
        Properties properties = driverProperties();
        if (dialect == Dialect.SQLITE && !inMemory) {
            properties.setProperty("open_mode", Integer.toString(SQLITE_OPEN_READONLY));
        }
        login(options.reader().or(options::login), properties);
        return properties;
    }

    private static void login(Optional<PoolOptions.Login> login, Properties properties) {
        login.ifPresent(it -> {
            properties.setProperty("user", it.user());
            properties.setProperty("password", it.password());
        });
    }

    /** The times are those of a server that does not answer; what the URL says of them counts. */
    private Properties driverProperties() {
        Properties properties = new Properties();
        long connect =
                Math.min(LONGEST_CONNECT.toMillis(), options.connectionTimeout().toMillis());
        switch (dialect) {
            case SQLITE ->
                properties.setProperty(
                        "busy_timeout",
                        Long.toString(options.connectionTimeout().toMillis()));
            case POSTGRESQL -> {
                properties.setProperty("tcpKeepAlive", "true");
                properties.setProperty("connectTimeout", seconds(connect));
                properties.setProperty(
                        "loginTimeout", seconds(options.connectionTimeout().toMillis()));
                properties.setProperty("cancelSignalTimeout", seconds(Cancellation.GRACE.toMillis()));
            }
            case MARIADB -> {
                properties.setProperty("tcpKeepAlive", "true");
                properties.setProperty("connectTimeout", Long.toString(connect));
                properties.setProperty("connectionTimeZone", "UTC");
            }
            case H2 -> {
                // H2 runs in this process: its session is set by SQL.
            }
        }
        return properties;
    }

    private static String seconds(long millis) {
        return Long.toString((millis + 999) / 1000);
    }

    HikariConfig writing() {
        HikariConfig config = pool("writing", writerProperties(), writerSetup());
        if (dialect == Dialect.SQLITE) {
            config.setMaximumPoolSize(1);
            config.setMinimumIdle(1);
        }
        return config;
    }

    HikariConfig reading() {
        HikariConfig config = pool("reading", readerProperties(), readerSetup());
        config.setJdbcUrl(readerUrl());
        // The driver of SQLite refuses to be told otherwise than it was opened.
        config.setReadOnly(dialect == Dialect.SQLITE && !inMemory);
        return config;
    }

    /** On H2 only an administrator may give most settings; the writers' connections have given them already. */
    private String readerUrl() {
        if (dialect != Dialect.H2 || options.reader().isEmpty()) {
            return url;
        }
        return Stream.of(url.split(";"))
                .filter(part -> part.startsWith("jdbc:")
                        || H2_READER_SETTINGS.matcher(part).matches())
                .collect(Collectors.joining(";"));
    }

    private String writerSetup() {
        return switch (dialect) {
            case SQLITE -> "";
            case H2 -> "SET TIME ZONE 'UTC'";
            case POSTGRESQL -> "SET TIME ZONE 'UTC'";
            case MARIADB -> "SET time_zone = '+00:00'";
        };
    }

    private String readerSetup() {
        return switch (dialect) {
            case SQLITE -> "PRAGMA query_only = 1";
            case H2 -> writerSetup();
            case POSTGRESQL -> writerSetup() + "; SET default_transaction_read_only = on";
            case MARIADB -> writerSetup() + ", SESSION tx_read_only = 1";
        };
    }

    private HikariConfig pool(String side, Properties properties, String setup) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setDataSourceProperties(properties);
        if (!setup.isEmpty()) {
            config.setConnectionInitSql(setup);
        }
        config.setPoolName(dialect.yamlName() + '-' + side);
        config.setMaximumPoolSize(options.maximum());
        config.setMinimumIdle(options.minimumIdle());
        config.setConnectionTimeout(options.connectionTimeout().toMillis());
        config.setValidationTimeout(Math.min(5_000, options.connectionTimeout().toMillis()));
        config.setLeakDetectionThreshold(options.leakDetection().toMillis());
        config.setMaxLifetime(options.maxLifetime().toMillis());
        return config;
    }
}
