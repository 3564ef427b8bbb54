package io.hornbill.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.Libraries;
import io.hornbill.layers.Layer;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A few classes stand for all; {@code ApiDocs} makes the whole. */
class ApiDocsTest {
  @TempDir private static Path folder;

  @BeforeAll
  static void make() throws Exception {
    List<String> some =
        List.of(
            "io/hornbill/Model.java",
            "io/hornbill/package-info.java",
            "io/hornbill/layers/Dense.java",
            "io/hornbill/layers/package-info.java",
            "io/hornbill/losses/Huber.java",
            "io/hornbill/optimizers/Adam.java",
            "io/hornbill/datasets/Digits.java",
            "io/hornbill/visualization/Plots.java");
    new ApiDocs(folder).make(some::contains);
  }

  private static String page(String name) throws Exception {
    return Files.readString(folder.resolve(name));
  }

  @Test
  void theOverviewLeadsAndGroupsPackagesByNeed() throws Exception {
    assertThat(page("index.html"))
        .contains("Begin with", "href=\"io/hornbill/layers/Dense.html\"")
        .containsSubsequence("core:", "convolution:", "recurrent:", "attention:", "losses (")
        .contains("Build, train and ask a model", "Choose how it learns", "Bring data", "Layers");
  }

  @Test
  void aPartHasItsNamesAndAllItsSettings() throws Exception {
    assertThat(page("io/hornbill/losses/Huber.html"))
        .contains("Names and settings", "huber_loss", "<code>delta</code>", "<code>1.0</code>");
    assertThat(page("io/hornbill/optimizers/Adam.html"))
        .contains("<code>learning_rate</code>, <code>lr</code>")
        .as("inherited settings")
        .contains("<code>clipNorm</code>", "<code>clipnorm</code>");
    assertThat(page("io/hornbill/layers/Dense.html"))
        .contains(
            "<code>kernelInitializer</code>", "<code>useBias</code>", "<code>activation</code>");
  }

  @Test
  void defaultsAreCalledByTheirNamesAndKindsAreLinked() throws Exception {
    assertThat(page("io/hornbill/layers/Dense.html"))
        .contains("<code>glorot_uniform</code>", "<code>zeros</code>")
        .contains(
            "<a href=\"../../../io/hornbill/initializers/package-summary.html\">initializer</a>");
  }

  /** A lambda of Java has no settings; networks are made of layers. */
  @Test
  void everyLayerHasItsSettings() throws Exception {
    List<String> shown = ApiDocs.parts().stream().map(part -> part.type().getName()).toList();
    List<String> missing = new ArrayList<>();
    for (String source : Libraries.texts().keySet()) {
      String name = source.replace(".java", "").replace('/', '.');
      if (name.startsWith("io.hornbill.layers.") && !name.endsWith("package-info")) {
        Class<?> type = Class.forName(name, false, Layer.class.getClassLoader());
        boolean made = Layer.class.isAssignableFrom(type) && Modifier.isPublic(type.getModifiers());
        if (made && !Modifier.isAbstract(type.getModifiers()) && !shown.contains(name)) {
          missing.add(type.getSimpleName());
        }
      }
    }
    assertThat(missing).containsExactly("Lambda");
  }

  @Test
  void typesAreLinked() throws Exception {
    assertThat(page("io/hornbill/Model.html"))
        .containsPattern("<a href=\"[^\"]*Model.html\"[^>]*>Model</a>");
    assertThat(folder.resolve("sources")).doesNotExist();
  }

  /** No package of the library is without a group; internal ones are not published. */
  @Test
  void everyPackageHasItsGroup() {
    TreeSet<String> packages = new TreeSet<>();
    for (String source : Libraries.texts().keySet()) {
      String name = source.substring(0, source.lastIndexOf('/')).replace('/', '.');
      if (!Pattern.compile("\\binternal\\b").matcher(name).find()) {
        packages.add(name);
      }
    }
    assertThat(packages).allSatisfy(name -> assertThat(ApiDocs.isGrouped(name)).as(name).isTrue());
  }
}
