package io.hornbill.datasets;

import io.hornbill.base.Checks;
import io.hornbill.base.Fault;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a folder with a subfolder for each class becomes batches.
 *
 * @param <S> the options' own type
 */
abstract sealed class FolderOptions<S extends FolderOptions<S>> extends SourceOptions<S>
    permits ImageOptions, TextOptions {
  private boolean shuffle = true;
  private String labelMode = "int";
  private List<String> classNames = List.of();
  private int @Nullable [] labels;
  private double validationSplit;
  private @Nullable String subset;
  private boolean followLinks;
  private int workers = 1;
  private boolean byGenerator;
  private boolean anyClass;
  private final String kind;

  FolderOptions(String owner, String kind) {
    super(owner);
    this.kind = kind;
  }

  /** What the files are called in messages. */
  String kind() {
    return kind;
  }

  /** Requires one of some names. */
  String oneOf(String option, String value, List<String> known) {
    if (!known.contains(value)) {
      throw Fault.of(owner())
          .expected("%s must be one of %s", option, known)
          .received("\"%s\"", value)
          .remedy("Choose one.")
          .argument();
    }
    return value;
  }

  /**
   * Sets whether the files come in another order in each pass.
   *
   * @param shuffle true by default; false for the order of their names
   * @return these options
   */
  public S shuffle(boolean shuffle) {
    this.shuffle = shuffle;
    return self();
  }

  /**
   * Sets what the targets are.
   *
   * @param labelMode {@code "int"}, the default: class numbers {@code [batch]}; {@code
   *     "categorical"}: {@code [batch, classes]}; {@code "binary"}: 0 or 1, {@code [batch, 1]};
   *     {@code "none"}: no targets, whatever {@link #labels(int...)} says, and all files that lie
   *     anywhere in the folder, unless {@link #classNames(String...)} chooses subfolders. Flows of
   *     {@link ImageDataGenerator} also take {@code "sparse"}, which is {@code "int"}, and {@code
   *     "input"}: the changed pictures; their {@code "binary"} has the shape {@code [batch]}, and
   *     {@code "categorical"} is their default
   * @return these options
   */
  public S labelMode(String labelMode) {
    this.labelMode = oneOf("labelMode", labelMode, modes());
    return self();
  }

  /** The names of what targets can be. */
  List<String> modes() {
    return List.of("int", "categorical", "binary", "none");
  }

  /**
   * Chooses classes and their order.
   *
   * @param names names of subfolders; all of them by default, in alphabetical order
   * @return these options
   */
  public S classNames(String... names) {
    classNames = List.of(names);
    return self();
  }

  /**
   * Sets the class numbers of all files, whatever subfolder they are in.
   *
   * @param labels one number from 0 on for each file, in the order of the names of folders and
   *     files; by default the subfolders are the classes
   * @return these options
   */
  public S labels(int... labels) {
    this.labels = labels.clone();
    return self();
  }

  /**
   * Sets the share of files to validate with, the last ones after shuffling by the seed. Say with
   * {@link #subset(String)} which part is meant, and give both parts the same seed.
   *
   * @param validationSplit from 0 to less than 1; 0 by default
   * @return these options
   */
  public S validationSplit(double validationSplit) {
    this.validationSplit = Checks.inRange(owner(), "validationSplit", validationSplit, 0, 1);
    return self();
  }

  /**
   * Chooses the part.
   *
   * @param subset {@code "training"} or {@code "validation"}
   * @return these options
   */
  public S subset(String subset) {
    this.subset = oneOf("subset", subset, List.of("training", "validation"));
    return self();
  }

  /**
   * Sets whether symbolic links to folders are followed.
   *
   * @param followLinks false by default
   * @return these options
   */
  public S followLinks(boolean followLinks) {
    this.followLinks = followLinks;
    return self();
  }

  /**
   * Sets how many threads read files. What is read does not depend on it.
   *
   * @param workers at least 1, which is the default
   * @return these options
   */
  public S workers(int workers) {
    this.workers = Checks.positive(owner(), "workers", workers);
    return self();
  }

  /**
   * Splits as {@link ImageDataGenerator} does: the first files are those to validate with.
   *
   * @param split their share, which a {@link #validationSplit} may replace
   * @param all whether all files are split together, and not those of each class
   */
  void generatorSplit(double split, boolean all) {
    byGenerator = true;
    anyClass = all;
    validationSplit = split;
  }

  boolean byGenerator() {
    return byGenerator;
  }

  boolean anyClass() {
    return anyClass;
  }

  boolean hasSubset() {
    return subset != null;
  }

  boolean shuffle() {
    return shuffle;
  }

  String labelMode() {
    return labelMode;
  }

  List<String> classNames() {
    return classNames;
  }

  int @Nullable [] labels() {
    return labels;
  }

  double validationSplit() {
    return validationSplit;
  }

  boolean followLinks() {
    return followLinks;
  }

  int workers() {
    return workers;
  }

  /** Whether only the part to validate with is meant; checks what belongs together. */
  boolean isValidation() {
    if (!(byGenerator
        ? validationSplit > 0 || subset == null
        : validationSplit > 0 == (subset != null))) {
      throw Fault.of(owner())
          .expected("validationSplit and subset belong together")
          .received("%s and %s", validationSplit, subset)
          .remedy("Set both, or none.")
          .argument();
    }
    if (!byGenerator && validationSplit != 0 && shuffle && seedOrNull() == null) {
      throw Fault.of(owner())
          .expected("a split of shuffled %s needs a seed, the same for both parts", kind)
          .received("none")
          .remedy("Set seed, or shuffle(false).")
          .argument();
    }
    return "validation".equals(subset);
  }
}
