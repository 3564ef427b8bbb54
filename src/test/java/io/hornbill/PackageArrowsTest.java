package io.hornbill;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Which package may use which: every arrow is named here, and every named arrow is there. */
class PackageArrowsTest {
  private static final String ROOT = "io.hornbill";

  /** Packages and what they use, without io.hornbill; "hornbill" is the package of that name. */
  private static final String ARROWS =
      """
      activations                    -> base base.internal graph
      applications                   -> base base.internal files files.internal graph hornbill
                                        initializers layers layers.internal saving
      base                           ->
      base.internal                  -> base
      callbacks                      -> base callbacks.internal.events callbacks.internal.terminal
                                        files optimizers
      callbacks.internal.events      -> base
      callbacks.internal.terminal    ->
      constraints                    -> base base.internal graph
      data                           -> base data.internal.arrays data.internal.feeds
                                        data.internal.work graph
      data.internal.arrays           -> base graph
      data.internal.feeds            -> base data data.internal.arrays
      data.internal.work             -> base
      datasets                       -> base data data.internal.arrays data.internal.work files
                                        files.internal files.internal.hdf5 files.internal.home
                                        files.internal.npy
      engine                         -> base engine.internal.blas engine.internal.java
                                        engine.internal.kernel engine.internal.lowering
                                        engine.internal.onednn graph graph.internal
                                        graph.internal.ops
      engine.internal.blas           -> base engine.internal.kernel graph graph.internal.ops
      engine.internal.java           -> base engine.internal.kernel graph graph.internal.ops
      engine.internal.kernel         -> base graph graph.internal.ops
      engine.internal.lengths        -> graph graph.internal graph.internal.ops
      engine.internal.lowering       -> engine.internal.kernel engine.internal.onednn graph
                                        graph.internal.ops
      engine.internal.onednn         -> base engine.internal.kernel
      engine.internal.rows           -> graph graph.internal graph.internal.ops
      engine.internal.runner         -> engine graph graph.internal
      examples                       -> applications base callbacks data datasets graph hornbill
                                        layers layers.augmentation layers.preprocessing losses
                                        metrics optimizers training visualization
      files                          -> base files.internal.home
      files.internal                 -> base files files.internal.home
      files.internal.hdf5            -> base files files.internal
      files.internal.home            -> base
      files.internal.npy             -> base files files.internal files.internal.zip
      files.internal.safetensors     -> base files files.internal
      files.internal.torch           -> base files files.internal files.internal.npy
                                        files.internal.zip
      files.internal.zip             -> base files files.internal
      graph                          -> base graph.internal graph.internal.ops
      graph.internal                 -> base graph graph.internal.ops
      graph.internal.ops             -> base graph graph.internal
      hornbill                       -> base callbacks.internal.terminal engine files files.internal
                                        graph layers layers.internal saving saving.internal
                                        saving.internal.keras saving.internal.legacy
                                        saving.internal.torch training
      initializers                   -> base base.internal
      layers                         -> activations base base.internal constraints data graph
                                        graph.internal graph.internal.ops initializers
                                        layers.internal operations regularizers
      layers.augmentation            -> base data graph graph.internal graph.internal.ops layers operations
      layers.internal                -> activations base base.internal constraints files.internal
                                        graph initializers regularizers
      layers.keras1                  -> base graph initializers layers
      layers.preprocessing           -> base data graph graph.internal.ops initializers layers
                                        layers.internal
      losses                         -> base base.internal graph graph.internal
                                        graph.internal.ops losses.internal
      losses.internal                -> graph
      metrics                        -> base base.internal data graph graph.internal
                                        graph.internal.ops losses losses.internal
      operations                     -> activations base base.internal graph graph.internal
                                        graph.internal.ops
      optimizers                     -> base base.internal graph graph.internal.ops
                                        optimizers.schedules
      optimizers.schedules           -> base base.internal
      regularizers                   -> base base.internal graph
      saving                         -> base base.internal
      saving.internal                -> base files files.internal files.internal.safetensors graph
                                        saving training
      saving.internal.keras          -> activations base base.internal files files.internal
                                        files.internal.hdf5 files.internal.npy
                                        files.internal.safetensors files.internal.zip graph layers
                                        layers.internal operations optimizers saving saving.internal
                                        training
      saving.internal.legacy         -> base files files.internal files.internal.hdf5 graph layers
                                        layers.internal operations optimizers saving saving.internal
                                        saving.internal.keras training
      saving.internal.torch          -> base files files.internal files.internal.torch graph layers
                                        saving saving.internal training
      training                       -> base base.internal callbacks callbacks.internal.terminal
                                        data data.internal.arrays data.internal.feeds engine
                                        engine.internal.lengths engine.internal.rows graph
                                        graph.internal graph.internal.ops layers layers.internal
                                        losses metrics optimizers training.parallel
      training.parallel              -> base
      visualization                  -> base callbacks layers visualization.internal.charts
                                        visualization.internal.diagram visualization.internal.live
                                        visualization.internal.scene
      visualization.internal.charts  -> base callbacks engine graph graph.internal
                                        graph.internal.ops hornbill layers visualization
                                        visualization.internal.scene
      visualization.internal.diagram -> base graph layers visualization visualization.internal.scene
      visualization.internal.live    -> base callbacks layers visualization
                                        visualization.internal.charts visualization.internal.diagram
                                        visualization.internal.scene
      visualization.internal.scene   -> base files.internal
      """;

