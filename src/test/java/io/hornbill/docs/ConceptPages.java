package io.hornbill.docs;

import io.hornbill.Libraries;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A page for each kind of parts, and for each family of layers, made from what is registered. */
final class ConceptPages {
  private static final String NOTE =
      "<!-- Made from the declared settings by ConceptPagesTest; -Dhornbill.docs=write writes it anew. -->\n";

  private static final String INTRODUCTION =
      """

      Every part that ships with the library, with its formula, its settings, their defaults and what is allowed.

      - A name that you know from Keras 1, 2 or 3 is found in [All names](names.md), or by the search of the site.
      - Each part has a class, such as `new Huber().delta(2)`, and names that stand for its defaults, such as `"huber_loss"`.
      - The column *in files* has the keys of Keras' configurations.
      """;

  /** Families of layers that have a package. */
  private static final List<String> PACKAGES = List.of("preprocessing", "augmentation");

  /** Families of the other layers by their classes' names; the first that matches. */
  private static final Map<String, String> FAMILIES = new LinkedHashMap<>();

  static {
    FAMILIES.put("recurrent", ".*(LSTM|GRU|RNN|Cells?).*|Bidirectional|TimeDistributed.*");
    FAMILIES.put("convolution", ".*(Conv|LocallyConnected).*");
    FAMILIES.put("pooling", ".*Pooling.*");
    FAMILIES.put("normalization", ".*Normalization|Rescaling|LayerScale|CustomScaleLayer");
    FAMILIES.put("attention", ".*Attention.*");
    FAMILIES.put("merging", "Add|Average|Concatenate|Dot|Maximum|Merge|Minimum|Multiply|Subtract");
    FAMILIES.put("regularization", ".*(Dropout|StochasticDepth|Noise|Regularization).*");
    FAMILIES.put(
        "reshaping", "Flatten|Reshape|Permute|RepeatVector|(Cropping|ZeroPadding|UpSampling).*");
    FAMILIES.put("activation", "Activation|.*(ReLU|ELU|Softmax|Softplus)");
    FAMILIES.put("core", ".*");
  }

  private ConceptPages() {}

  /**
   * Parts by kinds and families, each by its class' name; names that make the same class joined.
   */
  static Map<String, Map<String, Part>> parts() {
    Map<String, Map<String, Part>> pages = new TreeMap<>();
    Libraries.parts()
        .forEach(
            (kind, byName) ->
                byName.forEach(
                    (name, made) -> {
                      String page =
                          kind.equals("layers") ? "layers-" + family(made.getClass()) : kind;
                      pages
                          .computeIfAbsent(
                              page, p -> new TreeMap<>(Comparator.comparing(String::toString)))
                          .computeIfAbsent(made.getClass().getName(), type -> Part.of(made))
                          .names()
                          .add(name);
                    }));
    return pages;
  }

  private static String family(Class<?> type) {
    return PACKAGES.stream()
        .filter(type.getPackageName()::endsWith)
        .findFirst()
        .orElseGet(() -> byName(type.getSimpleName()));
  }

  private static String byName(String type) {
    return FAMILIES.entrySet().stream()
        .filter(family -> type.matches(family.getValue()))
        .findFirst()
        .orElseThrow()
        .getKey();
  }

  /** The texts of the pages by their names. */
  static Map<String, String> pages() {
    Map<String, String> pages = new TreeMap<>();
    StringBuilder index = new StringBuilder("# Concepts\n\n" + NOTE + INTRODUCTION);
    parts()
        .forEach(
            (name, parts) -> {
              StringBuilder page = new StringBuilder("# " + title(name) + "\n\n" + NOTE + '\n');
              sorted(parts).forEach(part -> page.append(part.markdown()));
              pages.put(name, page.toString().strip() + '\n');
              index.append(
                  "\n## [%s](%s.md)\n\n%s\n"
                      .formatted(
                          title(name),
                          name,
                          String.join(
                              ", ",
                              sorted(parts).stream().map(part -> link(name, part)).toList())));
            });
    pages.put("index", index.toString());
    pages.put("names", names());
    return pages;
  }

  private static String link(String page, Part part) {
    return "[%s](%s.md#%s)".formatted(part.title(), page, Site.anchor(part.title()));
  }

  private static List<Part> sorted(Map<String, Part> parts) {
    List<Part> sorted = new ArrayList<>(parts.values());
    sorted.sort(Comparator.comparing(Part::title));
    return sorted;
  }

  static String title(String page) {
    String words = page.replace("-", ": ");
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  /** Every name of Keras 1 to 3 that finds something, and what. */
  private static String names() {
    TreeMap<String, String> rows =
        new TreeMap<>(String.CASE_INSENSITIVE_ORDER.thenComparing(Comparator.naturalOrder()));
    parts()
        .forEach(
            (page, parts) ->
                parts
                    .values()
                    .forEach(
                        part ->
                            part.names()
                                .forEach(
                                    name ->
                                        rows.put(
                                            name + "\0" + page,
                                            "| `%s` | `%s` | [%s](%s.md#%s) |\n"
                                                .formatted(
                                                    name,
                                                    part.type().getName(),
                                                    title(page),
                                                    page,
                                                    Site.anchor(part.title()))))));
    StringBuilder text =
        new StringBuilder(
            "# All names\n\n"
                + NOTE
                + "\nEvery name that Keras 1, 2 or 3 gave a part and that the library knows, with the class that it makes.\n\n| name | class | page |\n|---|---|---|\n");
    rows.values().forEach(text::append);
    return text.toString();
  }
}
