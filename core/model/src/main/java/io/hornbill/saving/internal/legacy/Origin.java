package io.hornbill.saving.internal.legacy;

import io.hornbill.base.Config;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What wrote a file: it decides what names mean and how weights are laid out.
 *
 * @param era Keras' major version: 1, 2 or 3
 * @param theano whether convolutions turn their kernels round, as Theano does
 */
public record Origin(int era, boolean theano) {
  private static final List<String> KERAS_1 =
      List.of(
          "nb_filter=", "W_regularizer=", "border_mode=", "inner_activation=", "class_name=Merge");

  /**
   * Finds the origin of settings.
   *
   * @param kerasVersion the version; null if the file does not say, which Keras 1 did not
   * @param backend {@code tensorflow}, {@code theano} or another; null if the file does not say
   * @return the origin
   */
  public static Origin of(@Nullable String kerasVersion, @Nullable String backend) {
    String version = kerasVersion == null ? "1" : kerasVersion.strip();
    int era = version.startsWith("1") ? 1 : version.startsWith("2") ? 2 : 3;
    return new Origin(
        version.startsWith("0") ? 1 : era,
        backend != null && backend.strip().toLowerCase(Locale.ROOT).equals("theano"));
  }

  /**
   * Finds the origin of a model's settings that stand alone, as {@code to_json} wrote them.
   *
   * @param written class name and settings
   * @return the origin by the version that is noted, or by the words that are used
   */
  public static Origin of(Config written) {
    Object version = written.get("keras_version");
    Object backend = written.get("backend");
    String text = version instanceof String noted ? noted : era(written.toString());
    return of(text, backend instanceof String name ? name : null);
  }

  private static String era(String settings) {
    boolean first = KERAS_1.stream().anyMatch(settings::contains);
    return first ? "1" : settings.contains("batch_shape=") ? "3" : "2";
  }

  /**
   * Tells whether kernels are Theano's where Keras 1 did not note it: by the name of the file, as
   * Keras 1 published its weights as {@code …_th_kernels.h5} and {@code …_tf_kernels.h5}, or by the
   * names of the weights, which end in {@code :0} if TensorFlow gave them.
   *
   * @param fileName the name of the file
   * @param weightNames names of weights
   * @return the origin with what the names add
   */
  Origin named(String fileName, List<String> weightNames) {
    String name = fileName.toLowerCase(Locale.ROOT);
    boolean unmarked =
        !weightNames.isEmpty()
            && weightNames.stream()
                .noneMatch(one -> one.endsWith(":0") || one.startsWith("param_"));
    boolean turned = name.contains("th_kernels") || (unmarked && !name.contains("tf_kernels"));
    return era == 1 ? new Origin(era, theano || turned) : this;
  }

  boolean before3() {
    return era < 3;
  }
}
