package io.hornbill;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.engine.testing.Golden;
import io.hornbill.engine.testing.ParityPage;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/parity.md has a row for each part; the parity tests compare the rows' numbers. */
class ParityPageTest {

  /** What Keras 3 does not have or draws at random; other tests say what it must be. */
  private static final Set<String> WITHOUT_FIXTURES =
      Set.of(
          "hard_sigmoid_v3", // the fixtures' hard_sigmoid
          "swish",
          "hard_swish",
          "MatthewsCorrelation",
          "Orthogonal",
          "OrthogonalInitializer",
          "IdentityInitializer",
          "STFTInitializer",
          "L1L2Regularizer",
          "WeightRegularizer",
          "ActivityRegularizer",
          "Functional",
          "Model",
          "Sequential",
          "InputLayer",
          "ConvLSTMCell", // in the fixtures of ConvLSTM1D to 3D
          "StackedRNNCells", // in those of RNN
          "Rescaling", // by hand, in ScaledInputsTest
          "Normalization",
          "LayerScale", // by hand, in ApplicationLayersTest
          "CustomScaleLayer",
          "StochasticDepth",
          "TimeDistributedDense"); // Dense, with sequences only

  /** Other names of layers that have fixtures. */
  private static final Pattern OTHER_NAMES =
      Pattern.compile(
          "(Avg|Max|GlobalAvg|GlobalMax)Pool[123]D"
              + "|(Separable)?Convolution[123]D(Transpose)?"
              + "|Deconvolution[23]D"
              + "|GroupQueryAttention");

  /** Layers that PreprocessingParityTest and AugmentationParityTest compare. */
  private static final Pattern COMPARED_ELSEWHERE =
      Pattern.compile(
          "Random(?!Uniform|Normal).*|(String|Integer)Lookup|Hash(ing|edCrossing)|Discretization"
              + "|CategoryEncoding|TextVectorization|(Mel|STFT)Spectrogram|Pipeline|TFD.*|CenterCrop"
              + "|Resizing|MaxNumBoundingBoxes|Solarization|AutoContrast|.*Equalization|MixUp|CutMix"
              + "|RandAugment|AugMix");

  private static final List<String> LAYER_FILES =
      List.of(
          "layers_core",
          "layers_activation",
          "layers_reshape",
          "layers_norm",
          "layers_merge",
          "layers_pool",
          "layers_conv",
          "layers_recurrent",
          "layers_attention",
          "layers_keras1",
          "layers_varied");

  static Stream<String> kinds() {
    return Libraries.parts().keySet().stream().filter(kind -> !kind.equals("callbacks"));
  }

  private static Stream<String> files(String kind) {
    return kind.equals("layers") ? LAYER_FILES.stream() : Stream.of(kind);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void thePageHasWhatWasComparedWithKeras(String kind) {
    Set<String> compared =
        files(kind)
            .flatMap(file -> Golden.read(file).cases())
            .map(one -> kind.equals("activations") ? one.name() : one.className())
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(ParityPage.read().parts(kind).keySet()).isEqualTo(compared);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void everyRegisteredPartWasComparedWithKeras(String kind) {
    Set<String> parts =
        Libraries.parts().get(kind).keySet().stream()
            .filter(name -> kind.equals("activations") || Character.isUpperCase(name.charAt(0)))
            .filter(name -> !WITHOUT_FIXTURES.contains(name))
            .filter(name -> !COMPARED_ELSEWHERE.matcher(name).matches())
            .filter(name -> !OTHER_NAMES.matcher(name).matches())
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(ParityPage.read().parts(kind).keySet()).containsAll(parts);
  }
}
