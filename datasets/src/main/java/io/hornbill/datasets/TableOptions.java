package io.hornbill.datasets;

import io.hornbill.base.Fault;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which columns of a table are read, how they become numbers, and how these become batches.
 *
 * @param <S> the options' own type
 */
abstract sealed class TableOptions<S extends TableOptions<S>> extends SourceOptions<S>
    permits CsvOptions, JdbcOptions {
  private static final Pattern UNQUOTED_YEAR = Pattern.compile("y(?=(?:[^']*'[^']*')*[^']*$)");

  private @Nullable String label;
  private @Nullable String weight;
  private List<String> features = List.of();
  private List<String> classes = List.of();
  private List<String> missingNames = List.of();
  private @Nullable Double missing;
  private final Map<String, Double> missingByColumn = new HashMap<>();
  private final Map<String, List<String>> categories = new LinkedHashMap<>();
  private final List<String> oneHot = new ArrayList<>();
  private final Map<String, DateColumn> dates = new HashMap<>();
  private int shuffleBuffer;

  TableOptions(String owner) {
    super(owner);
  }

  /**
   * Sets the column of the target.
   *
   * @param column its name; no target by default
   * @return these options
   */
  public S label(String column) {
    label = column;
    return self();
  }

  /**
   * Sets the names of the classes in the target's column; the target is the name's position.
   *
   * @param names the names; by default the column holds numbers
   * @return these options
   */
  public S classes(String... names) {
    classes = List.of(names);
    return self();
  }

  /**
   * Sets the columns of the data.
   *
   * @param columns their names, in the order that the model sees; by default all columns but label
   *     and weight
   * @return these options
   */
  public S features(String... columns) {
    features = List.of(columns);
    return self();
  }

  /**
   * Sets the column that says how much each row counts.
   *
   * @param column its name; none by default
   * @return these options
   */
  public S weight(String column) {
    weight = column;
    return self();
  }

  /**
   * Sets what stands for empty fields of the data.
   *
   * @param value any number; by default an empty field is an error
   * @return these options
   */
  public S missing(double value) {
    missing = value;
    return self();
  }

  /**
   * Sets what stands for empty fields of one column.
   *
   * @param column its name
   * @param value any number
   * @return these options
   */
  public S missing(String column, double value) {
    missingByColumn.put(column, value);
    return self();
  }

  /**
   * Sets what else counts as an empty field.
   *
   * @param names such as {@code "NA"} and {@code "?"}; none by default
   * @return these options
   */
  public S missingNames(String... names) {
    missingNames = List.of(names);
    return self();
  }

  /**
   * Says that a column holds names. Its number is the position among them.
   *
   * @param column the column's name
   * @param names what it holds; none to find them by reading the whole table first, in alphabetical
   *     order
   * @return these options
   */
  public S categories(String column, String... names) {
    categories.put(column, List.of(names));
    return self();
  }

  /**
   * Makes columns of names one feature for each name, with a 1 for the one that is there. A missing
   * name is zeros.
   *
   * @param columns columns that {@link #categories(String, String...)} names too
   * @return these options
   */
  public S oneHot(String... columns) {
    oneHot.addAll(List.of(columns));
    return self();
  }

  /** Days that a month does not have are refused; years are those before and after Christ alike. */
  private static DateTimeFormatter strict(String pattern) {
    String years = pattern.contains("G") ? pattern : UNQUOTED_YEAR.matcher(pattern).replaceAll("u");
    return DateTimeFormatter.ofPattern(years, Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
  }

  /**
   * Says that a column holds dates, or dates with times, and what is made of them.
   *
   * @param column the column's name
   * @param pattern how they are written, such as {@code "dd.MM.yyyy HH:mm"}; see {@link
   *     DateTimeFormatter}
   * @param parts one feature each: {@code "days"} since 1970 with the time as fraction, {@code
   *     "year"}, {@code "month"}, {@code "day"}, {@code "weekday"} (1 is Monday), {@code "hour"} or
   *     {@code "minute"}; {@code "days"} if none is named
   * @return these options
   */
  public S date(String column, String pattern, String... parts) {
    List<String> chosen = parts.length == 0 ? List.of("days") : List.of(parts);
    if (!DateColumn.PARTS.containsAll(chosen)) {
      throw Fault.of(owner())
          .expected("parts of a date must be some of %s", DateColumn.PARTS)
          .received(chosen)
          .remedy("Choose among them.")
          .argument();
    }
    dates.put(column, new DateColumn(strict(pattern), chosen));
    return self();
  }

  /**
   * Shuffles rows: each is drawn from so many that were read before.
   *
   * @param rows the number of rows to draw from; 0, the default, keeps the table's order
   * @return these options
   */
  public S shuffle(int rows) {
    if (rows < 0) {
      throw Fault.of(owner())
          .expected("shuffle must be a number of rows to draw from")
          .received(rows)
          .remedy("Give 0 for the table's order.")
          .argument();
    }
    shuffleBuffer = rows;
    return self();
  }

  /** All names of columns as they were spelled. */
  List<String> spellings() {
    List<String> names = new ArrayList<>(features);
    names.addAll(categories.keySet());
    names.addAll(dates.keySet());
    names.addAll(missingByColumn.keySet());
    names.addAll(oneHot);
    if (label != null) {
      names.add(label);
    }
    if (weight != null) {
      names.add(weight);
    }
    return names;
  }

  @Nullable String label() {
    return label;
  }

  List<String> classes() {
    return classes;
  }

  List<String> features() {
    return features;
  }

  @Nullable String weight() {
    return weight;
  }

  /** What stands for an empty field of a column; null if it is an error. */
  @Nullable Double missingIn(String column) {
    Double own = missingByColumn.get(column);
    return own == null ? missing : own;
  }

  boolean isMissing(String field) {
    return field.isBlank() || missingNames.contains(field.strip());
  }

  /** The names in a column; empty if they must be found; null if it holds none. */
  @Nullable List<String> categoriesOf(String column) {
    return categories.get(column);
  }

  /** The columns whose names must be found. */
  List<String> unknownCategories() {
    return categories.keySet().stream()
        .filter(column -> categories.getOrDefault(column, List.of()).isEmpty())
        .toList();
  }

  /** Checks what belongs together. */
  void check() {
    if (!categories.keySet().containsAll(oneHot)) {
      throw Fault.of(owner())
          .expected("oneHot goes with categories")
          .received("columns %s, and categories of %s", oneHot, categories.keySet())
          .remedy("Set their categories.")
          .argument();
    }
  }

  boolean isOneHot(String column) {
    return oneHot.contains(column);
  }

  @Nullable DateColumn dateOf(String column) {
    return dates.get(column);
  }

  int shuffleBuffer() {
    return shuffleBuffer;
  }
}
