package io.hornbill.layers.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbill.base.RandomStream;
import io.hornbill.graph.Shape;
import io.hornbill.initializers.STFT;
import io.hornbill.layers.augmentation.AugMix;
import io.hornbill.layers.augmentation.CenterCrop;
import io.hornbill.layers.augmentation.ContrastLimitedAdaptiveHistogramEqualization;
import io.hornbill.layers.augmentation.ImageLayer;
import io.hornbill.layers.augmentation.RandAugment;
import io.hornbill.layers.augmentation.Resizing;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What the Java heap cannot hold is refused before it is made, and counts have a bound. */
class AbsurdSizesTest {
  private static final int MOST = Integer.MAX_VALUE;

  private static void refused(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching("(?s)[^:]+: .+ Received: .+\\. .+");
  }

  private static void refused(ImageLayer<?> layer) {
    INDArray pictures = Nd4j.zeros(DataType.FLOAT, 1, 4, 4, 3);
    refused(() -> layer.augment(pictures, RandomStream.of(1)));
  }

  @Test
  void encodings() {
    INDArray ids = Nd4j.zeros(DataType.FLOAT, 4, 3);
    refused(() -> new CategoryEncoding(MOST).outputMode("one_hot").transform(ids));
    refused(() -> new Hashing(MOST).outputMode("multi_hot").transform(ids));
    refused(() -> new StringLookup().numOovIndices(MOST));
  }

  @Test
  void texts() {
    List<String> texts = List.of("a b");
    TextVectorization words = new TextVectorization().vocabulary("a");
    refused(() -> words.outputSequenceLength(MOST).transform(texts));
    refused(() -> new TextVectorization().ngrams(MOST));
    assertThat(Words.ngrams(List.of("a", "b", "c"), List.of(MOST))).isEmpty();
  }

  @Test
  void sounds() {
    INDArray sound = Nd4j.zeros(DataType.FLOAT, 1, 100_000);
    refused(() -> new MelSpectrogram().fftLength(MOST));
    refused(() -> new MelSpectrogram().numMelBins(100_000).transform(sound));
    refused(() -> new STFTSpectrogram().frameLength(MOST));
    refused(() -> new STFTSpectrogram().frameLength(1 << 16).buildFor(Shape.of(-1, 1 << 17, 1)));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new MelSpectrogram().fftLength(200_000).sequenceStride(8).transform(sound))
        .withMessageEndingWith(
            ": frames times fftLength, eight times that if it is no power of two,"
                + " must be at most 33554432, or 64 a sample. Received: 12501 frames of fftLength"
                + " 200000 for 100000 samples. Set a longer sequenceStride, or a shorter"
                + " fftLength.");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new STFT().initialize(new long[] {8192, 1, 4097}, DataType.FLOAT, new Random(1)))
        .withMessageContaining(
            "a kernel must have at most 33554432 elements. Received: the shape [8192");
  }

  /** As many transforms as are allowed, and longest ones of a length that is no power of two. */
  @Test
  void soundsInTheRangeTakeLittleTime() {
    MelSpectrogram mel =
        new MelSpectrogram().fftLength(262_139).sequenceStride(33_000).numMelBins(4);
    mel.transform(Nd4j.zeros(DataType.FLOAT, 1, 100_000));
    long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    mel.transform(Nd4j.ones(DataType.FLOAT, 1, 500_000));
    long after = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    assertThat((after - before) / 1e9).isLessThan(5);
  }

  @Test
  void pictures() {
    refused(new Resizing(MOST, MOST));
    refused(new CenterCrop(1 << 20, 1 << 20));
    refused(new ContrastLimitedAdaptiveHistogramEqualization().tileGridSize(100_000, 100_000));
    refused(() -> new RandAugment().numOps(MOST));
    refused(() -> new AugMix().numChains(MOST));
    refused(() -> new AugMix().chainDepth(MOST));
    refused(() -> new Resizing(2, 2).augment((INDArray) null, RandomStream.of(1)));
  }
}
