package io.hornbill.applications;

import io.hornbill.base.Fault;
import io.hornbill.files.RemoteFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * The files that Keras offers for its applications: trained weights, and the names of classes. They
 * are kept in the folder {@code models} of Keras' home, and downloaded if they are not there.
 */
final class WeightFiles {
  private static final List<WeightFile> ALL = read();

  /**
   * A file.
   *
   * @param architecture the network it is for
   * @param variant what {@code weights(name)} calls it, and for which settings it is: {@code
   *     "imagenet notop"}
   * @param name its name in the folder
   * @param url where it is
   * @param hash its MD5 (32 digits) or SHA-256 (64 digits); empty if it is not known
   */
  record WeightFile(String architecture, String variant, String name, String url, String hash) {
    RemoteFile remote() {
      RemoteFile file = RemoteFile.named(name).owner(architecture).folder("models").url(url);
      return switch (hash.length()) {
        case 0 -> file;
        case 32 -> file.md5(hash);
        default -> file.sha256(hash);
      };
    }
  }

  private WeightFiles() {}

  private static List<WeightFile> read() {
    try (InputStream table = WeightFiles.class.getResourceAsStream("weight-files.tsv")) {
      String text =
          new String(Objects.requireNonNull(table).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines()
          .skip(1)
          .map(line -> line.split("\t", -1))
          .map(cell -> new WeightFile(cell[0], cell[1], cell[2], cell[3], cell[4]))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<WeightFile> all() {
    return ALL;
  }

  static WeightFile find(String architecture, String variant) {
    return ALL.stream()
        .filter(one -> one.architecture().equals(architecture) && one.variant().equals(variant))
        .findFirst()
        .orElseThrow(
            () ->
                Fault.of(architecture)
                    .expected("there must be trained weights for the settings")
                    .received("\"%s\"", variant)
                    .remedy("Choose among %s, or null for random weights.", variants(architecture))
                    .argument());
  }

  private static List<String> variants(String architecture) {
    return ALL.stream()
        .filter(file -> file.architecture().equals(architecture))
        .map(WeightFile::variant)
        .toList();
  }

  /** The names that {@code weights(name)} takes for a network. */
  static List<String> names(String architecture) {
    return variants(architecture).stream()
        .map(variant -> variant.substring(0, (variant + " ").indexOf(' ')))
        .distinct()
        .toList();
  }
}
