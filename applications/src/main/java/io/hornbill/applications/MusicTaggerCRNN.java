package io.hornbill.applications;

import io.hornbill.Model;
import io.hornbill.base.Checks;
import io.hornbill.base.Fault;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.BatchNormalization;
import io.hornbill.layers.Conv2D;
import io.hornbill.layers.Dense;
import io.hornbill.layers.ELU;
import io.hornbill.layers.GRU;
import io.hornbill.layers.MaxPooling2D;
import io.hornbill.layers.Permute;
import io.hornbill.layers.Reshape;
import io.hornbill.layers.ZeroPadding2D;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Tags songs by their mel-spectrograms: four convolutions, then two GRUs along the time. It was
 * trained on the Million Song Dataset, and was part of Keras 1.
 *
 * <pre>{@code
 * Model tagger = MusicTaggerCRNN.create(o -> o.weights("msd"));
 * INDArray tags = tagger.predict(MelSpectrograms.of(Path.of("song.wav")));
 * System.out.println(MusicTaggerCRNN.decodePredictions(tags, 5));
 * }</pre>
 *
 * <p>Input {@code [batch, 96, 1366, 1]}, or {@code [batch, 1, 96, 1366]} where channels come first;
 * output {@code [batch, 50]}, the probability of each tag; without top {@code [batch, 32]}.
 *
 * @see <a href="https://arxiv.org/abs/1609.04243">Choi, Fazekas, Sandler, Cho: Convolutional
 *     recurrent neural networks for music classification (2016)</a>
 */
public final class MusicTaggerCRNN {
  /** The tags, in the order of the outputs. */
  public static final List<String> TAGS =
      List.of(
          "rock",
          "pop",
          "alternative",
          "indie",
          "electronic",
          "female vocalists",
          "dance",
          "00s",
          "alternative rock",
          "jazz",
          "beautiful",
          "metal",
          "chillout",
          "male vocalists",
          "classic rock",
          "soul",
          "indie rock",
          "Mellow",
          "electronica",
          "80s",
          "folk",
          "90s",
          "chill",
          "instrumental",
          "punk",
          "oldies",
          "blues",
          "hard rock",
          "ambient",
          "acoustic",
          "experimental",
          "female vocalist",
          "guitar",
          "Hip-Hop",
          "70s",
          "party",
          "country",
          "easy listening",
          "sexy",
          "catchy",
          "funk",
          "electro",
          "heavy metal",
          "Progressive rock",
          "60s",
          "rnb",
          "indie pop",
          "sad",
          "House",
          "happy");

  private static final int[] FILTERS = {64, 128, 128, 128};
  private static final int[] POOLS = {2, 3, 4, 4};

  /**
   * A tag of a song.
   *
   * @param name the tag
   * @param probability how sure the network is, in {@code [0, 1]}
   */
  public record Tag(String name, double probability) {}

  private MusicTaggerCRNN() {}

  /**
   * Makes the network.
   *
   * @param options changes the defaults, which are those of Keras 1: weights {@code "msd"}, with
   *     top, 50 classes
   * @return a new model
   * @throws IllegalArgumentException if options contradict each other
   * @throws java.io.UncheckedIOException if the weights are neither there nor to be downloaded
   * @throws io.hornbill.files.ModelFormatException if the weights do not fit
   */
  public static Model create(Consumer<MusicTaggerOptions> options) {
    MusicTaggerOptions chosen = new MusicTaggerOptions();
    options.accept(chosen);
    Blueprint net = new Blueprint("MusicTaggerCRNN", chosen);
    Tensor image = net.input(ChannelAxis.isLast() ? Shape.of(96, 1366, 1) : Shape.of(1, 96, 1366));
    Tensor x = recur(net, convolve(net, image));
    if (net.hasTop()) {
      x = new Dense(net.classes()).activation("sigmoid").name("output").apply(x);
    }
    Path weights = net.weights("");
    Model model = net.untrained(x, "music_tagger_crnn");
    if (weights != null) {
      // The weights without top are part of those with it.
      model.loadWeights(weights, o -> o.byName(!net.hasTop()));
    }
    return model;
  }

  private static Tensor convolve(Blueprint net, Tensor image) {
    Tensor x = net.apply(new ZeroPadding2D(0, 37), image);
    x = normalize(x, ChannelAxis.isLast() ? 2 : 3, "bn_0_freq");
    for (int i = 1; i <= FILTERS.length; i++) {
      x = new Conv2D(FILTERS[i - 1], 3).padding("same").name("conv" + i).apply(x);
      x = net.apply(new ELU(), normalize(x, ChannelAxis.ofBatch(), "bn" + i));
      int pool = POOLS[i - 1];
      x = new MaxPooling2D(pool).strides(pool).name("pool" + i).apply(x);
    }
    return x;
  }

  private static Tensor recur(Blueprint net, Tensor x) {
    Tensor y = ChannelAxis.isLast() ? x : net.apply(new Permute(3, 1, 2), x);
    y = net.apply(new Reshape(15, 128), y);
    return gru("gru2").apply(gru("gru1").returnSequences(true).apply(y));
  }

  private static GRU gru(String name) {
    return new GRU(32).resetAfter(false).recurrentActivation("hard_sigmoid").name(name);
  }

  private static Tensor normalize(Tensor x, int axis, String name) {
    return new BatchNormalization().axis(axis).name(name).apply(x);
  }

  /**
   * Names the most probable tags of each song.
   *
   * @param predictions what the network gave for a batch, {@code [batch, 50]}
   * @param top how many tags to name, at least 1
   * @return for each song its tags, the most probable first
   * @throws IllegalArgumentException if the shape is another
   */
  public static List<List<Tag>> decodePredictions(INDArray predictions, int top) {
    if (predictions.rank() != 2 || predictions.size(1) != TAGS.size()) {
      throw Fault.of("MusicTaggerCRNN")
          .expected("predictions must be [batch, %s]", TAGS.size())
          .received(Shape.of(predictions.shape()))
          .remedy("Give what the network predicted.")
          .argument();
    }
    Checks.positive("MusicTaggerCRNN", "top", top);
    List<List<Tag>> decoded = new ArrayList<>();
    for (double[] song : predictions.toDoubleMatrix()) {
      decoded.add(
          IntStream.range(0, song.length)
              .mapToObj(i -> new Tag(TAGS.get(i), song[i]))
              .sorted(Comparator.comparingDouble(tag -> -tag.probability()))
              .limit(top)
              .toList());
    }
    return decoded;
  }

  /**
   * Names the five most probable tags of each song.
   *
   * @param predictions what the network gave for a batch, {@code [batch, 50]}
   * @return for each song its tags, the most probable first
   * @throws IllegalArgumentException if the shape is another
   */
  public static List<List<Tag>> decodePredictions(INDArray predictions) {
    return decodePredictions(predictions, 5);
  }
}
