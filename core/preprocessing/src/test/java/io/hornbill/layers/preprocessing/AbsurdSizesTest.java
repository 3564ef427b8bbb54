package io.hornbill.layers.preprocessing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbill.base.RandomStream;
import io.hornbill.layers.augmentation.AugMix;
import io.hornbill.layers.augmentation.CenterCrop;
import io.hornbill.layers.augmentation.ContrastLimitedAdaptiveHistogramEqualization;
import io.hornbill.layers.augmentation.ImageLayer;
import io.hornbill.layers.augmentation.RandAugment;
import io.hornbill.layers.augmentation.Resizing;
import java.util.List;
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
    refused(() -> new TextVectorization().vocabulary("a").ngrams(MOST).transform(texts));
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
