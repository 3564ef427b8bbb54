package io.hornbill.benchmarks;

import io.hornbill.base.Fault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What {@code benchmarks/peers inference}, {@code busy}, {@code callers} and {@code start} were
 * asked for.
 *
 * @param commands how engines are started
 * @param mode which of the four
 * @param models names of Keras applications
 * @param contenders who takes part, Hornbill first
 * @param batches numbers of images of a call
 * @param rounds how often each engine's turn comes
 * @param millis how long a turn lasts
 */
record InferenceOptions(
    Commands commands,
    String mode,
    List<String> models,
    List<Contender> contenders,
    List<Integer> batches,
    int rounds,
    int millis) {
  static final List<String> ALL =
      List.of("ResNet50", "VGG16", "InceptionV3", "DenseNet121", "MobileNetV2", "EfficientNetB0");
  private static final List<String> TWO = List.of("ResNet50", "MobileNetV2");

  /**
   * Reads the command line.
   *
   * @param args folder, mode, then names of models and pairs of an option and its value
   * @return the options
   * @throws IllegalArgumentException if an option is unknown
   */
  static InferenceOptions of(String... args) {
    List<String> models = new ArrayList<>();
    String python = "";
    List<Contender> contenders = List.of();
    List<Integer> batches = args[1].equals("inference") ? List.of(1, 8) : List.of(1);
    int rounds = 5;
    int millis = 2000;
    for (int i = 2; i < args.length; i++) {
      if (!args[i].startsWith("--")) {
        models.add(args[i]);
        continue;
      }
      String value = i + 1 < args.length ? args[i + 1] : "";
      switch (args[i++]) {
        case "--python" -> python = value;
        case "--engines" -> contenders = PeersOptions.contenders(value);
        case "--batches" ->
            batches = Arrays.stream(value.split(",", -1)).map(Integer::valueOf).toList();
        case "--rounds" -> rounds = Integer.parseInt(value);
        case "--seconds" -> millis = PeersOptions.millis(value);
        default ->
            throw Fault.of("peers")
                .expected("expected an option of inference")
                .received(args[i - 1])
                .remedy("Known options: --python, --engines, --batches, --rounds, --seconds.")
                .argument();
      }
    }
    List<String> usual = args[1].equals("inference") ? ALL : TWO;
    return new InferenceOptions(
        new Commands(Path.of(args[0]), python),
        args[1],
        models.isEmpty() ? usual : models,
        contenders.isEmpty() ? Contender.predicting(!python.isEmpty()) : contenders,
        batches,
        rounds,
        millis);
  }
}
