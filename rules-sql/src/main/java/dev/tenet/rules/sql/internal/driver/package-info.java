/** What the drivers of databases can do beyond JDBC. */
package dev.tenet.rules.sql.internal.driver;