  /** The circles that there are, each with the reason. */
  private static final Map<Set<String>, String> CIRCLES =
      Map.of(
          Set.of("graph", "graph.internal", "graph.internal.ops"),
          "tensors have methods that make ops and gradients, and both are made of tensors",
          Set.of("data", "data.internal.feeds"),
          "what reads ahead reads sources, and a source may be one that reads ahead",
          Set.of(
              "visualization",
              "visualization.internal.charts",
              "visualization.internal.diagram",
              "visualization.internal.live"),
          "what draws goes by the user's options, and the user's doors call it");

  private static JavaClasses library;

  /** For each package those that it uses, each with one of the uses. */
  private static final Map<String, Map<String, String>> USES = new TreeMap<>();

  @BeforeAll
  static void readTheLibraryWithoutItsTests() {
    library =
        new ClassFileImporter()
            .withImportOption(
                place -> !place.contains("/test-classes/") && !place.contains("-tests.jar"))
            .importPackages(ROOT);
    for (JavaClass one : library) {
      Map<String, String> used =
          USES.computeIfAbsent(label(one.getPackageName()), name -> new TreeMap<>());
      for (Dependency use : one.getDirectDependenciesFromSelf()) {
        String to = use.getTargetClass().getBaseComponentType().getPackageName();
        if (to.startsWith(ROOT) && !to.equals(one.getPackageName())) {
          used.putIfAbsent(label(to), use.getDescription());
        }
      }
    }
  }

  private static String label(String packageName) {
    return packageName.equals(ROOT) ? "hornbill" : packageName.substring(ROOT.length() + 1);
  }

  private static Map<String, Set<String>> table() {
    Map<String, Set<String>> table = new TreeMap<>();
    for (String row : ARROWS.replaceAll("\n +", " ").lines().toList()) {
      String[] sides = row.split("->", -1);
      table.put(
          sides[0].strip(),
          Set.of(sides[1].isBlank() ? new String[0] : sides[1].strip().split(" +")));
    }
    return table;
  }

  @Test
  void packagesUseWhatTheTableSaysAndNothingElse() {
    Map<String, Set<String>> table = table();
    Map<String, String> others = new TreeMap<>();
    USES.forEach(
        (from, used) ->
            used.forEach(
                (to, use) -> {
                  if (!table.getOrDefault(from, Set.of()).contains(to)) {
                    others.put(from + " -> " + to, use);
                  }
                }));

    assertThat(others).as("arrows that the table does not have, each with a use").isEmpty();
  }

  @Test
  void everyArrowOfTheTableIsThere() {
    Map<String, Set<String>> there = new TreeMap<>();
    USES.forEach((from, used) -> there.put(from, used.keySet()));

    assertThat(table()).isEqualTo(there);
  }

  @Test
  void noPackagesButThoseArguedForStandInACircle() {
    Map<String, Set<String>> reached = new TreeMap<>();
    USES.keySet().forEach(from -> reached.put(from, reachedFrom(from)));
    Set<Set<String>> circles = new HashSet<>();
    reached.forEach(
        (from, all) -> {
          Set<String> circle =
              all.stream()
                  .filter(to -> reached.getOrDefault(to, Set.of()).contains(from))
                  .collect(Collectors.toSet());
          if (!circle.isEmpty()) {
            circles.add(circle);
          }
        });

    assertThat(circles).isEqualTo(CIRCLES.keySet());
  }

  private static Set<String> reachedFrom(String from) {
    Set<String> seen = new TreeSet<>();
    List<String> open = new ArrayList<>(USES.get(from).keySet());
    while (!open.isEmpty()) {
      String next = open.remove(open.size() - 1);
      if (seen.add(next)) {
        open.addAll(USES.getOrDefault(next, Map.of()).keySet());
      }
    }
    return seen;
  }

  /** The examples are written as a user would write them. */
  @Test
  void internalPackagesAreNotForUsers() {
    noClasses()
        .that(resideInAPackage("io.hornbill.examples.."))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.hornbill..internal..")
        .check(library);
  }

  @Test
  void nothingThatUsersSeeMentionsAnInternalType() {
    Stream<String> mentions =
        library.stream()
            .filter(one -> !isInternal(one) && isSeen(one))
            .flatMap(one -> one.getCodeUnits().stream())
            .filter(
                unit ->
                    unit.getModifiers().contains(JavaModifier.PUBLIC)
                        || unit.getModifiers().contains(JavaModifier.PROTECTED))
            .filter(
                unit ->
                    isInternal(unit.getRawReturnType())
                        || unit.getRawParameterTypes().stream()
                            .anyMatch(PackageArrowsTest::isInternal))
            .map(JavaCodeUnit::getFullName);

    assertThat(mentions).isEmpty();
  }

  private static boolean isSeen(JavaClass one) {
    return one.getModifiers().contains(JavaModifier.PUBLIC)
        && one.getEnclosingClass().map(PackageArrowsTest::isSeen).orElse(true);
  }

  private static boolean isInternal(JavaClass one) {
    return (one.getBaseComponentType().getPackageName() + ".").contains(".internal.");
  }
}
