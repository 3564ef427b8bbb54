package io.hornbill.engine.internal.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrimitiveTest {
  private static final MemoryDesc SQUARE = MemoryDesc.dense(4, 4);

  private static MatMul product() {
    return new MatMul(SQUARE, SQUARE, null, SQUARE, Attributes.NONE);
  }

  @Test
  void listsOnlyTheSlotsItUses() {
    try (MatMul product = product()) {
      assertThat(product.has(Args.BIAS)).isFalse();
      assertThat(product.slots()).contains(Args.SRC, Args.WEIGHTS, Args.DST);
      assertThat(product.bytes(Args.DST)).isEqualTo(64);
      assertThat(product.desc(Args.SRC)).isEqualTo(SQUARE);
      assertThat(product.implementation()).isNotEmpty();
    }
  }

  @Test
  void equalOnesShareTheirNativePart() {
    MatMul first = product();
    try (MatMul second = product();
        MatMul other =
            new MatMul(
                SQUARE,
                SQUARE,
                null,
                SQUARE,
                Attributes.of(PostOps.NONE.eltwise(EltwiseAlgorithm.RELU, 0, 0)))) {
      assertThat(second.description()).isSameAs(first.description());
      assertThat(other.description()).isNotSameAs(first.description());
      first.close();
      assertThat(second.implementation()).isNotEmpty(); // still there for the others
      try (MatMul third = product()) {
        assertThat(third.description()).isSameAs(second.description());
      }
    }
  }

  /** The 257th and further ones share oneDNN's arguments. */
  @ParameterizedTest
  @ValueSource(ints = {0, 255, 256})
  void equalOnesRunAtOnceEachWithItsOwnNumbers(int others) throws Exception {
    List<MatMul> before = Stream.generate(PrimitiveTest::product).limit(others).toList();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> runs = new ArrayList<>();
      for (int i = 1; i <= 4; i++) {
        float factor = i;
        runs.add(threads.submit(() -> square(factor)));
      }
      for (Future<?> run : runs) {
        run.get();
      }
    } finally {
      threads.shutdown();
      before.forEach(MatMul::close);
    }
  }

  /** Multiplies a matrix of equal numbers by one of ones, again and again. */
  private static void square(float factor) {
    try (MatMul product = product();
        FloatPointer x = filled(factor);
        FloatPointer ones = filled(1);
        FloatPointer y = filled(0);
        BytePointer scratchpad = new BytePointer(1 + product.scratchpadBytes())) {
      product.bind(Args.SRC, x.address());
      product.bind(Args.WEIGHTS, ones.address());
      product.bind(Args.DST, y.address());
      if (product.has(Args.SCRATCHPAD)) {
        product.bind(Args.SCRATCHPAD, scratchpad.address());
      }
      for (int run = 0; run < 500; run++) {
        y.put(0, 0);
        product.run();
        assertThat(y.get(0)).isEqualTo(4 * factor);
      }
    }
  }

  private static FloatPointer filled(float value) {
    float[] numbers = new float[16];
    Arrays.fill(numbers, value);
    return new FloatPointer(numbers);
  }

  @Test
  void refusesToRunUnbound() {
    try (MatMul product = product()) {
      assertThatThrownBy(product::run)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("MatMul: expected every slot to be bound before run()");
    }
  }

  @Test
  void refusesSlotsItHasNot() {
    try (MatMul product = product()) {
      assertThatThrownBy(() -> product.bind(Args.BIAS, 8))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("MatMul: expected one of the slots");
      assertThatThrownBy(() -> product.bind(Args.SRC, 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("Received: 0");
    }
  }

  @Test
  void refusesToRunAfterClose() {
    MatMul product = product();
    product.close();
    product.close();
    assertThatThrownBy(product::run)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("after close()");
  }

  @Test
  void saysThatShapesDoNotFit() {
    assertThatThrownBy(
            () -> new MatMul(SQUARE, MemoryDesc.dense(5, 4), null, SQUARE, Attributes.NONE))
        .isInstanceOfSatisfying(
            DnnlException.class,
            e -> {
              assertThat(e.unsupported()).isFalse();
              assertThat(e.status()).isEqualTo(2);
            })
        .hasMessageStartingWith("MatMul: expected oneDNN to describe it. Received: status 2");
  }

  @Test
  void comparesLayouts() {
    MemoryDesc image = MemoryDesc.channelsLast(2, 3, 4, 5);
    assertThat(image).isEqualTo(MemoryDesc.channelsLast(2, 3, 4, 5));
    assertThat(image).isNotEqualTo(MemoryDesc.dense(2, 3, 4, 5));
    assertThat(image.bytes()).isEqualTo(480);
    assertThat(image.dims()).containsExactly(2, 3, 4, 5);
    assertThat(MemoryDesc.any(2, 3)).hasToString("MemoryDesc[2, 3] any");
    assertThatThrownBy(MemoryDesc::dense).hasMessageContaining("expected 1 to 12 dimensions");
  }
}
