package dev.tenet.rules.sql;

import java.util.Locale;

/** The databases whose SQL Tenet knows. */
public enum Dialect {
    /** SQLite 3. */
    SQLITE,
    /** H2 2, in its regular mode. */
    H2,
    /** PostgreSQL, with {@code standard_conforming_strings} on, as it is by default. */
    POSTGRESQL,
    /** MariaDB, with the default {@code sql_mode}: backslashes escape, double quotes hold text. */
    MARIADB;

    private final String yamlName = name().toLowerCase(Locale.ROOT);

    /** The name as written in YAML, such as {@code postgresql}. */
    public String yamlName() {
        return yamlName;
    }
}
