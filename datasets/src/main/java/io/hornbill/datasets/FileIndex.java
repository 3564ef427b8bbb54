package io.hornbill.datasets;

import io.hornbill.base.Fault;
import io.hornbill.base.RandomStream;
import io.hornbill.data.BatchBuffer;
import io.hornbill.data.internal.arrays.Shuffle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The files of a folder with a subfolder for each class, in the order in which Keras has them.
 *
 * @param classNames the names of the classes by their numbers
 * @param files the files and their classes
 */
record FileIndex(List<String> classNames, List<Entry> files) {
  /** A file that was not read yet, and the number of its class, or its target. */
  record Entry(Path file, float label) {}

  /** The number of batches of a pass. */
  long batches(FolderOptions<?> options) {
    return (files.size() + options.batchSize() - 1L) / options.batchSize();
  }

  /** The order of the files in a pass. */
  int[] order(FolderOptions<?> options, long key, long pass) {
    Long seed = options.seedOrNull();
    if (options.byGenerator() && options.shuffle() && seed != null) {
      return NumpyRandom.ofPass(seed, pass * batches(options)).permutation(files.size());
    }
    RandomStream random = RandomStream.of(key + pass);
    Shuffle shuffle = options.shuffle() ? Shuffle.ROWS : Shuffle.NONE;
    return shuffle.order(files.size(), options.batchSize(), random);
  }

  /**
   * Looks for files.
   *
   * @param folder the folder
   * @param options chooses classes, labels and a part
   * @param suffixes the endings that count
   */
  static FileIndex of(Path folder, FolderOptions<?> options, List<String> suffixes) {
    String owner = options.owner();
    if (isWithoutClasses(options)) {
      List<Path> files = find(owner, folder, options.followLinks(), suffixes);
      return of(folder, options, suffixes, List.of(), entries(files, new int[files.size()]));
    }
    int[] given = options.labels();
    List<String> names = given == null ? classes(folder, options) : numbered(owner, options, given);
    checkBinary(options, names);
    List<Entry> all =
        given == null
            ? inClasses(folder, options, names, suffixes)
            : labelled(folder, options, given, suffixes);
    return of(folder, options, suffixes, names, all);
  }

  /** Without targets subfolders are no classes: as in Keras all files count, wherever they are. */
  private static boolean isWithoutClasses(FolderOptions<?> options) {
    return options.labelMode().equals("none")
        && !options.byGenerator()
        && options.classNames().isEmpty();
  }

  private static FileIndex of(
      Path folder,
      FolderOptions<?> options,
      List<String> suffixes,
      List<String> names,
      List<Entry> all) {
    List<Entry> chosen = part(all, options);
    if (chosen.isEmpty()) {
      throw Fault.of(options.owner())
          .expected(
              "there must be %s in the %s",
              options.kind(), isWithoutClasses(options) ? "folder" : "classes' subfolders")
          .received("none of %s in \"%s\"", suffixes, folder)
          .remedy("Check the path.")
          .argument();
    }
    return new FileIndex(names, chosen);
  }

  private static void checkBinary(FolderOptions<?> options, List<String> names) {
    if (options.labelMode().equals("binary") && names.size() != 2) {
      throw Fault.of(options.owner())
          .expected("labelMode \"binary\" needs two classes")
          .received(names)
          .remedy("Choose \"int\" or \"categorical\".")
          .argument();
    }
  }

  private static List<String> classes(Path folder, FolderOptions<?> options) {
    String owner = options.owner();
    List<String> chosen = options.classNames();
    List<String> found;
    try (Stream<Path> entries = Files.list(folder)) {
      found =
          entries
              .filter(Files::isDirectory)
              .map(entry -> entry.getFileName().toString())
              .filter(name -> options.byGenerator() || !name.startsWith("."))
              .sorted()
              .toList();
    } catch (IOException e) {
      throw unreadable(owner, folder, e);
    }
    if (!found.containsAll(chosen)) {
      throw Fault.of(owner)
          .expected("classNames must be subfolders")
          .received(chosen)
          .remedy("Choose among %s.", found)
          .argument();
    }
    return chosen.isEmpty() ? found : chosen;
  }

