package dev.tenet.rules.sql;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;

/** Which room of this module knows which, and who knows the libraries that a host may leave out. */
@AnalyzeClasses(packages = "dev.tenet.rules.sql", importOptions = ImportOption.DoNotIncludeTests.class)
final class SqlArchitectureTest {
    private static final String MODULE = "dev.tenet.rules.sql..";
    private static final String TEXT = "dev.tenet.rules.sql.internal.text..";
    private static final String DIALECT = "dev.tenet.rules.sql.internal.dialect..";
    private static final String CACHE = "dev.tenet.rules.sql.cache..";

    @ArchTest
    static final ArchRule the_text_of_sql_knows_only_whose_text_it_is = knowsOnly(TEXT, TEXT);

    @ArchTest
    static final ArchRule translation_knows_only_texts = knowsOnly(DIALECT, DIALECT, TEXT);

    @ArchTest
    static final ArchRule a_cache_of_results_knows_no_templates = knowsOnly(CACHE, CACHE);

    @ArchTest
    static final ArchRule one_class_knows_micrometer = onlyIn("MicrometerObserver", "io.micrometer..");

    @ArchTest
    static final ArchRule the_pools_alone_know_hikari = onlyIn("(ConnectionPool|Sessions)", "com.zaxxer..");

    @ArchTest
    static final ArchRule copying_and_cancelling_alone_know_a_driver =
            onlyIn("(CopyRows|Cancellation)", "org.postgresql..", "org.mariadb..", "org.sqlite..", "org.h2..");

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

    private static ArchRule knowsOnly(String room, String... known) {
        return noClasses()
                .that()
                .resideInAPackage(room)
                .should()
                .dependOnClassesThat(resideInAPackage(MODULE)
                        .and(not(resideInAnyPackage(known)))
                        .and(not(belongToAnyOf(Dialect.class)))
                        .as("the rest of the module but Dialect"));
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
