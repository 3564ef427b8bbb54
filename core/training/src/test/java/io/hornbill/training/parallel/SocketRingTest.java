package io.hornbill.training.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hornbill.training.testing.Ranks;
import java.io.DataOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SocketRingTest {
  private static final Consumer<RingOptions> PLAIN = o -> {};
  private static final Consumer<RingOptions> SECRET = o -> o.secret("between us");

  /** Numbers whose sums are exact in a float, whatever their order. */
  private static float[] whole(int rank, int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (rank + 1) * (i % 1000) - 7 * rank;
    }
    return values;
  }

  private static float[] wholeSum(int size, int length) {
    double[] sum = new double[length];
    for (int rank = 0; rank < size; rank++) {
      float[] values = whole(rank, length);
      for (int i = 0; i < length; i++) {
        sum[i] += values[i];
      }
    }
    float[] result = new float[length];
    for (int i = 0; i < length; i++) {
      result[i] = (float) sum[i];
    }
    return result;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8})
  void sumsAreExactForEveryLength(int size) throws Exception {
    int[] lengths = {0, 1, size - 1, size, 7919, 65_537, 100_003};
    List<Ranks.Result<Boolean>> results =
        Ranks.run(
            size,
            SECRET,
            ring -> {
              for (int length : lengths) {
                float[] values = whole(ring.rank(), length);
                ring.allReduce("floats", values);
                assertThat(values).isEqualTo(wholeSum(size, length));
                double[] doubles = new double[length];
                Arrays.fill(doubles, 0.5 + ring.rank());
                ring.allReduce("doubles", doubles);
                assertThat(doubles).containsOnly(sizeSum(size, length));
              }
              return true;
            });
    results.forEach(result -> assertThat(result.get()).isTrue());
  }

  private static double[] sizeSum(int size, int length) {
    return length == 0 ? new double[0] : new double[] {0.5 * size + size * (size - 1) / 2.0};
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8})
  void tenMillionNumbersAreSummedUp(int size) throws Exception {
    int length = 10_000_000;
    float[] expected = wholeSum(size, length);
    Ranks.run(
            size,
            PLAIN,
            ring -> {
              float[] values = whole(ring.rank(), length);
              ring.allReduce("many", values);
              return Arrays.equals(values, expected);
            })
        .forEach(result -> assertThat(result.get()).isTrue());
  }

  @Test
  void eachPartIsSummedInTheOrderOfTheRanksFromItsOwnOn() throws Exception {
    int size = 3;
    float[][] given = new float[size][3];
    Random random = new Random(5);
    for (float[] values : given) {
      for (int i = 0; i < values.length; i++) {
        values[i] = (random.nextFloat() - 0.5f) * (float) Math.pow(10, random.nextInt(9));
      }
    }
    float[] expected = new float[3];
    for (int part = 0; part < size; part++) {
      expected[part] =
          (given[part][part] + given[(part + 1) % size][part]) + given[(part + 2) % size][part];
    }
    for (Ranks.Result<float[]> result :
        Ranks.run(
            size,
            PLAIN,
            ring -> {
              float[] values = given[ring.rank()].clone();
              ring.allReduce("order", values);
              return values;
            })) {
      assertThat(result.get()).isEqualTo(expected);
    }
  }

  @Test
  void stallsChangeNothing() throws Exception {
    Ranks.run(
            5,
            o -> o.deadline(Duration.ofSeconds(10)),
            ring -> {
              Random random = new Random(ring.rank());
              for (int i = 0; i < 10; i++) {
                TimeUnit.MILLISECONDS.sleep(random.nextInt(30));
                float[] values = whole(ring.rank(), 1013 + i);
                ring.allReduce("stalled " + i, values);
                assertThat(values).isEqualTo(wholeSum(5, 1013 + i));
              }
              return true;
            })
        .forEach(result -> assertThat(result.get()).isTrue());
  }

  @Test
  void whoComputesLongerThanTheDeadlineIsNotSilent() throws Exception {
    Ranks.run(
            2,
            o -> o.deadline(Duration.ofMillis(300)),
            ring -> {
              if (ring.rank() == 1) {
                TimeUnit.MILLISECONDS.sleep(900);
              }
              float[] values = {ring.rank()};
              ring.allReduce("late", values);
              return values[0];
            })
        .forEach(result -> assertThat(result.get()).isEqualTo(1f));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 70_000, 200_000})
  void allGetWhatRankZeroHas(int length) throws Exception {
    byte[] content = new byte[length];
    new Random(1).nextBytes(content);
    Ranks.run(
            4, SECRET, ring -> ring.broadcast("content", ring.rank() == 0 ? content : new byte[3]))
        .forEach(result -> assertThat(result.get()).isEqualTo(content));
  }

  @Test
  void halvesOfFloatsAreTheSameForAllAndOffByLittle() throws Exception {
    List<Ranks.Result<float[]>> results =
        Ranks.run(
            4,
            o -> o.compression(Compression.BF16),
            ring -> {
              float[] values = {0.1f + ring.rank(), 1e-8f, -3.14159f, 1e20f, ring.rank()};
              ring.allReduce("halves", values);
              return values;
            });
    float[] exact = {6.4f, 4e-8f, -12.56636f, 4e20f, 6};
    for (Ranks.Result<float[]> result : results) {
      assertThat(result.get()).isEqualTo(results.get(0).get());
      for (int i = 0; i < exact.length; i++) {
        assertThat(result.get()[i]).isCloseTo(exact[i], within(Math.abs(exact[i]) * 0.016f));
      }
    }
  }

  @Test
  void allReportTheFirstCause() throws Exception {
    List<Ranks.Result<Boolean>> results =
        Ranks.run(
            5,
            SECRET,
            ring -> {
              ring.allReduce("first", new float[10]);
              if (ring.rank() == 3) {
                throw new IllegalStateException("the disk is full");
              }
              ring.allReduce("second", new float[10]);
              return true;
            });
    for (int rank = 0; rank < 5; rank++) {
      assertThat(results.get(rank).failure()).hasMessageContaining("the disk is full");
      if (rank != 3) {
        assertThat(results.get(rank).failure())
            .isInstanceOf(CollectiveException.class)
            .hasMessage(
                "SocketRing: all processes must go on to the end. Received: rank 3 failed: the disk"
                    + " is full. Rank %d stops with all others.",
                rank);
      }
    }
  }

  @Test
  void whoIsOutOfStepIsNamed() throws Exception {
    List<Ranks.Result<Boolean>> results =
        Ranks.run(
            2,
            PLAIN,
            ring -> {
              ring.allReduce(ring.rank() == 0 ? "kernel" : "bias", new float[4]);
              return true;
            });
    assertThat(results)
        .allSatisfy(
            result ->
                assertThat(result.failure())
                    .hasMessageContaining("out of step")
                    .hasMessageContaining("all processes must run the same program"));
  }

  /** What a machine between two processes may do to the bytes. */
  private static Consumer<RingOptions> spoiled(AtomicBoolean begun, boolean first) {
    return options ->
        options.wire(
            out ->
                new FilterOutputStream(out) {
                  @Override
                  public void write(byte[] bytes, int from, int count) throws IOException {
                    byte[] sent = Arrays.copyOfRange(bytes, from, from + count);
                    sent[first ? 0 : count - 1] ^= (byte) (begun.get() ? 4 : 0);
                    out.write(sent, 0, count);
                  }
                });
  }

  @ParameterizedTest
  @CsvSource({"true, sent bytes that are no frame", "false, sent a frame that was tampered with"})
  void garbageInAFormedRingEndsItWithTheNameOfWhoSentIt(boolean first, String what)
      throws Exception {
    AtomicBoolean begun = new AtomicBoolean();
    Consumer<RingOptions> options = spoiled(begun, first).andThen(SECRET);
    List<Ranks.Result<Boolean>> results =
        Ranks.run(
            3,
            options,
            ring -> {
              ring.allReduce("first", new float[10]);
              begun.set(true);
              ring.allReduce("second", new float[10]);
              return true;
            });
    assertThat(results)
        .allSatisfy(
            result ->
                assertThat(result.failure())
                    .isInstanceOf(CollectiveException.class)
                    .hasMessageMatching(
                        "SocketRing: all processes must go on to the end\\. Received: rank \\d %s\\. Rank \\d stops with all others\\."
                            .formatted(what)));
  }

  enum Stranger {
    GARBAGE {
      @Override
      void speak(Socket socket, DataOutputStream out) throws Exception {
        out.write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      }
    },
    SILENT_AND_GONE {
      @Override
      void speak(Socket socket, DataOutputStream out) throws Exception {
        socket.close();
      }
    },
    WITHOUT_THE_SECRET {
      @Override
      void speak(Socket socket, DataOutputStream out) throws Exception {
        new Handshake(new RingOptions().secret("guessed").attempt("1"), 1, 2).call(socket);
      }
    },
    OF_AN_OLD_ATTEMPT {
      @Override
      void speak(Socket socket, DataOutputStream out) throws Exception {
        new Handshake(new RingOptions().secret("between us").attempt("0"), 1, 2).call(socket);
      }
    },
    OF_ANOTHER_RANK {
      @Override
      void speak(Socket socket, DataOutputStream out) throws Exception {
        new Handshake(new RingOptions().secret("between us").attempt("1"), 0, 2).call(socket);
      }
    };

    abstract void speak(Socket socket, DataOutputStream out) throws Exception;
  }

  @ParameterizedTest
  @EnumSource
  void strangersAreRefusedAndTheRingFormsAllTheSame(Stranger stranger) throws Exception {
    try (ServerSocket first = Ranks.door();
        ServerSocket second = Ranks.door()) {
      List<String> addresses =
          List.of("127.0.0.1:" + first.getLocalPort(), "127.0.0.1:" + second.getLocalPort());
      Consumer<RingOptions> options = o -> o.secret("between us").attempt("1");
      Thread[] knock = new Thread[3];
      for (int i = 0; i < knock.length; i++) {
        knock[i] = new Thread(() -> speak(stranger, first.getLocalPort()));
        knock[i].start();
      }
      Collective[] one = new Collective[1];
      Thread zero = new Thread(() -> one[0] = SocketRing.join(first, addresses, 0, options));
      zero.start();
      for (Thread thread : knock) {
        thread.join();
      }
      Thread other =
          new Thread(
              () -> {
                try (Collective ring = SocketRing.join(second, addresses, 1, options)) {
                  ring.allReduce("sum", new float[] {2});
                }
              });
      other.start();
      zero.join();
      float[] values = {1};
      one[0].allReduce("sum", values);
      one[0].close();
      other.join();
      assertThat(values).containsExactly(3);
    }
  }

  private static void speak(Stranger stranger, int port) {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      stranger.speak(socket, new DataOutputStream(socket.getOutputStream()));
      socket.getInputStream().read();
    } catch (Exception e) {
      // Being refused is what is wanted.
    }
  }

  @Test
  void whoDoesNotComeIsNamed() throws Exception {
    try (ServerSocket door = Ranks.door();
        ServerSocket other = Ranks.door()) {
      int port = other.getLocalPort();
      other.close();
      List<String> addresses = List.of("127.0.0.1:" + door.getLocalPort(), "127.0.0.1:" + port);
      assertThatThrownBy(
              () -> SocketRing.join(door, addresses, 0, o -> o.deadline(Duration.ofMillis(300))))
          .isInstanceOf(CollectiveException.class)
          .hasMessageContaining(
              "SocketRing: rank 1 at 127.0.0.1:%d must answer before the deadline.", port);
    }
  }

  @Test
  void argumentsAreChecked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SocketRing.join(List.of("a:1"), 1, PLAIN))
        .withMessage(
            "SocketRing: rank must be in [0, 1), as there are so many addresses. Received: 1. Count"
                + " from 0.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SocketRing.join(List.of("host"), 0, PLAIN))
        .withMessage(
            "SocketRing: an address must be host:port. Received: \"host\". Write it as"
                + " host1:7001.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RingOptions().deadline(Duration.ofMillis(5)))
        .withMessage(
            "RingOptions: deadline must be at least 100 milliseconds. Received: PT0.005S. Give the"
                + " network some time.");
  }
}