  private static List<String> numbered(String owner, FolderOptions<?> options, int[] labels) {
    if (!options.classNames().isEmpty()) {
      throw Fault.of(owner)
          .expected("classNames go with subfolders as classes")
          .received("labels too")
          .remedy("Set one of them.")
          .argument();
    }
    Set<Integer> numbers = new TreeSet<>();
    for (int label : labels) {
      numbers.add(label);
    }
    return numbers.stream().map(String::valueOf).toList();
  }

  static UncheckedIOException unreadable(String owner, Path path, IOException e) {
    return Fault.of(owner)
        .expected("files must be readable")
        .received("%s for \"%s\"", e, path)
        .remedy("Check path and permissions.")
        .as(UncheckedIOException::new, e);
  }

  private static List<Entry> inClasses(
      Path folder, FolderOptions<?> options, List<String> names, List<String> suffixes) {
    List<Entry> found = new ArrayList<>();
    for (int label = 0; label < names.size(); label++) {
      Path subfolder = folder.resolve(names.get(label));
      for (Path file : find(options.owner(), subfolder, options.followLinks(), suffixes)) {
        found.add(new Entry(file, label));
      }
    }
    return found;
  }

  private static List<Entry> labelled(
      Path folder, FolderOptions<?> options, int[] labels, List<String> suffixes) {
    List<Path> files = find(options.owner(), folder, options.followLinks(), suffixes);
    if (files.size() != labels.length) {
      throw Fault.of(options.owner())
          .expected("there must be a label for each file")
          .received("%s labels for %s files in \"%s\"", labels.length, files.size(), folder)
          .remedy("Count them again.")
          .argument();
    }
    return entries(files, labels);
  }

  private static List<Entry> entries(List<Path> files, int[] labels) {
    List<Entry> found = new ArrayList<>();
    for (int i = 0; i < labels.length; i++) {
      found.add(new Entry(files.get(i), labels[i]));
    }
    return found;
  }

  /**
   * Finds files in the order of the names of their folders, and then of their own. The folder
   * itself may be a link, whether or not links within it are followed.
   */
  static List<Path> find(String owner, Path folder, boolean followLinks, List<String> suffixes) {
    FileVisitOption[] options =
        followLinks ? new FileVisitOption[] {FileVisitOption.FOLLOW_LINKS} : new FileVisitOption[0];
    try {
      Path start = folder.toRealPath();
      try (Stream<Path> files = Files.walk(start, options)) {
        return files
            .map(file -> folder.resolve(start.relativize(file)))
            .filter(file -> isOf(file, suffixes))
            .sorted(
                Comparator.comparing((Path file) -> String.valueOf(file.getParent()))
                    .thenComparing(file -> file.getFileName().toString()))
            .toList();
      }
    } catch (IOException e) {
      throw unreadable(owner, folder, e);
    } catch (UncheckedIOException e) {
      throw unreadable(owner, folder, Objects.requireNonNull(e.getCause()));
    }
  }

