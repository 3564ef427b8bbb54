package io.hornbill;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.ObjectInputStream;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the compiler and Maven cannot say about who may use what. */
class ArchitectureTest {

  private static JavaClasses library;

  @BeforeAll
  static void readTheLibraryWithoutItsTests() {
    library =
        new ClassFileImporter()
            .withImportOption(
                place -> !place.contains("/test-classes/") && !place.contains("-tests.jar"))
            .importPackages("io.hornbill");
  }

  @Test
  void theLibraryIsSeen() {
    assertThat(library.contain("io.hornbill.losses.package-info")).isTrue();
    assertThat(library.contain(ArchitectureTest.class)).isFalse();
  }

  @Test
  void conceptsDoNotDependOnEachOtherInACircle() {
    // The package io.hornbill itself is the door to all others.
    slices()
        .matching("io.hornbill.(*)..")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true)
        .check(library);
  }

  @Test
  void onlyPicturesAndImageFilesNeedADesktop() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "io.hornbill.visualization..", "io.hornbill.datasets..", "io.hornbill.applications..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.awt..", "javax.imageio..", "javax.swing..")
        .allowEmptyShould(true)
        .check(library);
  }

  @Test
  void onlyTheProgressBarTheConsoleWarningsProfilesAndTheExamplesPrint() {
    noClasses()
        .that(
            not(
                resideInAPackage("io.hornbill.examples..")
                    .or(simpleName("ProgressBar"))
                    .or(simpleName("Console"))
                    .or(simpleName("Profile"))
                    .or(simpleName("Warnings"))))
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(Throwable.class, "printStackTrace")
        .allowEmptyShould(true)
        .check(library);
  }

  @Test
  void nothingIsMadeFromAClassNameOrASerializedObject() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.hornbill.engine..")
        .should()
        .callMethod(Class.class, "forName", String.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(ObjectInputStream.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(ClassLoader.class)
        .allowEmptyShould(true)
        .check(library);
  }

  @Test
  void everyPackageIsNullMarkedAndSaysItsPurpose() {
    Stream<JavaPackage> packages =
        library.getPackage("io.hornbill").getSubpackagesInTree().stream()
            .filter(one -> !one.getClasses().isEmpty());
    assertThat(packages)
        .allSatisfy(
            one ->
                assertThat(one.tryGetPackageInfo())
                    .as(one.getName())
                    .hasValueSatisfying(
                        info -> assertThat(info.isAnnotatedWith(NullMarked.class)).isTrue()));
  }
}
