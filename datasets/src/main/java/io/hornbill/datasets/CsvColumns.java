package io.hornbill.datasets;

import io.hornbill.base.Checks;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the chosen columns in the records of a CSV file, and reads their numbers. */
final class CsvColumns {
  private final CsvOptions options;
  private final int count;
  private final List<Integer> features = new ArrayList<>();
  private final int label;
  private final int weight;

  /**
   * Finds the columns.
   *
   * @param names the names of all columns
   */
  CsvColumns(CsvOptions options, List<String> names) {
    this.options = options;
    count = names.size();
    label = find(names, options.label());
    weight = find(names, options.weight());
    if (options.features().isEmpty()) {
      for (int i = 0; i < count; i++) {
        if (i != label && i != weight) {
          features.add(i);
        }
      }
    } else {
      options.features().forEach(name -> features.add(find(names, name)));
    }
    Checks.argument(
        !features.isEmpty(),
        "CsvFile: there must be columns of data. Received: only label and weight among %s. Choose features.",
        names);
  }

  private static int find(List<String> names, @Nullable String name) {
    int place = name == null ? -1 : names.indexOf(name);
    Checks.argument(
        name == null || place >= 0,
        "CsvFile: a column must be in the file. Received: \"%s\". Choose among %s.",
        name,
        names);
    return place;
  }

  int features() {
    return features.size();
  }

  boolean hasLabel() {
    return label >= 0;
  }

  boolean hasWeight() {
    return weight >= 0;
  }

  /** Reads a record: the features, then label and weight where there are any. */
  float[] numbers(List<String> fields, String place) {
    Checks.argument(
        fields.size() == count,
        "CsvFile: all records must have as many fields. Received: %s instead of %s in %s. Quote fields that hold the delimiter.",
        fields.size(),
        count,
        place);
    float[] numbers = new float[features.size() + (hasLabel() ? 1 : 0) + (hasWeight() ? 1 : 0)];
    int at = 0;
    for (int column : features) {
      String field = fields.get(column);
      Double missing = options.missing();
      numbers[at++] =
          missing != null && field.isBlank() ? missing.floatValue() : number(field, column, place);
    }
    if (hasLabel()) {
      String field = fields.get(label);
      numbers[at++] =
          options.classes().isEmpty() ? number(field, label, place) : known(field, place);
    }
    if (hasWeight()) {
      numbers[at] = number(fields.get(weight), weight, place);
    }
    return numbers;
  }

  private float known(String field, String place) {
    int number = options.classes().indexOf(field.strip());
    Checks.argument(
        number >= 0,
        "CsvFile: a label must be one of the classes. Received: \"%s\" in %s. The classes are %s.",
        field,
        place,
        options.classes());
    return number;
  }

  private static float number(String field, int column, String place) {
    try {
      return Float.parseFloat(field);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "CsvFile: a field must be a number. Received: \"%s\" in column %s of %s. Choose other features, name the classes of the label, or say what stands for missing numbers."
              .formatted(field, column + 1, place),
          e);
    }
  }
}