  private static boolean isOf(Path file, List<String> suffixes) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return suffixes.stream().anyMatch(name::endsWith) && Files.isRegularFile(file);
  }

  /** Keras' order, which is shuffled by the seed with NumPy, and of that the part that is meant. */
  private static List<Entry> part(List<Entry> all, FolderOptions<?> options) {
    if (options.byGenerator()) {
      return generated(all, options);
    }
    boolean validation = options.isValidation();
    List<Entry> ordered = all;
    @Nullable Long seed = options.seedOrNull();
    if (options.shuffle() && seed != null) {
      ordered = new ArrayList<>();
      for (int i : new NumpyRandom(seed.intValue()).permutation(all.size())) {
        ordered.add(all.get(i));
      }
    }
    int split = ordered.size() - (int) (options.validationSplit() * ordered.size());
    return validation
        ? ordered.subList(split, ordered.size())
        : options.validationSplit() == 0 ? ordered : ordered.subList(0, split);
  }

  /** The part that a generator of Keras takes: of each class the first files to validate with. */
  private static List<Entry> generated(List<Entry> all, FolderOptions<?> options) {
    List<Entry> chosen = new ArrayList<>();
    for (int from = 0, to = 0; from < all.size(); from = to) {
      while (to < all.size()
          && (options.anyClass() || all.get(to).label() == all.get(from).label())) {
        to++;
      }
      int split = from + (int) (options.validationSplit() * (to - from));
      chosen.addAll(
          options.isValidation()
              ? all.subList(from, split)
              : all.subList(options.hasSubset() ? split : from, to));
    }
    return chosen;
  }

  /** The files that the records of a table name, and what they say of them. */
  static FileIndex ofRecords(
      Path folder,
      List<? extends Map<String, String>> records,
      String fileColumn,
      String labelColumn,
      FolderOptions<?> options) {
    boolean named = !List.of("none", "raw").contains(options.labelMode());
    List<String> names = named ? kinds(records, labelColumn, options) : List.of();
    List<Entry> all = new ArrayList<>();
    for (int i = 0; i < records.size(); i++) {
      String file = field(records, i, fileColumn);
      String said = options.labelMode().equals("none") ? "" : field(records, i, labelColumn);
      int kind = names.indexOf(said);
      if (!named || kind >= 0) {
        all.add(new Entry(folder.resolve(file), named ? kind : number(said, i, labelColumn)));
      }
    }
    List<Entry> chosen = generated(all, options);
    if (chosen.isEmpty()) {
      throw Fault.of(options.owner())
          .expected("there must be records of files")
          .received("none of %s in this part", records.size())
          .remedy("Check table, classes and split.")
          .argument();
    }
    return new FileIndex(names, chosen);
  }

  private static List<String> kinds(
      List<? extends Map<String, String>> records, String labelColumn, FolderOptions<?> options) {
    Set<String> found = new TreeSet<>();
    for (int i = 0; i < records.size(); i++) {
      found.add(field(records, i, labelColumn));
    }
    List<String> names = options.classNames().isEmpty() ? List.copyOf(found) : options.classNames();
    checkBinary(options, names);
    return names;
  }

  private static String field(List<? extends Map<String, String>> records, int i, String column) {
    String value = records.get(i).get(column);
    if (value == null) {
      throw Fault.of("ImageDataGenerator")
          .expected("each record must have the columns of files and labels")
          .received("no \"%s\" in record %s, only %s", column, i, records.get(i).keySet())
          .remedy("Name another column.")
          .argument();
    }
    return String.valueOf(value);
  }

  private static float number(String said, int i, String column) {
    try {
      return said.isEmpty() ? 0 : Float.parseFloat(said);
    } catch (NumberFormatException e) {
      throw Fault.of("ImageDataGenerator")
          .expected("labels of the mode \"raw\" must be numbers")
          .received("\"%s\" as \"%s\" of record %s", said, column, i)
          .remedy("Choose \"categorical\".")
          .argument(e);
    }
  }

  /** Writes the targets of a batch. */
  static void label(BatchBuffer batch, FolderOptions<?> options, int classes, float[] labels) {
    switch (options.labelMode()) {
      case "int", "sparse", "raw" -> BatchBuffer.write(batch.y(0, labels.length), 0, labels);
      case "binary" -> {
        INDArray y =
            options.byGenerator() ? batch.y(0, labels.length) : batch.y(0, labels.length, 1);
        BatchBuffer.write(y, 0, labels);
      }
      case "categorical" -> {
        float[] scores = new float[labels.length * classes];
        for (int i = 0; i < labels.length; i++) {
          scores[i * classes + (int) labels[i]] = 1;
        }
        BatchBuffer.write(batch.y(0, labels.length, classes), 0, scores);
      }
      default -> {
        // no targets, or the pictures themselves
      }
    }
  }
}
