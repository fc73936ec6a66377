package dev.tenet.rules;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Random;
import java.util.stream.Stream;

/**
 * The arrows of the house: who may know whom, and what the public face may show.
 *
 * <p>{@code expression} and {@code internal.compile} know each other, since the sealed {@code Expression} permits its
 * compiled form; every other arrow points one way. A rule over a package that is still to come allows emptiness.
 */
@AnalyzeClasses(packages = "dev.tenet.rules", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    private static final String EXPRESSION = "dev.tenet.rules.expression..";
    private static final String DECISION = "dev.tenet.rules.decision..";
    private static final String ROUTING = "dev.tenet.rules.routing..";
    private static final String SLA = "dev.tenet.rules.sla..";
    private static final String UI = "dev.tenet.rules.ui..";
    private static final String TESTING = "dev.tenet.rules.testing..";
    private static final String TEST_RUNS = "dev.tenet.rules.internal.testing..";
    private static final String SYNTAX = "dev.tenet.rules.internal.syntax..";
    private static final String COMPILE = "dev.tenet.rules.internal.compile..";
    private static final String SOURCE = "dev.tenet.rules.internal.source..";

    // ---- arrows ----

    @ArchTest
    static final ArchRule expressions_know_nothing_of_what_is_built_on_them = noClasses()
            .that()
            .resideInAnyPackage(EXPRESSION, SYNTAX, COMPILE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(DECISION, ROUTING, SLA, UI, TESTING, SOURCE);

    @ArchTest
    static final ArchRule the_syntax_tree_knows_nothing_of_its_compiled_form = noClasses()
            .that()
            .resideInAPackage(SYNTAX)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(COMPILE);

    @ArchTest
    static final ArchRule rule_tables_know_no_engine = noClasses()
            .that()
            .resideInAPackage(DECISION)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROUTING, SLA, UI, TESTING);

    @ArchTest
    static final ArchRule routing_knows_no_sibling = noSibling(ROUTING, SLA, UI);

    @ArchTest
    static final ArchRule sla_knows_no_sibling = noSibling(SLA, ROUTING, UI);

    @ArchTest
    static final ArchRule ui_knows_no_sibling = noSibling(UI, ROUTING, SLA);

    @ArchTest
    static final ArchRule nothing_that_decides_knows_the_tests_of_rules = noClasses()
            .that()
            .resideOutsideOfPackages("dev.tenet.rules", TESTING, TEST_RUNS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(TESTING, TEST_RUNS);

    @ArchTest
    static final ArchRule a_run_of_tests_knows_nothing_of_its_report = noClasses()
            .that()
            .resideInAPackage(TEST_RUNS)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(TESTING);

    @ArchTest
    static final ArchRule only_the_source_package_knows_yaml_and_json = noClasses()
            .that()
            .resideOutsideOfPackage(SOURCE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.snakeyaml..", "com.networknt..", "tools.jackson..", "com.fasterxml.jackson..");

    @ArchTest
    static final ArchRule only_the_loader_knows_the_source_package = classes()
            .that()
            .resideInAPackage(SOURCE)
            .should()
            .onlyHaveDependentClassesThat()
            .resideInAnyPackage("dev.tenet.rules", SOURCE);

    @ArchTest
    static final ArchRule no_package_is_a_drawer = noClasses()
            .should()
            .resideInAnyPackage(
                    "..util..", "..utils..", "..common..", "..helper..", "..helpers..", "..manager..", "..impl..")
            .because("a helper sits beside its one user");

    // ---- what runs ----

    @ArchTest
    static final ArchRule static_fields_are_final =
            fields().that().areStatic().should().beFinal();

    @ArchTest
    static final ArchRule static_fields_hold_no_state = noFields()
            .that()
            .areStatic()
            .should()
            .haveRawType(assignableTo(ThreadLocal.class)
                    .or(assignableTo(Random.class))
                    .or(resideInAPackage("java.util.concurrent.."))
                    .as("a type made to be changed"));

    @ArchTest
    static final ArchRule time_comes_from_the_host = noClasses()
            .should()
            .accessTargetWhere(describe("the system's clock is read", ArchitectureTest::readsSystemClock))
            .because("whoever runs something hands in its clock");

    @ArchTest
    static final ArchRule nobody_sleeps_or_exits = noClasses()
            .should()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .callMethod(System.class, "exit", int.class);

    @ArchTest
    static final ArchRule nobody_prints = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

    // ---- the public face ----

    @ArchTest
    static final ArchRule the_public_face_shows_only_jdk_jspecify_and_tenet = classes()
            .that()
            .arePublic()
            .and()
            .resideOutsideOfPackage("..internal..")
            .should(showOnlyPresentableTypes());

    @ArchTest
    static final ArchRule no_accessor_begins_with_get = noMethods()
            .that()
            .arePublic()
            .and(describe("are first declared here", ArchitectureTest::isFirstDeclaration))
            .should()
            .haveNameMatching("get[A-Z].*");

    private static ArchRule noSibling(String engine, String... siblings) {
        return noClasses()
                .that()
                .resideInAPackage(engine)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(siblings);
    }

    private static boolean readsSystemClock(JavaAccess<?> access) {
        if (!(access.getTarget() instanceof CodeUnitAccessTarget target)) {
            return false;
        }
        String owner = target.getOwner().getName();
        String name = target.getName();
        boolean withoutArguments = target.getRawParameterTypes().isEmpty();
        return owner.equals("java.lang.System") && name.equals("currentTimeMillis")
                || owner.startsWith("java.time.") && name.equals("now") && withoutArguments
                || owner.equals("java.util.Date") && name.equals("<init>") && withoutArguments;
    }

    private static boolean isFirstDeclaration(JavaMethod method) {
        String[] parameters =
                method.getRawParameterTypes().stream().map(JavaClass::getName).toArray(String[]::new);
        return Stream.concat(
                        method.getOwner().getAllRawSuperclasses().stream(),
                        method.getOwner().getAllRawInterfaces().stream())
                .noneMatch(parent ->
                        parent.tryGetMethod(method.getName(), parameters).isPresent());
    }

    private static ArchCondition<JavaClass> showOnlyPresentableTypes() {
        return new ArchCondition<>("show only the JDK, JSpecify and Tenet's exported packages") {
            @Override
            public void check(JavaClass shown, ConditionEvents events) {
                Stream.concat(
                                Stream.of(shown.getSuperclass().stream(), shown.getInterfaces().stream())
                                        .flatMap(parents -> parents),
                                shown.getMembers().stream()
                                        .filter(ArchitectureTest::isVisible)
                                        .flatMap(ArchitectureTest::signature))
                        .flatMap(type -> type.getAllInvolvedRawTypes().stream())
                        .filter(type -> !isPresentable(type))
                        .distinct()
                        .forEach(type -> events.add(SimpleConditionEvent.violated(
                                shown, shown.getName() + " shows " + type.getName() + " in its public face")));
            }
        };
    }

    private static boolean isVisible(JavaMember member) {
        return member.getModifiers().contains(JavaModifier.PUBLIC)
                || member.getModifiers().contains(JavaModifier.PROTECTED);
    }

    private static Stream<JavaType> signature(JavaMember member) {
        if (member instanceof JavaField field) {
            return Stream.of(field.getType());
        }
        if (member instanceof JavaCodeUnit unit) {
            return Stream.of(
                            Stream.of(unit.getReturnType()),
                            unit.getParameterTypes().stream(),
                            unit.getExceptionTypes().stream())
                    .flatMap(types -> types);
        }
        throw new AssertionError("a member that is neither field nor code unit: " + member);
    }

    private static boolean isPresentable(JavaClass type) {
        JavaClass element = type.getBaseComponentType();
        return element.isPrimitive()
                || resideInAnyPackage("java..", "javax..", "org.jspecify..").test(element)
                || resideInAPackage("dev.tenet..")
                        .and(resideOutsideOfPackage("..internal.."))
                        .test(element);
    }
}
