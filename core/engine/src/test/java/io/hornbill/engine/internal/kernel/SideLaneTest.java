package io.hornbill.engine.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;

@Timeout(60)
class SideLaneTest {
  private static final int PLACES = 12;

  private static Buffer[] buffers() {
    Buffer[] buffers = new Buffer[PLACES];
    Arrays.setAll(buffers, i -> Buffer.planned(new Spec(DataType.FLOAT, Shape.of(1))));
    return buffers;
  }

  /** Writes to a place a number that depends on what is in others, and on its own. */
  private static final class Mix extends Kernel {
    private final long[] memory;
    private final int[] from;
    private final int to;
    private final int spins;

    Mix(long[] memory, Buffer[] buffers, int[] from, int to, int spins) {
      super("mix", Arrays.stream(from).mapToObj(i -> buffers[i]).toList(), List.of(buffers[to]));
      this.memory = memory;
      this.from = from;
      this.to = to;
      this.spins = spins;
    }

    @Override
    public void run() {
      long sum = 31 * memory[to] + to;
      for (int place : from) {
        sum = 31 * sum + memory[place];
      }
      for (int i = 0; i < spins; i++) {
        Thread.onSpinWait();
      }
      memory[to] = sum;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void memoryIsThatOfOneKernelAfterTheOther(int seed) {
    Random random = new Random(seed);
    long[] memory = new long[PLACES];
    Buffer[] buffers = buffers();
    List<Kernel> kernels = new ArrayList<>();
    Set<Kernel> aside = new HashSet<>();
    for (int i = 0; i < 150; i++) {
      int[] from = random.ints(random.nextInt(3), 0, PLACES).toArray();
      Kernel kernel = new Mix(memory, buffers, from, random.nextInt(PLACES), random.nextInt(200));
      kernels.add(kernel);
      if (random.nextInt(3) == 0) {
        aside.add(kernel);
      }
    }
    SideLane lane = new SideLane(kernels, aside);

    for (int run = 0; run < 100; run++) {
      Arrays.fill(memory, run);
      kernels.forEach(Kernel::run);
      long[] expected = memory.clone();
      Arrays.fill(memory, run);
      lane.run();
      assertThat(memory).isEqualTo(expected);
    }
  }

  /** Runs whatever it is given. */
  private static Kernel kernel(Runnable work) {
    return new Kernel("kernel", List.of(), List.of()) {
      @Override
      public void run() {
        work.run();
      }
    };
  }

  @Test
  void whatRunsAsideIsNeverLaterThanTheLag() {
    int[] done = {0, 0};
    List<Kernel> kernels = new ArrayList<>();
    Set<Kernel> aside = new HashSet<>();
    for (int i = 0; i < 500; i++) {
      int position = i;
      Kernel late =
          kernel(
              () -> {
                assertThat(done[0]).isGreaterThanOrEqualTo(position);
                done[1]++;
              });
      aside.add(late);
      kernels.add(late);
      kernels.add(
          kernel(
              () -> {
                assertThat(2 * (position - done[1])).isLessThan(SideLane.LAG);
                done[0]++;
              }));
    }
    SideLane lane = new SideLane(kernels, aside);

    for (int run = 0; run < 50; run++) {
      Arrays.fill(done, 0);
      lane.run();
      assertThat(done).containsExactly(500, 500);
    }
  }

  @Test
  void failuresEndTheRunAndTheNextOneIsWhole() {
    boolean[] fails = {false, false};
    int[] ran = {0};
    Kernel main =
        kernel(
            () -> {
              if (fails[0]) {
                throw new IllegalStateException("main");
              }
            });
    Kernel update =
        kernel(
            () -> {
              if (fails[1]) {
                throw new IllegalStateException("aside");
              }
              ran[0]++;
            });
    SideLane lane = new SideLane(List.of(main, update, main), Set.of(update));

    for (int run = 0; run < 200; run++) {
      fails[0] = run % 2 == 0;
      fails[1] = !fails[0];
      assertThatThrownBy(lane::run)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(fails[0] ? "main" : "aside");
      fails[0] = false;
      fails[1] = false;
      ran[0] = 0;
      lane.run();
      assertThat(ran[0]).isEqualTo(1);
    }
  }
}
