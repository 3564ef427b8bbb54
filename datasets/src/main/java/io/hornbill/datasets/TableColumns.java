package io.hornbill.datasets;

import io.hornbill.base.Fault;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds the chosen columns in the records of a table, and makes their fields numbers. */
final class TableColumns {
  private final TableOptions<?> options;
  private final List<String> names;
  private final List<Integer> features = new ArrayList<>();
  private final Map<Integer, List<String>> categories = new HashMap<>();
  private final Map<Integer, TreeSet<String>> found = new HashMap<>();
  private final int label;
  private final int weight;

  /**
   * Finds the columns.
   *
   * @param names the names of all columns
   */
  TableColumns(TableOptions<?> options, List<String> names) {
    this.options = options;
    this.names = names;
    options.check();
    label = find(options.label());
    weight = find(options.weight());
    if (options.features().isEmpty()) {
      for (int i = 0; i < names.size(); i++) {
        if (i != label && i != weight) {
          features.add(i);
        }
      }
    } else {
      options.features().forEach(name -> features.add(find(name)));
    }
    if (features.isEmpty()) {
      throw Fault.of(options.owner())
          .expected("there must be columns of data")
          .received("only label and weight among %s", names)
          .remedy("Choose features.")
          .argument();
    }
    for (int column : features) {
      List<String> known = options.categoriesOf(names.get(column));
      if (known != null) {
        categories.put(column, known);
      }
    }
    options.unknownCategories().forEach(name -> found.put(find(name), new TreeSet<>()));
  }

  private int find(@Nullable String name) {
    int place = name == null ? -1 : names.indexOf(name);
    if (name != null && place < 0) {
      throw Fault.of(options.owner())
          .expected("a column must be in the file")
          .received("\"%s\"", name)
          .remedy("Choose among %s.", names)
          .argument();
    }
    return place;
  }

  /** Whether names must be found by reading the whole table first. */
  boolean needsScan() {
    return !found.isEmpty();
  }

  /** Takes note of the names in a record. */
  void scan(List<? extends @Nullable Object> fields) {
    found.forEach(
        (column, names) -> {
          Object field = column < fields.size() ? fields.get(column) : null;
          if (field != null && !options.isMissing(field.toString())) {
            names.add(field.toString().strip());
          }
        });
  }

  /** Ends the search for names. */
  void scanned() {
    found.forEach((column, names) -> categories.put(column, List.copyOf(names)));
    found.clear();
  }

  /** The names in a column. */
  List<String> categories(String column) {
    List<String> known = categories.get(find(column));
    if (known == null) {
      throw Fault.of(options.owner())
          .expected("the column must be one of names")
          .received("\"%s\"", column)
          .remedy("Set its categories.")
          .argument();
    }
    return known == null ? List.of() : known;
  }

  /** How many numbers the data of a row is. */
  int features() {
    return features.stream().mapToInt(this::width).sum();
  }

  private int width(int column) {
    String name = names.get(column);
    DateColumn date = options.dateOf(name);
    if (date != null) {
      return date.parts().size();
    }
    return options.isOneHot(name) ? categories.getOrDefault(column, List.of()).size() : 1;
  }

  boolean hasLabel() {
    return label >= 0;
  }

  boolean hasWeight() {
    return weight >= 0;
  }

  /** Reads a record: the features, then label and weight where there are any. */
  float[] numbers(List<? extends @Nullable Object> fields, String place) {
    if (fields.size() != names.size()) {
      throw Fault.of(options.owner())
          .expected("all records must have as many fields")
          .received("%s instead of %s in %s", fields.size(), names.size(), place)
          .remedy("Quote fields that hold the delimiter.")
          .argument();
    }
    float[] numbers = new float[features() + (hasLabel() ? 1 : 0) + (hasWeight() ? 1 : 0)];
    int at = 0;
    for (int column : features) {
      at = put(numbers, at, fields.get(column), column, place);
    }
    if (hasLabel()) {
      Object field = fields.get(label);
      numbers[at++] =
          options.classes().isEmpty()
              ? number(field, label, place)
              : known(field, options.classes(), place);
    }
    if (hasWeight()) {
      numbers[at] = number(fields.get(weight), weight, place);
    }
    return numbers;
  }

  /** Writes the numbers of a field, and gives the place after them. */
  private int put(float[] numbers, int at, @Nullable Object field, int column, String place) {
    String name = names.get(column);
    int width = width(column);
    boolean missing = field == null || options.isMissing(field.toString());
    if (missing && options.isOneHot(name)) {
      return at + width;
    }
    Double instead = missing ? options.missingIn(name) : null;
    DateColumn date = options.dateOf(name);
    List<String> known = categories.get(column);
    for (int i = 0; i < width; i++) {
      if (instead != null) {
        numbers[at + i] = instead.floatValue();
      } else if (date != null) {
        numbers[at + i] = DateColumn.part(date(field, date, column, place), date.parts().get(i));
      } else if (known == null) {
        numbers[at] = number(field, column, place);
      } else if (options.isOneHot(name)) {
        numbers[at + i] = known(field, known, column, place) == i ? 1 : 0;
      } else {
        numbers[at] = known(field, known, column, place);
      }
    }
    return at + width;
  }

  private float known(@Nullable Object field, List<String> classes, String place) {
    int number = field == null ? -1 : classes.indexOf(field.toString().strip());
    if (number < 0) {
      throw Fault.of(options.owner())
          .expected("a label must be one of the classes")
          .received("\"%s\" in %s", field, place)
          .remedy("The classes are %s.", classes)
          .argument();
    }
    return number;
  }

  private int known(@Nullable Object field, List<String> names, int column, String place) {
    int number = field == null ? -1 : names.indexOf(field.toString().strip());
    if (number < 0) {
      throw Fault.of(options.owner())
          .expected("a field must be one of the column's names")
          .received("\"%s\" in column %s of %s", field, column + 1, place)
          .remedy("The names are %s; add it, or say what stands for missing ones.", names)
          .argument();
    }
    return number;
  }

  private LocalDateTime date(@Nullable Object field, DateColumn date, int column, String place) {
    if (field instanceof LocalDateTime known) {
      return known;
    }
    if (field instanceof LocalDate known) {
      return known.atStartOfDay();
    }
    try {
      return date.read(String.valueOf(field));
    } catch (DateTimeException e) {
      throw Fault.of(options.owner())
          .expected("a field must be a date of the column's pattern")
          .received("\"%s\" in column %s of %s", field, column + 1, place)
          .remedy("Correct the pattern, or say what stands for missing dates.")
          .argument(e);
    }
  }

  private float number(@Nullable Object field, int column, String place) {
    if (field instanceof Number number) {
      return number.floatValue();
    }
    if (field instanceof Boolean truth) {
      return truth ? 1 : 0;
    }
    try {
      return Float.parseFloat(String.valueOf(field));
    } catch (NumberFormatException e) {
      throw Fault.of(options.owner())
          .expected("a field must be a number")
          .received("\"%s\" in column %s of %s", field, column + 1, place)
          .remedy(
              "Choose other features, name the classes of the label or the categories of the"
                  + " column, or say what stands for missing numbers.")
          .argument(e);
    }
  }
}
