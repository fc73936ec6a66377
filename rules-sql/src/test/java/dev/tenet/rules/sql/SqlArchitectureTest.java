package dev.tenet.rules.sql;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static java.util.stream.Collectors.joining;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.stream.Stream;

/** Which room of this module knows which, and who knows the libraries that a host may leave out. */
@AnalyzeClasses(packages = "dev.tenet.rules.sql", importOptions = ImportOption.DoNotIncludeTests.class)
final class SqlArchitectureTest {
    private static final String MODULE = "dev.tenet.rules.sql..";
    private static final String TEXT = "dev.tenet.rules.sql.internal.text..";
    private static final String DIALECT = "dev.tenet.rules.sql.internal.dialect..";
    private static final String CODEC = "dev.tenet.rules.sql.internal.codec..";
    private static final String BULK = "dev.tenet.rules.sql.internal.bulk..";
    private static final String DRIVER = "dev.tenet.rules.sql.internal.driver..";
    private static final String CACHE = "dev.tenet.rules.sql.cache..";

    @ArchTest
    static final ArchRule the_text_of_sql_knows_only_whose_text_it_is = knowsOnly(is(Dialect.class), TEXT);

    @ArchTest
    static final ArchRule translation_knows_only_texts = knowsOnly(is(Dialect.class), DIALECT, TEXT);

    @ArchTest
    static final ArchRule values_know_only_their_types = knowsOnly(is(Dialect.class, ValueType.class), CODEC);

    @ArchTest
    static final ArchRule bulk_loads_know_no_templates = knowsOnly(
            is(Dialect.class, ValueType.class, BulkLoadException.class, BulkProgress.class, RejectedRow.class),
            BULK,
            CODEC,
            DRIVER,
            TEXT);

    @ArchTest
    static final ArchRule drivers_know_nothing_of_tenet = knowsOnly(is(), DRIVER);

    @ArchTest
    static final ArchRule a_cache_of_results_knows_no_templates = knowsOnly(is(Dialect.class), CACHE);

    @ArchTest
    static final ArchRule one_class_knows_micrometer = onlyIn("MicrometerObserver", "io.micrometer..");

    @ArchTest
    static final ArchRule the_pools_alone_know_hikari = onlyIn("(ConnectionPool|Sessions)", "com.zaxxer..");

    @ArchTest
    static final ArchRule one_room_and_its_neighbours_know_a_driver = onlyIn(
            "(internal.driver.PostgresqlDriver|internal.bulk.CopyRows|Cancellation)",
            "org.postgresql..",
            "org.mariadb..",
            "org.sqlite..",
            "org.h2..");

    @ArchTest
    static final ArchRule one_cache_knows_caffeine = onlyIn("cache.MemoryCache", "com.github.benmanes..");

    @ArchTest
    static final ArchRule one_cache_knows_redis = onlyIn("cache.(RedisCache|RedisLink)", "redis..");

    @ArchTest
    static final ArchRule nothing_is_serialized_as_java_does =
            noClasses().should().dependOnClassesThat().belongToAnyOf(ObjectInputStream.class, ObjectOutputStream.class);

    @ArchTest
    static final ArchRule static_fields_are_final =
            fields().that().areStatic().should().beFinal();

    @ArchTest
    static final ArchRule nobody_sleeps = noClasses().should().callMethod(Thread.class, "sleep", long.class);

    @ArchTest
    static final ArchRule nobody_prints = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

    private static DescribedPredicate<JavaClass> is(Class<?>... types) {
        return belongToAnyOf(types)
                .as(Stream.of(types).map(Class::getSimpleName).collect(joining(", ")));
    }

    /** The first of the rooms knows, of this module, nothing but the rooms and some types. */
    private static ArchRule knowsOnly(DescribedPredicate<JavaClass> types, String... rooms) {
        return noClasses()
                .that()
                .resideInAPackage(rooms[0])
                .should()
                .dependOnClassesThat(resideInAPackage(MODULE)
                        .and(not(resideInAnyPackage(rooms)))
                        .and(not(types))
                        .as("belong to the rest of the module, without " + types.getDescription()));
    }

    private static ArchRule onlyIn(String owner, String... library) {
        String name = "dev\\.tenet\\.rules\\.sql\\." + owner.replace(".", "\\.") + "(\\$.*)?";
        return classes()
                .that()
                .haveNameNotMatching(name)
                .should()
                .onlyDependOnClassesThat(
                        not(resideInAnyPackage(library)).as("do not reside in " + String.join(", ", library)));
    }
}
