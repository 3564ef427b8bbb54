package io.hornbill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a part is, it says itself: nothing is decided by the package or the name of a class, so that
 * a user's own parts are treated as ours. What is read comes as an argument, not by the thread.
 */
class DecisionsByNameTest {
  private static final String NAME_OF_A_CLASS =
      "(?:\\bclassName\\(\\)|\\bgetSimpleName\\(\\)|(?:getClass\\(\\)|\\.class)\\s*\\.getName\\(\\))";

  /** A name that is asked something, is switched over, or is looked up. */
  private static final String COMPARED =
      "NAME\\s*\\.(?:equals|equalsIgnoreCase|matches|startsWith|endsWith|contains)\\("
          + "|\\bswitch\\s*\\([^{]*NAME"
          + "|\\.(?:equals|contains|containsKey|get|getOrDefault|indexOf)\\(\\s*(?:[\\w.]|\\(\\))*NAME";

  private static final Pattern KEPT_NAME =
      Pattern.compile("\\b(?:String|var)\\s+(\\w+)\\s*=[^;]*" + NAME_OF_A_CLASS + "\\s*;");

  /** What main code must not contain, but for the files that are named here. */
  private enum Rule {
    NO_PACKAGES("\\bgetPackage(?:Name)?\\("),
    NO_COMPARED_NAMES(
        COMPARED.replace("NAME", NAME_OF_A_CLASS),
        row("Bidirectional.java", "makes the layer of the other direction by its registered name"),
        row("CompileConfig.java", "writes registered parts by their name, others as foreign ones"),
        row("LayersOfOldKeras.java", "names the layers that Keras 3 lacks"),
        row("LeafWeights.java", "has the layouts of Keras 1's and 2's weights by layer"),
        row("TensorBoardEmbeddings.java", "finds the layers that TensorBoard's projector shows"),
        row("WeightOrder.java", "knows the wrappers of Keras 1 and 2")),
    NO_THREAD_LOCALS(
        "ThreadLocal\\b",
        row("Applying.java", "has what calls layers while a step of one's own is written"),
        row("CallContext.java", "says whether a layer is called for training"),
        row("HalfPrecision.java", "has what a part of a graph is rounded to while it is made"),
        row("Node.java", "has the layer that a node is made for, which messages about memory name"),
        row("Substitution.java", "has the values that stand for variables while a graph is made"),
        row("SymbolicMasks.java", "has the masks of inputs while a layer's shapes are inferred"),
        row("Turns.java", "knows whose turn it is"));

    private final Pattern forbidden;
    private final List<String> exceptions;

    Rule(String forbidden, Row... exceptions) {
      this.forbidden = Pattern.compile(forbidden);
      this.exceptions = List.of(exceptions).stream().map(Row::file).toList();
    }

    /** Also where the name of a class was kept in a variable before it is compared. */
    private boolean isIn(String code) {
      if (forbidden.matcher(code).find()) {
        return true;
      }
      return this == NO_COMPARED_NAMES
          && KEPT_NAME.matcher(code).results().anyMatch(kept -> isCompared(kept, code));
    }

    /** Looks through the rest of the method, whose brace is indented by two. */
    private static boolean isCompared(MatchResult kept, String code) {
      int end = code.indexOf("\n  }", kept.end());
      String rest = code.substring(kept.end(), end < 0 ? code.length() : end);
      String name = "\\b" + kept.group(1) + "\\b";
      return Pattern.compile(COMPARED.replace("NAME", name)).matcher(rest).find();
    }

    Set<String> found(List<Sources> sources) {
      return sources.stream()
          .filter(source -> isIn(source.code()))
          .map(Sources::fileName)
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  /** A file that may, and what it does so for. */
  private record Row(String file, String reason) {}

  private static Row row(String file, String reason) {
    return new Row(file, reason);
  }

  @ParameterizedTest
  @EnumSource
  void holdsButForTheNamedFilesAndEachOfThemStillNeedsIt(Rule rule) {
    assertThat(rule.found(Sources.ofTheLibrary()))
        .as("files that match %s", rule.forbidden)
        .containsExactlyInAnyOrderElementsOf(rule.exceptions);
  }

  @Test
  void namesAreFoundHoweverTheyAreCompared() {
    List<String> compared =
        List.of(
            "layer.className().equals(\"Dense\")",
            "getClass().getSimpleName()\n    .startsWith(\"Conv\")",
            "\"Dense\".equals(layer.className())",
            "part.getClass().getName().matches(\"x\")",
            "switch (layer.inner().className()) {",
            "KNOWN.contains(getClass().getSimpleName())",
            "TABLE.get(layer.className())",
            "String type = layer.className();\n  return type.equals(\"Dense\");",
            "var type = getClass().getSimpleName();\n  switch (type) {");
    List<String> harmless =
        List.of(
            "return getClass().getSimpleName();",
            "LayerNames.next(className())",
            "variable.getName().equals(\"kernel\")",
            "// layer.className().equals(\"Dense\")",
            "className.equals(\"Dense\")",
            "String type = layer.className();\n  return type + other.equals(\"Dense\");");
    List<String> found = new ArrayList<>();
    for (List<String> snippets : List.of(compared, harmless)) {
      for (String snippet : snippets) {
        Sources source = new Sources("m", "m/" + snippets.indexOf(snippet), snippet);
        if (!Rule.NO_COMPARED_NAMES.found(List.of(source)).isEmpty()) {
          found.add(snippet);
        }
      }
    }
    assertThat(found).isEqualTo(compared);
  }
}
