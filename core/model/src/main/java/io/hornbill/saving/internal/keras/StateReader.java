package io.hornbill.saving.internal.keras;

import io.hornbill.base.Fault;
import io.hornbill.base.Warnings;
import io.hornbill.files.ModelFormatException;
import io.hornbill.graph.Guard;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Variable;
import io.hornbill.layers.AssetHolder;
import io.hornbill.saving.WeightsOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the variables of a model in a file. First all of them are found and their shapes compared;
 * only then is anything read.
 */
final class StateReader {
  private static final int MOST_NAMED = 3;
  private static final Logger LOG = LoggerFactory.getLogger(StateReader.class);

  private final WeightSource source;
  private final boolean byName;
  private final boolean skipMismatch;
  private final List<Match> matches = new ArrayList<>();
  private final Map<String, Map<String, String>> places = new HashMap<>();
  private final List<String> differences = new ArrayList<>();

  private record Match(Variable variable, String group, int index) {}

  StateReader(WeightSource source, WeightsOptions options) {
    this.source = source;
    byName = options.isByName();
    skipMismatch = options.isSkipMismatch();
  }

  /** Finds all variables of a model. */
  StateReader find(StateNode model) {
    find(model, model.path());
    requireFit();
    return this;
  }

  private void find(StateNode node, String path) {
    match(node, path);
    boolean named = byName || areAllNamed(node, path);
    for (StateNode child : node.children()) {
      if (child.isEmpty()) {
        continue;
      }
      String place = placeOf(child, path, child.path().substring(node.path().length()), named);
      if (place != null) {
        find(child, place);
      }
    }
  }

  /** Where an inner part is in the file; null if it is to be left as it is. */
  private @Nullable String placeOf(
      StateNode child, String parent, String relative, boolean isNamed) {
    String step = relative.startsWith("/") ? relative.substring(1) : relative;
    String place = existing(parent, step);
    if (!step.startsWith("layers/") || !isNamed) {
      return place;
    }
    String named = place == null || !source.has(place + "/vars") ? null : name(place);
    if (child.name().equals(named)) {
      return place;
    }
    String folder = parent.isEmpty() ? "layers" : parent + "/layers";
    String other = placesByName(folder).get(child.name());
    return other == null && !byName ? place : other;
  }

  /** Where the layers in a folder are, by their names; of two with one name the first. */
  private Map<String, String> placesByName(String folder) {
    return places.computeIfAbsent(
        folder,
        in -> {
          Map<String, String> found = new HashMap<>();
          for (String member : source.members(in)) {
            String place = in + "/" + member;
            String named = name(place);
            if (named != null) {
              found.putIfAbsent(named, place);
            }
          }
          return found;
        });
  }

  /**
   * Whether the file has a layer of the name of each, in whatever order. Names that were made
   * automatically are the same by chance at best, and must not mix layers up.
   */
  private boolean areAllNamed(StateNode node, String path) {
    Map<String, String> known = placesByName(path.isEmpty() ? "layers" : path + "/layers");
    return node.children().stream()
        .filter(child -> !child.isEmpty())
        .allMatch(child -> known.containsKey(child.name()));
  }

  private @Nullable String name(String place) {
    return source.has(place + "/vars") ? source.name(place + "/vars") : null;
  }

  /**
   * Keras 2.13 called the folder of the layers by another name, Keras 3.0 attributes that are now
   * public private, and Windows separated folders by backslashes.
   */
  private String existing(String parent, String step) {
    String start = parent.isEmpty() ? "" : parent + "/";
    int slash = step.lastIndexOf('/') + 1;
    String last = step.substring(slash);
    String other = last.startsWith("_") ? last.substring(1) : "_" + last;
    String tracked = step.replaceFirst("^layers/", "_layer_checkpoint_dependencies/");
    List<String> forms =
        List.of(
            start + step,
            start + step.substring(0, slash) + other,
            start + tracked,
            start + step.replace('/', '\\'),
            start + tracked.replace('/', '\\'));
    return forms.stream()
        .filter(form -> source.has(form + "/vars") || !source.members(form).isEmpty())
        .findFirst()
        .orElse(start + step);
  }

  private void match(StateNode node, String path) {
    List<Variable> variables = node.variables();
    String group = path.isEmpty() ? "vars" : path + "/vars";
    int count = source.has(group) ? source.count(group) : 0;
    if (variables.isEmpty() || (count == 0 && node.layer() instanceof AssetHolder)) {
      return;
    }
    if (count != variables.size()) {
      mismatch(
          "\"%s\" must have %s variables in %s".formatted(node.name(), variables.size(), group),
          String.valueOf(count));
      return;
    }
    List<Match> own = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Shape received = Shape.of(source.shape(group, i));
      Variable variable = variables.get(i);
      if (!received.equals(variable.shape())) {
        mismatch(
            "\"%s\" of \"%s\" must have shape %s in %s/%s"
                .formatted(variable.name(), node.name(), variable.shape(), group, i),
            received.toString());
        return;
      }
      own.add(new Match(variable, group, i));
    }
    matches.addAll(own);
  }

  private void mismatch(String expectation, String received) {
    Fault fault =
        Fault.of("KerasFormat").expected(expectation).received("%s in %s", received, source.file());
    if (skipMismatch) {
      Warnings.warn(LOG, fault.remedy("The part is left as it is."));
      return;
    }
    differences.add(fault.message());
    if (differences.size() == MOST_NAMED) {
      requireFit();
    }
  }

  private void requireFit() {
    if (!differences.isEmpty()) {
      throw new ModelFormatException(
          String.join(" ", differences)
              + " Build the architecture that the weights are of, or use skipMismatch(true).");
    }
  }

  /** Reads the variables one by one, for a new model. */
  void fill() {
    for (Match match : matches) {
      match.variable().adopt(read(match));
    }
  }

  private INDArray read(Match match) {
    return source.read(match.group(), match.index(), match.variable().dataType());
  }

  /** Reads all variables, and only then changes the model. */
  void replace() {
    INDArray[] arrays = new INDArray[matches.size()];
    int read = 0;
    try {
      for (Match match : matches) {
        arrays[read] = read(match);
        read++;
      }
    } finally {
      if (read < arrays.length) {
        Arrays.stream(arrays, 0, read).forEach(INDArray::close);
      }
    }
    Guard.writing(
        matches.stream().map(Match::variable).toList(),
        () -> {
          for (int i = 0; i < arrays.length; i++) {
            matches.get(i).variable().adopt(arrays[i]);
          }
        });
  }
}
